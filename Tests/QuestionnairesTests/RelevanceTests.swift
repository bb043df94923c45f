import Questionnaires
import Testing

private let model = """
    <bind nodeset="/data/age" type="int" constraint=". &gt;= 0 and . &lt; 130" jr:constraintMsg="0-129"
          required="true()" jr:requiredMsg="age?"/>
    <bind nodeset="/data/g" relevant="/data/age &gt;= 18"/>
    <bind nodeset="/data/g/job" type="string"/>
    <bind nodeset="/data/g/pay" type="decimal" relevant="/data/g/job != ''"/>
    <bind nodeset="/data/sum" type="decimal" calculate="coalesce(/data/g/pay, 0) * 2"/>
    <bind nodeset="/data/note" readonly="true()"/>
    """

private let body = """
    <input ref="/data/age"><label>Age</label></input>
    <group ref="/data/g"><label>Work</label>
      <input ref="/data/g/job"><label>Job</label></input>
      <input ref="/data/g/pay"><label>Pay for <output value=" /data/g/job "/></label></input>
    </group>
    <input ref="/data/note"><label>Bye</label></input>
    """

private func start() throws -> FormSession {
    try Sample.session(
        Sample.form(instance: "<age/><g><job/><pay/></g><sum/><note/>", model: model, body: body))
}

@Suite struct RelevanceTests {
    @Test func `a group hides its questions until its condition holds`() throws {
        let session = try start()
        #expect(session.steps() == [.question("/data/age"), .question("/data/note"), .end])
        #expect(session.answer(at: "/data/age", .text("30")) == .accepted)
        #expect(
            session.steps() == [
                .question("/data/age"), .group(path: "/data/g", label: "Work"), .question("/data/g/job"),
                .question("/data/note"), .end,
            ])
    }

    @Test func `what becomes irrelevant counts as empty, is left out, and comes back`() throws {
        let session = try start()
        #expect(session.answer(at: "/data/age", .number(30)) == .accepted)
        #expect(session.answer(at: "/data/g/job", .text("teacher")) == .accepted)
        #expect(session.answer(at: "/data/g/pay", .number(12.5)) == .accepted)
        #expect(session.serialise().contains("<sum>25</sum>"))
        #expect(session.view(at: "/data/g/pay")?.label == "Pay for teacher")
        #expect(session.answer(at: "/data/age", .number(3)) == .accepted)
        #expect(session.serialise().contains("<data id=\"sample\" version=\"1\"><age>3</age><sum>0</sum><note/>"))
        #expect(session.answer(at: "/data/age", .number(31)) == .accepted)
        #expect(session.serialise().contains("<pay>12.5</pay></g><sum>25</sum>"))
    }

    @Test func `a refused answer leaves the instance as it was`() throws {
        let session = try start()
        #expect(session.answer(at: "/data/age", .text("18")) == .accepted)
        let before = session.serialise()
        guard case .refused(let violation) = session.answer(at: "/data/age", .text("130")) else {
            Issue.record("130 was taken")
            return
        }
        #expect(violation.code == .constraint)
        #expect(violation.formMessage == "0-129")
        guard case .refused(let missing) = session.answer(at: "/data/age", .none) else {
            Issue.record("nothing was taken")
            return
        }
        #expect(missing.code == .required)
        #expect(missing.formMessage == "age?")
        #expect(session.serialise() == before)
    }

    @Test(arguments: [("/data/age", "x"), ("/data/age", "1.5"), ("/data/age", "3000000000"), ("/data/g/pay", "abc")])
    func `a value of the wrong type is refused`(path: String, text: String) throws {
        let session = try start()
        _ = session.answer(at: "/data/age", .text("30"))
        _ = session.answer(at: "/data/g/job", .text("j"))
        guard case .refused(let violation) = session.answer(at: path, .text(text)) else {
            Issue.record("taken")
            return
        }
        #expect(violation.code == .type)
    }

    @Test func `hidden, read-only and unknown fields take no answer`() throws {
        let session = try start()
        let outcomes = ["/data/g/job", "/data/note", "/data/sum", "/data/x"].map { path -> FormViolation.Code? in
            if case .refused(let violation) = session.answer(at: path, .text("1")) { violation.code } else { nil }
        }
        #expect(outcomes == [.notRelevant, .readonly, .unknown, .unknown])
    }

    @Test func `what is missing is told in the order of the form`() throws {
        let session = try start()
        #expect(session.validateAll().map(\.path) == ["/data/age"])
        _ = session.answer(at: "/data/age", .text("30"))
        #expect(session.validateAll().isEmpty)
        #expect(session.progress.answered == 1)
        #expect(session.progress.questions == 2)
    }

    @Test func `a session is resumed from its instance with hidden answers kept`() throws {
        let session = try start()
        for (path, text) in [("/data/age", "30"), ("/data/g/job", "a < b & \"c\""), ("/data/g/pay", "1")] {
            #expect(session.answer(at: path, .text(text)) == .accepted)
        }
        _ = session.answer(at: "/data/age", .text("3"))
        let kept = session.serialise(includingIrrelevant: true)
        let resumed = try FormSession(session.form, resuming: kept, environment: Sample.environment())
        #expect(resumed.serialise(includingIrrelevant: true) == kept)
        #expect(resumed.serialise() == session.serialise())
        _ = resumed.answer(at: "/data/age", .text("30"))
        #expect(resumed.view(at: "/data/g/job")?.value == .text("a < b & \"c\""))
    }
}
