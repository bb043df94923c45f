import CommunityModel
import SyncProtocol
import Testing

@Suite("The document of a published standard") struct StandardDocumentTests {
    @Test("a short text is one part, and the parts give the text back")
    func short() throws {
        let document = StandardDocument(text: #"{"id":"标准"}"#)
        #expect(document.parts.map(\.name) == ["0001"])
        let parts = Dictionary(document.parts.map { ($0.name, $0.text) }) { first, _ in first }
        #expect(StandardDocument(parts: parts, digest: document.digest.hex) == document)
        #expect(StandardDocument(parts: parts, digest: document.digest.hex.uppercased()) == nil)
        #expect(StandardDocument(parts: [:], digest: document.digest.hex) == nil)
    }

    @Test(
        "parts are cut between characters, wherever the limit falls", arguments: 0..<5)
    func cutting(offset: Int) throws {
        let text = String(repeating: "x", count: offset) + String(repeating: "区😀", count: 15_000)
        let document = StandardDocument(text: text)
        #expect(document.parts.count > 2)
        #expect(document.parts.map(\.text).joined() == text)
        for part in document.parts {
            #expect(part.text.utf8.count <= StandardDocument.partBytesMax)
            #expect(!part.text.unicodeScalars.contains("\u{FFFD}"))
        }
        let parts = Dictionary(document.parts.map { ($0.name, $0.text) }) { first, _ in first }
        #expect(StandardDocument(parts: parts, digest: document.digest.hex) == document)
    }

    @Test("a missing, exchanged or changed part is noticed")
    func damaged() throws {
        let document = StandardDocument(text: (0..<15_000).map { "标\($0)" }.joined())
        let parts = Dictionary(document.parts.map { ($0.name, $0.text) }) { first, _ in first }
        let digest = document.digest.hex
        var damaged = parts
        damaged["0002"] = nil
        #expect(StandardDocument(parts: damaged, digest: digest) == nil)
        damaged = parts
        damaged["0001"] = parts["0002"]
        damaged["0002"] = parts["0001"]
        #expect(StandardDocument(parts: damaged, digest: digest) == nil)
        damaged = parts
        let last = try #require(document.parts.last)
        damaged[last.name] = last.text + " "
        #expect(StandardDocument(parts: damaged, digest: digest) == nil)
        damaged = parts
        damaged["9999"] = ""
        #expect(StandardDocument(parts: damaged, digest: digest) == nil)
    }

    @Test("the same text in another normalisation form is the same document")
    func normalised() {
        #expect(StandardDocument(text: "e\u{301}").digest == StandardDocument(text: "\u{E9}").digest)
        #expect(Array(StandardDocument(text: "e\u{301}").text.utf8) == [0xC3, 0xA9])
    }

    @Test("the record's id follows from id, version and document, and from nothing else")
    func recordID() {
        let document = StandardDocument(text: "{}")
        let id = document.recordID(standard: "a", version: 1)
        #expect(id == StandardDocument(text: "{}").recordID(standard: "a", version: 1))
        #expect(id != document.recordID(standard: "a", version: 2))
        #expect(id != document.recordID(standard: "b", version: 1))
        #expect(id != StandardDocument(text: "{ }").recordID(standard: "a", version: 1))
        let text = Array(id.description)
        #expect(text[14] == "8" && "89ab".contains(text[19]))
    }
}
