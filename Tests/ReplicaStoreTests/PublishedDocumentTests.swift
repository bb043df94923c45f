import CommunityModel
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("What a record says of a published standard") struct PublishedDocumentTests {
    private let store: ReplicaStore
    private let stores: TestStores
    private let document = DocumentText(
        text: #"{"id":"s","text":""# + String(repeating: "标准", count: 20_000) + #""}"#)

    init() throws {
        stores = try TestStores()
        store = try stores.create("a.sqlite")
    }

    private func publish(_ standard: String = "s", version: Int = 1, under id: RecordID? = nil) throws -> RecordKey {
        let key = RecordKey(
            id: id ?? document.recordID(of: .standard, id: standard, version: String(version)),
            type: RecordTypes.standard)
        let parts = try store.field(RecordTypes.standard, "document")
        let cells: [(Field, [UInt8], Value)] =
            [
                (try store.field(RecordTypes.standard, "standard"), [], .text(standard)),
                (try store.field(RecordTypes.standard, "version"), [], .integer(Int64(version))),
                (try store.field(RecordTypes.standard, "digest"), [], .text(document.digest.hex)),
            ] + document.parts.map { (parts, Array($0.name.utf8), .text($0.text)) }
        try store.save(as: Author(login: "admin", role: "administrator", device: "server"), handsIn: false) { context in
            [ChangeDraft(writes: try cells.map { try context.write(key, $0.0, cell: $0.1, $0.2) })]
        }
        return key
    }

    private func read(_ key: RecordKey) throws -> PublishedDocument? {
        let record = try #require(try store.record(key))
        return PublishedDocument(
            record.view, .standard, type: try #require(try store.schema().type(RecordTypes.standard)))
    }

    @Test("an unchanged record gives back the text, however many parts it has")
    func whole() throws {
        let found = try #require(try read(try publish()))
        #expect(document.parts.count == 3)
        #expect(found.text == document)
        #expect(found.id == "s" && found.version == "1" && found.number == 1)
    }

    @Test(
        "a record of which anything was changed on a device is not taken for what was published",
        arguments: ["standard", "version", "digest", "document"])
    func tampered(field name: String) throws {
        let key = try publish()
        let field = try store.field(RecordTypes.standard, name)
        let value: Value =
            name == "version" ? .integer(2) : .text(name == "document" ? document.parts[1].text + "。" : "x")
        let cell = name == "document" ? Array("0002".utf8) : []
        try store.save(as: .li, handsIn: true) { context in
            [ChangeDraft(writes: [try context.write(key, field, cell: cell, value)])]
        }
        #expect(try read(key) == nil)
    }

    @Test("another document with a digest that fits does not take the place of the published one")
    func replaced() throws {
        let key = try publish()
        let other = DocumentText(text: #"{"id":"s"}"#)
        let parts = try store.field(RecordTypes.standard, "document")
        let digest = try store.field(RecordTypes.standard, "digest")
        try store.save(as: Author(login: "x", role: "administrator", device: "x"), handsIn: true) { context in
            var writes = [try context.write(key, digest, .text(other.digest.hex))]
            writes.append(try context.write(key, parts, cell: Array("0001".utf8), .text(other.text)))
            for part in document.parts.dropFirst() {
                writes.append(try context.write(key, parts, cell: Array(part.name.utf8), .null))
            }
            return [ChangeDraft(writes: writes)]
        }
        #expect(try read(key) == nil)
    }

    @Test("a record with another id, or with a part that nobody published, does not count")
    func otherID() throws {
        let key = try publish(under: RecordID(bytes: [UInt8](repeating: 7, count: 16)))
        #expect(try read(key) == nil)
        let good = try publish()
        let parts = try store.field(RecordTypes.standard, "document")
        try store.save(as: .li, handsIn: true) { context in
            [ChangeDraft(writes: [try context.write(good, parts, cell: Array("0009".utf8), .text("x"))])]
        }
        #expect(try read(good) == nil)
    }
}
