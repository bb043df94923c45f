import CommunityModel
import SyncProtocol
import Testing

@Suite("The text of a published document") struct DocumentTextTests {
    @Test("a short text is one part, and the parts give the text back")
    func short() throws {
        let document = DocumentText(text: #"{"id":"标准"}"#)
        #expect(document.parts.map(\.name) == ["0001"])
        let parts = Dictionary(document.parts.map { ($0.name, $0.text) }) { first, _ in first }
        #expect(DocumentText(parts: parts, digest: document.digest.hex) == document)
        #expect(DocumentText(parts: parts, digest: document.digest.hex.uppercased()) == nil)
        #expect(DocumentText(parts: [:], digest: document.digest.hex) == nil)
    }

    @Test(
        "parts are cut between characters, wherever the limit falls", arguments: 0..<5)
    func cutting(offset: Int) throws {
        let text = String(repeating: "x", count: offset) + String(repeating: "区😀", count: 15_000)
        let document = DocumentText(text: text)
        #expect(document.parts.count > 2)
        #expect(document.parts.map(\.text).joined() == text)
        for part in document.parts {
            #expect(part.text.utf8.count <= DocumentText.partBytesMax)
            #expect(!part.text.unicodeScalars.contains("\u{FFFD}"))
        }
        let parts = Dictionary(document.parts.map { ($0.name, $0.text) }) { first, _ in first }
        #expect(DocumentText(parts: parts, digest: document.digest.hex) == document)
    }

    @Test("a missing, exchanged or changed part is noticed")
    func damaged() throws {
        let document = DocumentText(text: (0..<15_000).map { "标\($0)" }.joined())
        let parts = Dictionary(document.parts.map { ($0.name, $0.text) }) { first, _ in first }
        let digest = document.digest.hex
        var damaged = parts
        damaged["0002"] = nil
        #expect(DocumentText(parts: damaged, digest: digest) == nil)
        damaged = parts
        damaged["0001"] = parts["0002"]
        damaged["0002"] = parts["0001"]
        #expect(DocumentText(parts: damaged, digest: digest) == nil)
        damaged = parts
        let last = try #require(document.parts.last)
        damaged[last.name] = last.text + " "
        #expect(DocumentText(parts: damaged, digest: digest) == nil)
        damaged = parts
        damaged["9999"] = ""
        #expect(DocumentText(parts: damaged, digest: digest) == nil)
    }

    @Test("the same text in another normalisation form is the same document")
    func normalised() {
        #expect(DocumentText(text: "e\u{301}").digest == DocumentText(text: "\u{E9}").digest)
        #expect(Array(DocumentText(text: "e\u{301}").text.utf8) == [0xC3, 0xA9])
    }

    @Test("the record's id follows from kind, id, version and text, and from nothing else")
    func recordID() {
        let document = DocumentText(text: "{}")
        let id = document.recordID(of: .standard, id: "a", version: "1")
        #expect(id == DocumentText(text: "{}").recordID(of: .standard, id: "a", version: "1"))
        #expect(id != document.recordID(of: .standard, id: "a", version: "2"))
        #expect(id != document.recordID(of: .standard, id: "b", version: "1"))
        #expect(id != document.recordID(of: .form, id: "a", version: "1"))
        #expect(id != DocumentText(text: "{ }").recordID(of: .standard, id: "a", version: "1"))
        let text = Array(id.description)
        #expect(text[14] == "8" && "89ab".contains(text[19]))
    }
}
