import Questionnaires
import Testing
import Values

private let question = "<input ref=\"/data/a\"><label>A</label></input>"

@Suite struct RefusalTests {
    @Test func `an external entity is refused at its document type, and no file is read`() throws {
        let xml = """
            <?xml version="1.0"?>
            <!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]>
            <h>&x;</h>
            """
        let fault = try #require(faults(of: xml).first)
        #expect(fault.code == "form_doctype")
        #expect(fault.line == 2)
    }

    @Test func `entities that multiply are refused before they expand`() throws {
        var xml = "<!DOCTYPE l [<!ENTITY a0 \"x\">"
        for level in 1...40 {
            xml += "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
        }
        xml += "]><l>&a40;</l>"
        #expect(faults(of: xml).map(\.code) == ["form_doctype"])
    }

    @Test func `a megabyte of nesting is refused`() {
        let xml = String(repeating: "<a>", count: 350_000)
        #expect(faults(of: xml).map(\.code) == ["form_deep"])
    }

    @Test func `an expression of nested parentheses is refused`() throws {
        let deep = String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
        let xml = Sample.form(
            instance: "<a/>", model: "<bind nodeset=\"/data/a\" relevant=\"\(deep)\"/>", body: question)
        #expect(faults(of: xml).map(\.code) == ["form_expression"])
    }

    @Test func `malformed XML is named with line and column`() throws {
        let fault = try #require(faults(of: "<a>\n  <b></c>\n</a>").first)
        #expect(fault.code == "form_xml")
        #expect(fault.line == 2)
        #expect(fault.message.en.contains("column"))
    }

    @Test(arguments: ["", "   ", "{}", "\u{0}"])
    func `what is no XML is refused`(text: String) {
        #expect(faults(of: text).map(\.code) == ["form_xml"])
    }

    @Test func `a document that is no form is refused`() {
        #expect(faults(of: "<html><body/></html>").map(\.code) == ["form_not_xform"])
    }

    @Test func `calculations in a circle are refused with the circle`() throws {
        let xml = Sample.form(
            instance: "<a/><b/><c/><d/>",
            model: """
                <bind nodeset="/data/b" calculate="/data/c + 1"/>
                <bind nodeset="/data/c" calculate="/data/d + 1"/>
                <bind nodeset="/data/d" calculate="/data/b + /data/a"/>
                """, body: question)
        let fault = try #require(faults(of: xml).first)
        #expect(fault.code == "form_cycle")
        #expect(fault.message.en.contains("/data/b -> "))
        #expect(fault.message.en.contains("/data/c"))
        #expect(fault.message.en.contains("/data/d"))
    }

    @Test(arguments: ["relevant=\". = 1\"", "calculate=\". + 1\""])
    func `a field that depends on itself is refused`(rule: String) {
        let xml = Sample.form(instance: "<a/>", model: "<bind nodeset=\"/data/a\" \(rule)/>", body: question)
        #expect(faults(of: xml).map(\.code) == ["form_cycle"])
    }

    @Test func `a group that is relevant by its own field is refused`() {
        let xml = Sample.form(
            instance: "<a/><g><x/></g>", model: "<bind nodeset=\"/data/g\" relevant=\"/data/g/x = 1\"/>", body: question
        )
        #expect(faults(of: xml).map(\.code) == ["form_cycle"])
    }

