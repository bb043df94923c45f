import Questionnaires
import Testing
import Values

private func start(_ type: String, control: String = "input", attributes: String = "") throws -> FormSession {
    try Sample.session(
        Sample.form(
            instance: "<a/>", model: "<bind nodeset=\"/data/a\" type=\"\(type)\"/>",
            body: "<\(control) ref=\"/data/a\" \(attributes)><label>A</label></\(control)>"))
}

@Suite struct FieldTests {
    @Test(arguments: [
        ("int", "007", "7"), ("int", "-3", "-3"), ("decimal", "12", "12.0"), ("decimal", "0.000125", "1.25E-4"),
        ("boolean", "true", "1"), ("date", "2024-02-29", "2024-02-29"), ("time", "7:05", "07:05:00.000+08:00"),
        ("dateTime", "2026-01-01T00:30", "2026-01-01T00:30:00.000+08:00"),
        ("dateTime", "2025-12-31T16:30:00Z", "2026-01-01T00:30:00.000+08:00"),
        ("geopoint", "23.1 113.2", "23.1 113.2 0.0 0.0"), ("string", " 两 个 ", " 两 个 "),
        ("string", "<&>\"'\r\n]]>", "&lt;&amp;&gt;\"'&#13;\n]]&gt;"),
    ])
    func `an answer is written by its type and read back as it was`(type: String, text: String, written: String) throws
    {
        let session = try start(type)
        #expect(session.answer(at: "/data/a", .text(text)) == .accepted)
        #expect(session.serialise().contains("<a>\(written)</a>"))
        let resumed = try FormSession(
            session.form, resuming: session.serialise(), environment: Sample.environment())
        #expect(resumed.serialise() == session.serialise())
        #expect(resumed.view(at: "/data/a")?.value == session.view(at: "/data/a")?.value)
    }

