import AdminProtocol
import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import SyncServer

@Suite("What a server takes over from the software when it starts") struct BuiltInUpdateTests {
    private let builtIn: Schema

    init() throws { builtIn = try #require(Schema(document: BuiltInSchema.document)) }

    private func document(_ schema: Schema) -> [UInt8] { Array(JSONValue(schema).text.utf8) }

    @Test("a new store gets the five standards and the two forms; the next start does nothing")
    func fresh() throws {
        let records = try TestRecords()
        let report = try BuiltInUpdate(records: records.store).run()
        #expect(report.published.count == 7 && report.failed.isEmpty && report.differing.isEmpty)
        #expect(report.schemaVersion == nil)
        let changes = try records.changes()
        let again = try BuiltInUpdate(records: records.store).run()
        #expect(again.published.isEmpty && again.schemaVersion == nil)
        #expect(try records.changes() == changes)
        #expect(try records.store.check() == [])
    }

    @Test("a server with an older schema and additions of its district gets both, once, and keeps its records")
    func olderSchema() throws {
        let title = Localized(zh: "犬证", en: "Dog licence")
        let area = Field(number: FieldNumber(rawValue: 16), name: "area", title: title, type: .text)
        let own = RecordType(
            number: TypeNumber(rawValue: 1_000), name: "dog_licence", title: title, placement: .field("area"),
            fields: [area])
        // Before the standards came: areas, households, visits and notes, and a type of the district.
        let old = Schema(version: 6, types: Array(builtIn.types.prefix(4)) + [own])
        let records = try TestRecords(schema: document(old))
        try records.store.save(as: TestRecords.administrator, handsIn: false) { context in
            let key = RecordKey(id: context.newID(), type: own.number)
            return [ChangeDraft(writes: [try context.write(key, area, .text("440605"))])]
        }
        let report = try BuiltInUpdate(records: records.store).run()
        #expect(report.schemaVersion == 7 && report.published.count == 7)
        let schema = try records.store.schema()
        #expect(schema.types == builtIn.types + [own])
        #expect(try records.store.records(of: own.number, inArea: "440605").count == 1)
        #expect(try BuiltInUpdate(records: records.store).run().schemaVersion == nil)
        #expect(try records.store.check() == [])
    }

    @Test("a standard that ships and was damaged is whole again once the software brings other content")
    func damaged() throws {
        let records = try TestRecords()
        _ = try BuiltInUpdate(records: records.store).run()
        let key = try #require(try records.store.records(of: RecordTypes.standard).first).key
        try records.tamper(key, "document", cell: "0001", .text("{}"))
        #expect(try BuiltInUpdate(records: records.store).run().published.isEmpty)
        try records.store.set([.builtInContent: "an older version's"])
        #expect(try BuiltInUpdate(records: records.store).run().published.count == 1)
        #expect(try StandardCatalogue(records.store).list().allSatisfy { !$0.damaged })
    }

    @Test("a server that once ran newer software keeps what that declared")
    func newerSeen() throws {
        let newer = Schema(version: 9, types: builtIn.types.dropLast() + [])
        let records = try TestRecords(schema: document(newer))
        try records.store.set([.builtInSchema: String(builtIn.version + 1)])
        #expect(try BuiltInUpdate(records: records.store).run().schemaVersion == nil)
        #expect(try records.store.schema() == newer)
    }
}
