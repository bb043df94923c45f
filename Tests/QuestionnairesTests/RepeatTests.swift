import Questionnaires
import Testing

private let model = """
    <bind nodeset="/data/n" type="int"/>
    <bind nodeset="/data/p/name" type="string"/>
    <bind nodeset="/data/p/age" type="int" constraint=". &lt; 130"/>
    <bind nodeset="/data/p/pos" type="int" calculate="position(..)"/>
    <bind nodeset="/data/p/adult" type="string" relevant="/data/p/age &gt;= 18"/>
    <bind nodeset="/data/p/tag" calculate="concat(/data/p/name, '-', ../pos)"/>
    <bind nodeset="/data/total" type="int" calculate="sum(/data/p/age)"/>
    <bind nodeset="/data/count" type="int" calculate="count(/data/p)"/>
    <bind nodeset="/data/second" calculate="indexed-repeat(/data/p/name, /data/p, 2)"/>
    <bind nodeset="/data/names" calculate="join(',', /data/p[age &gt; 10]/name)"/>
    """

private func start(_ attribute: String = "", extra: String = "") throws -> FormSession {
    let fields = "<name/><age/><pos/><adult/><tag/>"
    return try Sample.session(
        Sample.form(
            instance: """
                <n/><p jr:template="">\(fields)</p><p>\(fields)</p><total/><count/><second/><names/>
                """, model: model,
            body: """
                <input ref="/data/n"><label>N</label></input>
                <group ref="/data/p"><label>Person</label><repeat nodeset="/data/p" \(attribute)>
                  <input ref="/data/p/name"><label>Name</label></input>
                  <input ref="/data/p/age"><label>Age of <output value="/data/p/name"/></label></input>
                  <input ref="/data/p/adult"><label>Adult</label></input>\(extra)
                </repeat></group>
                """))
}

private func value(_ session: FormSession, _ path: String) -> String? {
    session.answers().first { $0.path == path }?.text
}

@Suite struct RepeatTests {
    @Test func `entries are asked one after the other, with the question whether there is another`() throws {
        let session = try start()
        #expect(try session.addRepeat("/data/p") == "/data/p[2]")
        _ = session.answer(at: "/data/p[2]/age", .text("20"))
        #expect(
            session.steps() == [
                .question("/data/n"),
                .entry(path: "/data/p[1]", label: "Person", number: 1, count: 2),
                .question("/data/p[1]/name"), .question("/data/p[1]/age"),
                .entry(path: "/data/p[2]", label: "Person", number: 2, count: 2),
                .question("/data/p[2]/name"), .question("/data/p[2]/age"), .question("/data/p[2]/adult"),
                .addEntry(path: "/data/p", label: "Person"), .end,
            ])
    }

    @Test func `rules within an entry read that entry, rules outside read all`() throws {
        let session = try start()
        try session.addRepeat("/data/p")
        for (path, text) in [
            ("/data/p[1]/name", "A"), ("/data/p[2]/name", "B"), ("/data/p[1]/age", "9"), ("/data/p[2]/age", "40"),
        ] {
            #expect(session.answer(at: path, .text(text)) == .accepted)
        }
        #expect(value(session, "/data/total") == "49")
        #expect(value(session, "/data/count") == "2")
        #expect(value(session, "/data/p[2]/tag") == "B-2")
        #expect(value(session, "/data/second") == "B")
        #expect(value(session, "/data/names") == "B")
        #expect(session.view(at: "/data/p[2]/age")?.label == "Age of B")
        #expect(session.view(at: "/data/p[1]/adult") == nil)
    }

    @Test func `an entry that goes takes its answers along and the others move up`() throws {
        let session = try start()
        try session.addRepeat("/data/p")
        try session.addRepeat("/data/p")
        for (number, name) in ["A", "B", "C"].enumerated() {
            _ = session.answer(at: "/data/p[\(number + 1)]/name", .text(name))
            _ = session.answer(at: "/data/p[\(number + 1)]/age", .number(Double(10 * (number + 1))))
        }
        try session.removeRepeat("/data/p[1]")
        #expect(value(session, "/data/p[1]/tag") == "B-1")
        #expect(value(session, "/data/total") == "50")
        #expect(value(session, "/data/second") == "C")
        #expect(value(session, "/data/count") == "2")
        #expect(throws: FormViolation.self) { try session.removeRepeat("/data/p[3]") }
    }

    @Test func `a counted repeat has as many entries as its count says, and keeps answers when the count falls`() throws
    {
        let session = try start("jr:count=\" /data/n \"")
        #expect(session.answer(at: "/data/n", .text("3")) == .accepted)
        #expect(value(session, "/data/count") == "3")
        _ = session.answer(at: "/data/p[3]/age", .text("7"))
        #expect(value(session, "/data/total") == "7")
        #expect(session.answer(at: "/data/n", .text("2")) == .accepted)
        #expect(value(session, "/data/total") == "7")
        #expect(throws: FormViolation.self) { try session.removeRepeat("/data/p[2]") }
        try session.removeRepeat("/data/p[3]")
        #expect(value(session, "/data/total") == "0")
        #expect(throws: FormViolation.self) { try session.addRepeat("/data/p") }
        #expect(!session.steps().contains(.addEntry(path: "/data/p", label: "Person")))
    }

    @Test func `a count without bounds is refused and changes nothing`() throws {
        let session = try start("jr:count=\" /data/n \"")
        _ = session.answer(at: "/data/n", .text("2"))
        let before = session.serialise()
        guard case .refused(let violation) = session.answer(at: "/data/n", .text("1000000")) else {
            Issue.record("a million entries were made")
            return
        }
        #expect(violation.code == .tooManyEntries)
        #expect(session.serialise() == before)
    }

    @Test func `a new entry gets its dynamic defaults`() throws {
        let action = "<setvalue ref=\"/data/p/name\" event=\"odk-new-repeat\" value=\"concat('P', position(..))\"/>"
        let session = try start(extra: action)
        try session.addRepeat("/data/p")
        #expect(value(session, "/data/p[2]/name") == "P2")
        #expect(value(session, "/data/p[1]/name") == nil)
    }

    @Test func `repeats are resumed as they were`() throws {
        let session = try start()
        try session.addRepeat("/data/p")
        _ = session.answer(at: "/data/p[2]/age", .text("20"))
        let kept = session.serialise(includingIrrelevant: true)
        let resumed = try FormSession(session.form, resuming: kept, environment: Sample.environment())
        #expect(resumed.serialise() == session.serialise())
        try resumed.removeRepeat("/data/p[1]")
        #expect(value(resumed, "/data/total") == "20")
    }
}
