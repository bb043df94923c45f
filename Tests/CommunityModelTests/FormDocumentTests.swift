import CommunityModel
import Testing

@Suite("What is published of a form") struct FormDocumentTests {
    @Test("versions follow each other as people count them")
    func versions() {
        let ordered = ["", "1", "2", "9", "10", "10-draft", "2026.9", "2026.11", "2026.11.1", "a1", "a2", "a10", "b"]
        #expect(ordered.shuffled().map { FormVersion($0) }.sorted().map(\.text) == ordered)
        #expect(FormVersion("01") != FormVersion("1"))
        #expect(FormVersion("01") < FormVersion("1") && !(FormVersion("1") < FormVersion("01")))
        #expect(FormVersion("99999999999999999999998") < FormVersion("99999999999999999999999"))
    }

    @Test("the document gives back the form and its files; the order in which these were named does not matter")
    func roundTrip() throws {
        let form = FormDocument(xml: "<h a=\"1\">\n\t中\u{1F600}</h>", files: ["b.csv": "n,l\r\n", "a.csv": "\"x\""])
        #expect(FormDocument(form.text) == form)
        #expect(FormDocument(xml: form.xml, files: ["a.csv": "\"x\"", "b.csv": "n,l\r\n"]).text == form.text)
        #expect(form.text.text.hasPrefix(#"{"xml":"#))
    }

    @Test(
        "what is no form is not read as one",
        arguments: ["", "[]", "{}", #"{"xml":1,"files":{}}"#, #"{"xml":"x"}"#, #"{"xml":"x","files":{"a":1}}"#])
    func other(text: String) {
        #expect(FormDocument(DocumentText(text: text)) == nil)
    }
}