    @Test func `all faults of a form are told at once, in the order of their lines`() {
        let xml = Sample.form(
            instance: "<a/><b/><c/>",
            model: """
                <bind nodeset="/data/a" relevant="nonsense(1)"/>
                <bind nodeset="/data/b" type="geotrace"/>
                <bind nodeset="/data/nowhere"/>
                <bind nodeset="/data/c" constraint=". &gt; " bogus="1"/>
                """, body: question + "<hologram ref=\"/data/b\"/>")
        #expect(
            faults(of: xml).map(\.code) == [
                "form_function", "form_unsupported", "form_path", "form_unsupported", "form_expression",
                "form_unsupported",
            ])
    }

    @Test(arguments: [
        ("<setgeopoint ref=\"/data/a\" event=\"odk-instance-first-load\"/>", "<setgeopoint>"),
        ("<bind nodeset=\"/data/a\" jr:preload=\"patient\" jr:preloadParams=\"id\"/>", "jr:preload"),
        ("<bind nodeset=\"/data/a\" type=\"geoshape\"/>", "geoshape"),
        ("<setvalue ref=\"/data/a\" event=\"on-a-whim\" value=\"1\"/>", "on-a-whim"),
        ("<instance id=\"l\" src=\"jr://instance/last-saved\"/>", "last-saved"),
        ("<submission base64RsaPublicKey=\"x\"/>", "base64RsaPublicKey"),
        ("<submission action=\"http://x.example/\" method=\"post\"/>", "action"),
        ("<submission orx:auto-send=\"true\"/>", "orx:auto-send"),
        ("<submission orx:auto-delete=\"false\"/>", "orx:auto-delete"),
        ("<setvalue ref=\"/data/a\" value=\"1\"/>", "<setvalue> without event="),
        ("<setvalue ref=\"/data/a\" event=\"\" value=\"1\"/>", "<setvalue> without event="),
        ("<setvalue ref=\"/data/a\" event=\"xforms-value-changed\" value=\"1\"/>", "xforms-value-changed"),
        ("<setvalue ref=\"/data/a\" event=\"odk-new-repeat\" value=\"1\"/>", "odk-new-repeat"),
        ("<setvalue ref=\"/data/a\" event=\"xforms-revalidate\" value=\"1\"/>", "xforms-revalidate"),
        ("<bind nodeset=\"/data/a\" type=\"geopoint\" odk:allow-mock-accuracy=\"true\"/>", "odk:allow-mock-accuracy"),
        ("<bind nodeset=\"/data/a\" type=\"binary\" orx:max-pixels=\"300\"/>", "orx:max-pixels"),
        ("<bind nodeset=\"/data/a\" type=\"binary\" odk:quality=\"low\"/>", "odk:quality"),
        ("<bind nodeset=\"/data/a\" relevant=\"/data//a = 1\"/>", "//"),
        ("<bind nodeset=\"/data/a\" relevant=\"preceding-sibling::b\"/>", "preceding-sibling"),
        ("<bind nodeset=\"/data/a\" relevant=\"$x\"/>", "$"),
        ("<bind nodeset=\"/data/a\" constraint=\"count(/data/*) = 1\"/>", "/data/*"),
        ("<bind nodeset=\"/data/a\" relevant=\"/data/meta[1] = 1\"/>", "[1]"),
        ("<bind nodeset=\"/data/a\" relevant=\"count(/data/meta[instanceID]) = 1\"/>", "[instanceID]"),
    ])
    func `what is not supported in the model is refused by name`(part: String, name: String) throws {
        let found = faults(of: Sample.form(instance: "<a/>", model: part, body: question))
        #expect(found.map(\.code) == ["form_unsupported"])
        #expect(found.first?.message.en.contains(name) == true)
        #expect(found.first?.line != nil)
    }

    @Test(arguments: [
        ("<input ref=\"/data/a\" query=\"x\"><label>A</label></input>", "query"),
        ("<input ref=\"/data/a\" appearance=\"ex:com.example\"><label>A</label></input>", "ex:"),
        (
            "<select1 ref=\"/data/a\" appearance=\"search('x')\"><item><label>A</label><value>a</value></item></select1>",
            "search("
        ),
        ("<odk:recordaudio ref=\"/data/a\"/>", "recordaudio"),
        ("<setvalue ref=\"/data/a\" event=\"odk-instance-first-load\" value=\"1\"/>", "odk-instance-first-load"),
        (
            "<group><setvalue ref=\"/data/a\" event=\"xforms-value-changed\" value=\"1\"/></group>",
            "xforms-value-changed"
        ),
        ("<input ref=\"/data/a\" accuracyThreshold=\"5\"/>", "accuracyThreshold"),
        ("<input ref=\"/data/a\"><label>A</label><help>H</help></input>", "<help>"),
        (
            "<input ref=\"/data/a\"><odk:setgeopoint event=\"xforms-value-changed\" ref=\"/data/a\"/></input>",
            "setgeopoint"
        ),
        ("<upload ref=\"/data/a\" mediatype=\"image/*\" intent=\"com.x\"/>", "intent"),
        (
            "<select1 ref=\"/data/a\" selection=\"open\"><item><label>A</label><value>a</value></item></select1>",
            "selection"
        ),
    ])
    func `what is not supported in the body is refused by name`(body: String, name: String) throws {
        let found = faults(of: Sample.form(instance: "<a/>", body: body))
        #expect(found.first?.code == "form_unsupported")
        #expect(found.first?.message.en.contains(name) == true)
    }

    @Test(arguments: [
        "month-year", "year", "ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "bearing",
        "printer:org.x(1)", "ex:a.b()", "signature", "draw", "annotate", "new", "url", "masked", "no-calendar year",
    ])
    func `an appearance that asks or stores something else is refused by name`(appearance: String) throws {
        let body = "<input ref=\"/data/a\" appearance=\"\(appearance)\"><label>A</label></input>"
        let found = faults(of: Sample.form(instance: "<a/>", body: body))
        #expect(found.map(\.code) == ["form_unsupported"])
        #expect(found.first?.message.en.contains(appearance) == true)
    }

    @Test(arguments: ["multiline", "no-calendar", "columns-3 no-buttons", "w2 minimal", "field-list", "thousands-sep"])
    func `an appearance that only arranges is taken`(appearance: String) {
        let body = "<input ref=\"/data/a\" appearance=\"\(appearance)\"><label>A</label></input>"
        #expect(faults(of: Sample.form(instance: "<a/>", body: body)).isEmpty)
    }

    @Test func `the head of a table is no question`() throws {
        let choice = "<item><label>A</label><value>a</value></item>"
        let body = """
            <select1 ref="/data/head" appearance="label"><label>H</label>\(choice)</select1>
            <select1 ref="/data/a" appearance="list-nolabel"><label>A</label>\(choice)</select1>
            """
        let form = try FormDefinition.parse(xml: Sample.form(instance: "<head/><a/>", body: body))
        #expect(form.questions.map(\.path) == ["/data/a"])
    }

    @Test func `a log of how the form was filled is refused by name`() {
        let xml = Sample.form(instance: "<a/>", body: question).replacing("<meta>", with: "<meta><audit/>")
        let found = faults(of: xml)
        #expect(found.map(\.code) == ["form_unsupported"])
        #expect(found.first?.place == "/data/meta/audit")
    }

    @Test(arguments: ["../../etc/x", "/x", "a\\b", ".hidden", " x", "a&#10;b", "a&#x202E;b", "a&#x7F;"])
    func `an id that leads elsewhere or hides something is refused`(id: String) {
        #expect(faults(of: Sample.form(instance: "<a/>", body: question, id: id)).map(\.code) == ["form_value"])
    }

    @Test(arguments: ["household-survey", "入户问卷 2026", "build_X-1.2:3", "a b"])
    func `an id in any script is taken`(id: String) {
        #expect(faults(of: Sample.form(instance: "<a/>", body: question, id: id)).isEmpty)
    }

    @Test func `a missing choice list is named, and one that is malformed with its line`() throws {
        let model = "<instance id=\"p\" src=\"jr://file-csv/p.csv\"/>"
        let xml = Sample.form(instance: "<a/>", model: model, body: question)
        let missing = try #require(faults(of: xml).first)
        #expect(missing.code == "form_resource")
        #expect(missing.place == "p.csv")
        let malformed = try #require(faults(of: xml, files: ["p.csv": "a,b\n1\n"]).first)
        #expect(malformed.message.en.contains("line 2"))
    }

    @Test func `namespaces that nobody knows are no fault`() {
        let xml = Sample.form(
            instance: "<a xmlns:z=\"urn:z\" z:mark=\"1\"/>",
            model: "<bind nodeset=\"/data/a\" xmlns:z=\"urn:z\" z:field=\"esri\"/><z:thing xmlns:z=\"urn:z\"/>",
            body: question + "<z:thing xmlns:z=\"urn:z\"/>")
        #expect(faults(of: xml).isEmpty)
    }
}
