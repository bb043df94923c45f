import Questionnaires
import Testing
import Values

private let model = """
    <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
    <bind nodeset="/data/device" type="string" jr:preload="property" jr:preloadParams="deviceid"/>
    <bind nodeset="/data/yes" type="string" required="true()"/>
    <bind nodeset="/data/g/when" type="date" relevant="/data/yes = 'y'" constraint=". &lt;= today()"/>
    <bind nodeset="/data/g/who" type="string"/>
    <bind nodeset="/data/p/age" type="int" required="true()"/>
    <bind nodeset="/data/p/old" relevant="../age &gt; 60" type="boolean"/>
    <bind nodeset="/data/twice" type="int" calculate="2 * sum(/data/p/age)"/>
    """

private let body = """
    <select1 ref="/data/yes"><label>?</label><item><label>Y</label><value>y</value></item>
      <item><label>N</label><value>n</value></item></select1>
    <group ref="/data/g"><input ref="/data/g/when"><label>When</label></input>
      <input ref="/data/g/who"><label>Who</label></input></group>
    <repeat nodeset="/data/p"><input ref="/data/p/age"><label>Age</label></input>
      <input ref="/data/p/old"><label>Old</label></input></repeat>
    """

private func start() throws -> FormSession {
    try Sample.session(
        Sample.form(
            instance: """
                <start/><device/><yes/><g><when/><who>Li</who></g><p jr:template=""><age/><old/></p>
                <p><age/><old/></p><twice/>
                """, model: model, body: body))
}

