import Foundation
import Questionnaires
import Testing
import Values

private let question = "<input ref=\"/data/a\"><label>A</label></input>"

private func rule(_ attribute: String, _ expression: String) -> String {
    let written = expression.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    return Sample.form(
        instance: "<a/><b/>", model: "<bind nodeset=\"/data/a\" \(attribute)=\"\(written)\"/>", body: question)
}

/// What is hostile would take hours, or all memory: each test comes to its end because it is refused before.
@Suite struct HostileFormTests {
    @Test func `no entity and no document type makes the reader open a file or call anybody`() throws {
        let bait = try Bait()
        _ = try String(contentsOf: bait.file, encoding: .utf8)
        #expect(bait.isTouched, "the bait itself must notice a reader")
        for xml in Hostile.externals(file: bait.file.path, port: bait.port) {
            #expect(faults(of: xml).map(\.code) == ["form_doctype"], "\(xml)")
        }
        let inclusion = Sample.form(
            instance: """
                <a/><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="\(bait.file.path)" parse="text"/>
                """, body: question)
        #expect(faults(of: inclusion).map(\.code) == ["form_unsupported"])
        let style = "<?xml version=\"1.0\"?><?xml-stylesheet href=\"http://127.0.0.1:\(bait.port)/x\"?>"
        _ = faults(of: style + Sample.form(instance: "<a/>", body: question).dropFirst(21))
        #expect(!bait.isTouched)
    }

    @Test(arguments: Hostile.documents.map(\.name))
    func `a hostile document is refused with a reason`(name: String) throws {
        let sample = try #require(Hostile.documents.first { $0.name == name })
        let found = faults(of: sample.xml)
        #expect(found.map(\.code) == ["form" + sample.code])
        #expect(found.allSatisfy { !$0.message.en.isEmpty && !$0.message.zh.isEmpty })
    }