    @Test(arguments: [
        ("int", "2147483648"), ("int", "1e3"), ("int", ""), ("decimal", "nan"), ("decimal", "0x10"),
        ("boolean", "maybe"), ("date", "2023-02-29"), ("date", "2024-13-01"), ("date", "24.12.2024"), ("time", "24:00"),
        ("time", "12"), ("dateTime", "2024-01-01T10:60"), ("geopoint", "91 0"), ("geopoint", "north"),
        ("string", "\u{0}"), ("string", "\u{B}x"),
    ])
    func `a text that is no value of the type is not taken`(type: String, text: String) throws {
        let session = try start(type)
        let outcome = session.answer(at: "/data/a", .text(text))
        #expect(session.answers().map(\.name) == ["instanceID"])
        if !text.isEmpty { #expect(outcome != .accepted) }
    }

    @Test(arguments: [
        ("date", "24"), ("date", "24-5-12"), ("date", "024-05-12"), ("date", "2026-05"), ("date", "2026-05-12-01"),
        ("date", "2026-05-12Z"), ("dateTime", "24-05-12T10:30"),
        ("dateTime", "2026-05-12"), ("dateTime", "2026-05-12T"),
        ("dateTime", "2026-05-12T10"), ("dateTime", "2026-05-12T10:30x"), ("time", "10:30:00.000+08:00x"),
    ])
    func `a day or moment that is cut short is not guessed, in an answer as in an instance`(
        type: String, text: String
    ) throws {
        let session = try start(type)
        for answer in [FormAnswer.text(text)] + (Double(text).map { [.number($0)] } ?? []) {
            guard case .refused(let violation) = session.answer(at: "/data/a", answer) else {
                Issue.record("\(answer) was taken")
                continue
            }
            #expect(violation.code == .type)
        }
        let instance = try start(type).serialise().replacing("<a/>", with: "<a>\(text)</a>")
        #expect(try session.fill(instance: instance).map(\.code) == [.type])
        #expect(session.answers().map(\.name) == ["instanceID"])
    }

    @Test(arguments: [
        ("time", "10:30:00.1234"), ("time", "10:30:15.123456789+08:00"),
        ("dateTime", "2026-11-21T10:00:00.123456789+08:00"), ("dateTime", "2026-11-21T10:00:00.0000001Z"),
    ])
    func `digits beyond milliseconds are refused and never cut`(type: String, text: String) throws {
        let session = try start(type)
        guard case .refused(let violation) = session.answer(at: "/data/a", .text(text)) else {
            Issue.record("\(text) was taken")
            return
        }
        #expect(violation.code == .unkeepable)
        #expect(violation.message.en.contains("3 digits"))
        let instance = try start(type).serialise().replacing("<a/>", with: "<a>\(text)</a>")
        #expect(try session.fill(instance: instance).map(\.code) == [.unkeepable])
    }

    @Test func `a time of the device that cannot be read is told of, and not replaced by that of now`() throws {
        let session = try Sample.session(
            Sample.form(
                instance: "<a/><start/>",
                model: """
                    <bind nodeset="/data/a" type="string"/>
                    <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
                    """,
                body: "<input ref=\"/data/a\"><label>A</label></input>"))
        let instance = "<data id=\"\(session.form.id)\" version=\"\(session.form.version)\"><start>noon</start></data>"
        #expect(throws: FormFaults.self) { try session.fill(instance: instance) }
    }

    @Test func `zeros beyond milliseconds say nothing`() throws {
        let session = try start("time")
        #expect(session.answer(at: "/data/a", .text("10:30:15.250000")) == .accepted)
        #expect(session.serialise().contains("<a>10:30:15.250+08:00</a>"))
    }

    @Test func `a range takes its steps only`() throws {
        let session = try start("decimal", control: "range", attributes: "start=\"0\" end=\"1\" step=\"0.1\"")
        #expect(session.answer(at: "/data/a", .text("0.3")) == .accepted)
        for text in ["0.35", "1.1", "-0.1"] {
            guard case .refused(let violation) = session.answer(at: "/data/a", .text(text)) else {
                Issue.record("\(text) was taken")
                continue
            }
            #expect(violation.code == .choice)
            #expect(violation.message.en == "enter a number from 0 to 1 in steps of 0.1.")
        }
    }

    @Test func `a ranking names each choice once`() throws {
        let items = ["x", "y", "z"].map { "<item><label>\($0)</label><value>\($0)</value></item>" }.joined()
        let session = try Sample.session(
            Sample.form(
                instance: "<a/>", model: "<bind nodeset=\"/data/a\" type=\"odk:rank\"/>",
                body: "<odk:rank ref=\"/data/a\"><label>A</label>\(items)</odk:rank>"))
        #expect(session.answer(at: "/data/a", .choices(["z", "x", "y"])) == .accepted)
        for names in [["z", "x"], ["x", "x", "y"], ["x", "y", "z", "z"]] {
            guard case .refused(let violation) = session.answer(at: "/data/a", .choices(names)) else {
                Issue.record("\(names) was taken")
                continue
            }
            #expect(violation.message.en.hasPrefix("put all choices in order"))
        }
        #expect(session.serialise().contains("<a>z x y</a>"))
    }

    @Test func `an acknowledgement is OK, and a picture a name`() throws {
        let trigger = try start("string", control: "trigger")
        #expect(trigger.answer(at: "/data/a", .text("maybe")) != .accepted)
        #expect(trigger.answer(at: "/data/a", .text("OK")) == .accepted)
        let picture = try start("binary", control: "upload", attributes: "mediatype=\"image/*\"")
        #expect(picture.answer(at: "/data/a", .text("door.jpg")) == .accepted)
        #expect(picture.form.questions.first?.control == .upload(mediaType: "image/*"))
        #expect(picture.serialise().contains("<a>door.jpg</a>"))
    }

    @Test func `an answer that is far too long is refused`() throws {
        let session = try start("string")
        let text = String(repeating: "长", count: QuestionnaireLimits.answerBytesMax)
        guard case .refused(let violation) = session.answer(at: "/data/a", .text(text)) else {
            Issue.record("taken")
            return
        }
        #expect(violation.code == .tooLong)
    }
}