@Suite struct FillingTests {
    @Test func `a form whose long answers together pass what a file may have is resumed whole all the same`() throws {
        let names = (0..<80).map { "q\($0)" }
        let form = Sample.form(
            instance: names.map { "<\($0)/>" }.joined(),
            model: names.map { "<bind nodeset=\"/data/\($0)\" type=\"string\"/>" }.joined(),
            body: names.map { "<input ref=\"/data/\($0)\"><label>?</label></input>" }.joined())
        let session = try Sample.session(form)
        let long = String(repeating: "意见", count: 10_000)
        for name in names { #expect(session.answer(at: "/data/\(name)", .text(long)) == .accepted) }
        let draft = session.serialise(includingIrrelevant: true)
        #expect(draft.utf8.count > QuestionnaireLimits.instanceBytesMax)
        let resumed = try FormSession(session.form, resuming: draft, environment: Sample.environment())
        #expect(resumed.serialise(includingIrrelevant: true) == draft)
    }

    @Test func `answers by name and an instance give the same instance, byte for byte`() throws {
        let byName = try start()
        let people: [FormInput] = [
            .object(["age": .number(70), "old": .boolean(true)]), .object(["age": .text("5")]),
        ]
        #expect(try byName.fill(["yes": .text("y"), "when": .text("2026-11-23"), "p": .list(people)]).isEmpty)
        let written = byName.serialise()
        #expect(written.contains("<p><age>70</age><old>1</old></p><p><age>5</age></p><twice>150</twice>"))
        let byInstance = try start()
        #expect(try byInstance.fill(instance: written).isEmpty)
        #expect(byInstance.serialise() == written)
        let byPath = try start()
        let paths: [String: FormInput] = [
            "/data/yes": .text("y"), "g": .object(["when": .text("2026-11-23")]), "p": .list(people),
        ]
        #expect(try byPath.fill(paths).isEmpty)
        #expect(byPath.serialise() == written)
    }

    @Test func `defaults of new entries come out as in an interview, by names and by an instance`() throws {
        let entry = """
            <setvalue event="odk-instance-first-load odk-new-repeat" ref="/data/r/x" value="/data/a"/>\
            <input ref="/data/r/y"><label>Y</label></input><input ref="/data/r/x"><label>X</label></input>
            """
        let xml = Sample.form(
            instance: "<a/><r jr:template=\"\"><x/><y/></r><r><x/><y/></r><last/>",
            model: "<bind nodeset=\"/data/a\" type=\"int\"/><bind nodeset=\"/data/last\" type=\"int\"/>",
            body: """
                <input ref="/data/a"><label>A</label></input>
                <group ref="/data/r"><repeat nodeset="/data/r">\(entry)</repeat></group>
                <input ref="/data/last"><label>Last</label></input>
                """)
        let interview = try Sample.session(xml)
        #expect(interview.answer(at: "/data/a", .text("5")) == .accepted)
        #expect(interview.answer(at: "/data/r[1]/y", .text("q")) == .accepted)
        try interview.addRepeat("/data/r")
        #expect(interview.answer(at: "/data/r[2]/y", .text("w")) == .accepted)
        #expect(interview.serialise().contains("<r><x/><y>q</y></r><r><x>5</x><y>w</y></r>"))
        let byName = try Sample.session(xml)
        let entries: [FormInput] = [.object(["y": .text("q")]), .object(["y": .text("w")])]
        #expect(try byName.fill(["a": .number(5), "r": .list(entries)]).isEmpty)
        #expect(byName.serialise() == interview.serialise())
        let byInstance = try Sample.session(xml)
        #expect(try byInstance.fill(instance: interview.serialise()).isEmpty)
        #expect(byInstance.serialise() == interview.serialise())
        // Entries beyond those that are given go, and an instance without an entry leaves none.
        let none = try Sample.session(xml)
        #expect(try none.fill(["r": .list([])]).isEmpty)
        #expect(!none.serialise().contains("<r>"))
    }

    @Test func `answers in entries of a repeat that does not apply are told so`() throws {
        let session = try Sample.session(
            Sample.form(
                instance: "<a/><r><y/></r>", model: "<bind nodeset=\"/data/r\" relevant=\"/data/a = 'y'\"/>",
                body: """
                    <input ref="/data/a"><label>A</label></input>
                    <group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/y"><label>Y</label></input>\
                    </repeat></group>
                    """))
        let entries: [FormInput] = [.object(["y": .text("1")]), .object(["y": .text("2")])]
        #expect(try session.fill(["a": .text("n"), "r": .list(entries)]).map(\.code) == [.notRelevant, .notRelevant])
        #expect(try session.fill(["a": .text("y"), "r": .list(entries)]).isEmpty)
    }

    @Test func `answers break the same rules either way`() throws {
        let byName = try start()
        let broken = try byName.fill(["yes": .text("n"), "when": .text("2026-11-24"), "p": .list([.object([:])])])
        #expect(broken.map(\.code) == [.required, .notRelevant])
        let byInstance = try start()
        let instance = """
            <data id="sample" version="1"><yes>n</yes><g><when>2026-11-24</when></g><p><age/></p></data>
            """
        #expect(try byInstance.fill(instance: instance).map(\.code) == [.required, .notRelevant])
        let late = try start().fill(["yes": .text("y"), "when": .text("2026-11-24"), "p": .list([])])
        #expect(late.map(\.path) == ["/data/g/when"])
        #expect(late.map(\.code) == [.constraint])
    }

    @Test(arguments: [
        (["yess": FormInput.text("y")], "answers_unknown"), (["twice": .number(2)], "answers_not_asked"),
        (["p": .text("x")], "answers_shape"), (["yes": .object([:])], "answers_shape"),
        (["age": .number(3)], "answers_unknown"),
    ])
    func `names that the form does not ask for are refused and nothing is taken`(
        input: [String: FormInput], code: String
    ) throws {
        let session = try start()
        let before = session.serialise()
        do throws(FormFaults) {
            _ = try session.fill(input.merging(["g": .object(["who": .text("Wu")])]) { first, _ in first })
            Issue.record("taken")
        } catch {
            #expect(error.faults.map(\.code) == [code])
        }
        #expect(session.serialise() == before)
    }

    @Test(arguments: [
        ("<data id=\"other\" version=\"1\"/>", "instance_form"),
        ("<data id=\"sample\" version=\"2\"/>", "instance_form"),
        ("<data id=\"sample\" version=\"1\"><x/></data>", "instance_node"), ("<data", "instance_xml"),
        ("<!DOCTYPE d []><data/>", "instance_doctype"),
        ("<data id=\"sample\" version=\"1\"><yes/><yes/></data>", "instance_node"),
    ])
    func `an instance that does not fit is refused with a reason`(instance: String, code: String) throws {
        let session = try start()
        do throws(FormFaults) {
            _ = try session.fill(instance: instance)
            Issue.record("taken")
        } catch {
            #expect(error.faults.map(\.code) == [code])
        }
    }

    @Test func `the device's own fields are filled at the start`() throws {
        let session = try start()
        #expect(session.serialise().contains("<start>2026-11-23T10:15:30.000+08:00</start><device>D1</device>"))
        #expect(session.serialise().hasSuffix("<meta><instanceID>uuid:1</instanceID></meta></data>"))
    }
}