    @Test func `bytes in another encoding are refused`() {
        let xml = Sample.form(instance: "<a/>", body: question)
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf32] {
            let bytes = xml.data(using: encoding).map(Array.init) ?? []
            #expect(throws: FormFaults.self) { try FormDefinition.parse(bytes: bytes) }
        }
        // 中 in GB18030.
        let gb18030: [UInt8] = Array("<d>".utf8) + [0xD6, 0xD0] + Array("</d>".utf8)
        #expect(throws: FormFaults.self) { try FormDefinition.parse(bytes: gb18030) }
    }

    @Test(arguments: [
        ("parentheses", String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)),
        ("calls", String(repeating: "not(", count: 8_000) + "1" + String(repeating: ")", count: 8_000)),
        (
            "predicates in predicates",
            "../b" + String(repeating: "[../b", count: 6_000) + String(repeating: "]", count: 6_000)
        ),
        ("a row of predicates", "../b" + String(repeating: "[true()]", count: 4_000)),
        ("sums", "1" + String(repeating: "+1", count: 16_000)),
        ("products", "1" + String(repeating: "*1", count: 16_000)),
        ("comparisons", "1" + String(repeating: "=1", count: 16_000)),
        ("orders", "1" + String(repeating: "<1", count: 16_000)),
        ("unions", "../b" + String(repeating: "|../b", count: 6_000)),
        ("alternatives", "1" + String(repeating: " or 1", count: 6_000)),
        ("steps up and down", "../b" + String(repeating: "/../b", count: 6_000)),
        ("steps on the spot", "." + String(repeating: "/.", count: 15_000)),
        ("arguments", "concat(1" + String(repeating: ",1", count: 16_000) + ")"),
        ("a long text", "'" + String(repeating: "x", count: 40_000) + "'"),
    ])
    func `an expression that is too deep or too long is refused`(name: String, expression: String) {
        #expect(faults(of: rule("calculate", expression)).map(\.code) == ["form_expression"], "\(name)")
    }

    @Test(arguments: ["system('id')", "document('file:///etc/passwd')", "xsl:eval(1)", "unparsed-text('/etc/passwd')"])
    func `a function that nobody knows is refused by name`(call: String) throws {
        let fault = try #require(faults(of: rule("relevant", "/data/b = \(call)")).first)
        #expect(fault.code == "form_function")
        #expect(fault.message.en.contains(call.prefix { $0 != "(" }))
    }

    @Test(arguments: ["(a", "[a", "a{2,1}", "*a", "(?<name"])
    func `a pattern that is no regular expression is refused`(pattern: String) throws {
        let fault = try #require(faults(of: rule("constraint", "regex(., '\(pattern)')")).first)
        #expect(fault.code == "form_expression")
        #expect(fault.message.en.contains(pattern))
    }

    @Test(arguments: ["(a+)+", "(a|aa)+", "(a|a?)+", "(a+a+)+", "(([a-z])+.)+[A-Z]"])
    func `a pattern that would look for years counts as no match`(pattern: String) throws {
        let session = try Sample.session(rule("constraint", "regex(., '\(pattern)')"))
        let outcome = session.answer(at: "/data/a", .text(String(repeating: "a", count: 60) + "!"))
        guard case .refused(let violation) = outcome else {
            Issue.record("\(pattern) took it")
            return
        }
        #expect(violation.code == .constraint)
        #expect(
            session.answer(at: "/data/a", .text(pattern.hasPrefix("((") ? "aaA" : "aaaaaaaaaaaaaaaaaaaa")) == .accepted)
    }

    @Test(arguments: ["1000000000", "1001", "pow(10, 300)", "1 div 0", "0 div 0", "-5"])
    func `a count beyond all measure makes no entries`(count: String) throws {
        let xml = Sample.form(
            instance: "<a/><n/><r><x/></r>",
            model: "<bind nodeset=\"/data/n\" type=\"string\" calculate=\"if(/data/a = '', 0, \(count))\"/>",
            body: question
                + "<group ref=\"/data/r\"><repeat nodeset=\"/data/r\" jr:count=\"/data/n\"><input ref=\"/data/r/x\"/></repeat></group>"
        )
        let session = try Sample.session(xml)
        _ = session.answer(at: "/data/a", .text("x"))
        let entries = session.serialise().ranges(of: "<r>").count
        #expect(entries <= 1)
    }

    @Test func `repeats within repeats stop growing before they fill the memory`() throws {
        let inner = "<repeat nodeset=\"/data/r/s\" jr:count=\"/data/n\"><input ref=\"/data/r/s/x\"/></repeat>"
        let xml = Sample.form(
            instance: "<n/><r><s><x/></s></r>", model: "<bind nodeset=\"/data/n\" type=\"int\"/>",
            body: """
                <input ref="/data/n"><label>N</label></input>
                <group ref="/data/r"><repeat nodeset="/data/r" jr:count="/data/n">\
                <group ref="/data/r/s">\(inner)</group></repeat></group>
                """)
        let session = try Sample.session(xml)
        guard case .refused(let violation) = session.answer(at: "/data/n", .text("1000")) else {
            Issue.record("a million entries were made")
            return
        }
        #expect(violation.code == .tooManyEntries)
        #expect(session.answer(at: "/data/n", .text("3")) == .accepted)
    }

    @Test func `the largest form is taken, and a larger one is refused`() {
        func form(_ count: Int) -> String {
            let fields = (0..<count).map { "<f\($0)/>" }.joined()
            let binds = (1..<count).map {
                "<bind nodeset=\"/data/f\($0)\" type=\"string\" relevant=\"/data/f\($0 - 1) != ''\"/>"
            }
            return Sample.form(instance: fields, model: binds.joined(separator: "\n"), body: "")
        }
        #expect(faults(of: form(19_000)).isEmpty)
        #expect(faults(of: form(20_001)).map(\.code).contains("form_too_large"))
    }
}
