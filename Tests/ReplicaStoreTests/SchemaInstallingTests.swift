import CommunityModel
import GRDB
import SyncEngine
import SyncProtocol
import Testing
import Values

@testable import ReplicaStore

@Suite("A schema that changes while stores are in use") struct SchemaInstallingTests {
    private let stores: TestStores
    private let server: ReplicaStore
    private let device: ReplicaStore

    init() throws {
        stores = try TestStores()
        server = try stores.create("server.sqlite", .server)
        device = try stores.create("device.sqlite")
    }

    private static let licence = TypeNumber(rawValue: 1_000)
    private static let fine = TypeNumber(rawValue: 1_001)

    /// Types that no program knows: dog licences by area, and the fines that lie under them.
    private static let types = """
        [{"number": 1000, "name": "dog_licence", "title": {"zh": "犬证", "en": "Dog licence"},
          "placement": {"field": "area"}, "search": ["owner"], "label": ["owner"],
          "fields": [
            {"number": 16, "name": "area", "title": {"zh": "区域", "en": "Area"}, "type": "text", "required": true},
            {"number": 17, "name": "owner", "title": {"zh": "犬主", "en": "Owner"}, "type": "text"},
            {"number": 18, "name": "tags", "title": {"zh": "标签", "en": "Tags"}, "type": "text", "policy": "union"}]},
         {"number": 1001, "name": "dog_fine", "title": {"zh": "罚单", "en": "Fine"}, "placement": {"parent": "licence"},
          "fields": [
            {"number": 16, "name": "licence", "title": {"zh": "犬证", "en": "Licence"}, "type": "reference",
             "references": "dog_licence"},
            {"number": 17, "name": "amount", "title": {"zh": "金额", "en": "Amount"}, "type": "integer"}]}]
        """

    private func add(_ types: String, to store: ReplicaStore) throws {
        try store.updateSchema { current in
            let json = try #require(JSONValue(parsing: Array(types.utf8)))
            let read = RecordTypeReading.read(json, roles: [])
            let addition = SchemaAddition(read.types, faults: read.faults, to: current)
            return Array(JSONValue(try #require(addition.schema, "\(addition.faults)")).text.utf8)
        }
    }

    /// A licence in an area and a fine under it, written where the types are declared.
    @discardableResult
    private func write(in store: ReplicaStore) throws -> (licence: RecordKey, fine: RecordKey) {
        let licence = try store.add(Self.licence, ["area": .text("440605"), "owner": .text("李")])
        try store.set(licence, "owner", .text("李华"))
        return (licence, try store.add(Self.fine, ["licence": .reference(licence.id), "amount": .integer(50)]))
    }

    private func changeIDs(_ store: ReplicaStore) throws -> Set<ChangeID> {
        Set(try store.allChanges().map(\.change.id))
    }

    @Test("a type added to a server reaches a device with the next sync, and its records reach the others")
    func addedType() async throws {
        try add(Self.types, to: server)
        try await TestSession(device: device, server: server).sync()
        #expect(try device.schemaDocument().document == (try server.schemaDocument().document))
        let (licence, fine) = try write(in: device)
        try await TestSession(device: device, server: server).sync()
        let other = try stores.create("other.sqlite")
        try await TestSession(device: other, server: server).sync()
        #expect(try other.record(licence)?.json == #"{"area":"440605","owner":"李华"}"#)
        #expect(try other.record(fine)?.areas == ["440605"])
        #expect(try other.picture() == (try server.picture()))
        try other.close()
        let row = try stores.raw("other.sqlite") { db in
            try Row.fetchOne(db, sql: "SELECT area, owner FROM dog_licence")
        }
        #expect(row?["owner"] as String? == "李华")
    }

    @Test(
        "a device that does not know a type, or cannot read the new schema, hands its records on byte for byte and shows them after its upgrade",
        arguments: [nil, #"{"version": 9, "kinds": []}"#, "no JSON"])
    func olderProgram(document: String?) async throws {
        try add(Self.types, to: server)
        let newer = try stores.create("newer.sqlite")
        try await TestSession(device: newer, server: server).sync()
        let (licence, fine) = try write(in: newer)
        // The older device learns of the records first and carries them to a server that has not seen them.
        let older = device
        _ = try older.ingest(try newer.allChanges())
        #expect(try older.record(licence)?.areas == ["?"])
        #expect(try older.record(licence)?.json == #"{"_16":"440605","_17":"李华"}"#)
        let third = try stores.create("third.sqlite", .server)
        try add(Self.types, to: third)
        try older.write { db in try db.execute(sql: "INSERT OR IGNORE INTO outbox (n) SELECT n FROM change") }
        let unreadable = document.map { Array($0.utf8) } ?? []
        try await TestSession(device: older, server: third, document: unreadable).sync()
        #expect(try older.schema().version == Schema(document: BuiltInSchema.document)?.version)
        #expect(try older.outboxCounts().pending == 0)
        #expect(try third.allChanges().map(\.bytes) == (try newer.allChanges().map(\.bytes)))
        #expect(try changeIDs(third) == (try changeIDs(newer)))
        #expect(try third.record(licence)?.areas == ["440605"])

        try await TestSession(device: older, server: third).sync()
        #expect(try older.record(licence)?.json == #"{"area":"440605","owner":"李华"}"#)
        #expect(try older.record(fine)?.areas == ["440605"])
        #expect(try older.picture() == (try third.picture()))
        #expect(try older.check() == [])
    }

    @Test("a device with an older program still takes records of a type it does not know from the feed")
    func olderProgramPulls() async throws {
        try add(Self.types, to: server)
        let newer = try stores.create("newer.sqlite")
        try await TestSession(device: newer, server: server).sync()
        let (licence, _) = try write(in: newer)
        try await TestSession(device: newer, server: server).sync()
        try await TestSession(device: device, server: server, document: Array("no JSON".utf8)).sync()
        #expect(try device.allChanges().map(\.bytes) == (try newer.allChanges().map(\.bytes)))
        #expect(try device.record(licence)?.areas == ["?"])
        try await TestSession(device: device, server: server).sync()
        #expect(try device.picture() == (try server.picture()))
    }

    @Test(
        "records that a server held before it knew their type get their place then, and devices that had passed them receive them"
    )
    func typeComesLater() async throws {
        let early = try stores.create("early.sqlite", .server)
        try add(Self.types, to: early)
        let writer = try stores.create("writer.sqlite")
        try await TestSession(device: writer, server: early).sync()
        let (licence, fine) = try write(in: writer)
        _ = try server.ingest(try writer.allChanges())
        try device.addHousehold("1")
        try await TestSession(device: device, server: server).sync()
        #expect(try device.record(licence) == nil)
        let cursor = try device.pullState().cursor

        try add(Self.types, to: server)
        #expect(try server.record(licence)?.areas == ["440605"])
        #expect(try server.record(fine)?.areas == ["440605"])
        #expect(try server.check() == [])
        try await TestSession(device: device, server: server).sync()
        #expect(try device.record(licence)?.json == #"{"area":"440605","owner":"李华"}"#)
        #expect(try device.record(fine) != nil)
        #expect(try device.pullState().cursor != cursor)
        #expect(try device.picture() == (try server.picture()))
        // Nothing was lost, so nothing is handed in again.
        #expect(try device.outboxCounts().pending == 0)
    }

    @Test("many records that get their place at once come in pages that keep their limit")
    func pagesKeepTheirLimit() async throws {
        let early = try stores.create("early.sqlite", .server)
        try add(Self.types, to: early)
        let writer = try stores.create("writer.sqlite")
        try await TestSession(device: writer, server: early).sync()
        for number in 0..<30 {
            try writer.add(Self.licence, ["area": .text("440605"), "owner": .text("李\(number)")])
        }
        _ = try server.ingest(try writer.allChanges())
        try add(Self.types, to: server)
        let page = try server.feedPage(
            after: [], scope: TestStores.everything, ancestorType: RecordTypes.area,
            replica: try device.replicaID(), bytesMax: 1_000)
        #expect(page.hasMore && page.entries.count < 10)
        try await TestSession(device: device, server: server, bytesMax: 1_000).sync()
        #expect(try device.count(of: Self.licence) == 30)
    }

    @Test("a new type leaves other records alone, and cursors where they are")
    func unrelated() async throws {
        let household = try device.addHousehold("1")
        try await TestSession(device: device, server: server).sync()
        let cursor = try device.pullState().cursor
        for store in [server, device] {
            // A mark in what is computed tells whether it was computed again.
            try store.write { db in try db.execute(sql: "UPDATE record SET state = '{\"mark\":1}'") }
        }
        try add(Self.types, to: server)
        try await TestSession(device: device, server: server).sync()
        #expect(try device.schema().type(Self.licence) != nil)
        #expect(try device.pullState().cursor == cursor)
        for store in [server, device] { #expect(try store.record(household)?.json == #"{"mark":1}"#) }
    }

    @Test("words for people do not have records computed anew; another field that was stored already does")
    func whatBears() throws {
        try add(Self.types, to: server)
        let licence = try server.add(Self.licence, handsIn: false, ["area": .text("440605")])
        let unknown = FieldKey(FieldNumber(rawValue: 19))
        try server.save(as: .li, handsIn: false) { _ in
            [ChangeDraft(writes: [ChangeDraft.Write(record: licence, key: unknown, value: .text("黄"))])]
        }
        #expect(try server.record(licence)?.json == #"{"area":"440605","_19":"黄"}"#)
        try server.write { db in try db.execute(sql: "UPDATE record SET state = '{\"mark\":1}'") }
        try add(Self.types.replacing("犬证", with: "犬只登记证"), to: server)
        #expect(try server.schema().type(Self.licence)?.title.zh == "犬只登记证")
        #expect(try server.record(licence)?.json == #"{"mark":1}"#)
        let colour = #"{"number": 19, "name": "colour", "title": {"zh": "毛色", "en": "Colour"}, "type": "text"}"#
        try add(Self.types.replacing(#""policy": "union"}]}"#, with: #""policy": "union"}, \#(colour)]}"#), to: server)
        #expect(try server.record(licence)?.json == #"{"area":"440605","colour":"黄"}"#)
        #expect(try server.check() == [])
    }

    @Test("a delete meets a child whose type becomes known later")
    func childBecomesKnown() throws {
        let early = try stores.create("early.sqlite")
        try add(Self.types, to: early)
        let (licence, _) = try write(in: early)
        let changes = try early.allChanges()
        let late = try stores.create("late.sqlite")
        _ = try late.ingest(changes)
        try late.setDeleted(licence)
        #expect(try late.record(licence)?.view.deletion == .deleted)
        try add(Self.types, to: late)
        #expect(try late.conflicts().map(\.cause) == ["live_children"])
        _ = try early.ingest(try late.allChanges())
        #expect(try late.picture() == (try early.picture()))
        #expect(try late.check() == [])
    }

    @Test("a store that is let in takes over the server's schema, even one with the version that it came with")
    func enrolling() throws {
        let builtIn = try #require(Schema(document: BuiltInSchema.document))
        let types = try #require(JSONValue(parsing: Array(Self.types.utf8)))
        let read = RecordTypeReading.read(types, roles: [])
        let grown = try #require(SchemaAddition(read.types, faults: read.faults, to: builtIn).schema)
        for version in [builtIn.version, builtIn.version - 1, builtIn.version + 5] {
            let store = try stores.create("enrolled-\(version).sqlite")
            let schema = Schema(version: version, types: grown.types)
            try store.enroll([.token: "t"], upstreamEpoch: [1], schema: Array(JSONValue(schema).text.utf8))
            #expect(try store.schema() == schema)
            #expect(try store.text(.token) == "t")
            _ = try write(in: store)
            #expect(try store.check() == [])
        }
        try device.enroll([.token: "t"], upstreamEpoch: [1], schema: Array("unreadable".utf8))
        #expect(try device.schema() == builtIn)
        #expect(try device.text(.token) == "t")
    }

    @Test("a schema that is none, or whose version is not greater, is refused and changes nothing")
    func refused() throws {
        let before = try server.schemaDocument().document
        for document in [#"{"version": 2, "types": []}"#, "{}", ""] {
            #expect(throws: StoreError.invalidChange(code: "schema_invalid")) {
                try server.updateSchema { _ in Array(document.utf8) }
            }
        }
        try server.updateSchema { _ in nil }
        #expect(try server.schemaDocument().document == before)
    }

    @Test(
        "a type that bears the name of a table of the store, or one that SQL cannot hold, has no view and works otherwise"
    )
    func viewNames() throws {
        let builtIn = try server.schema()
        let title = Localized(zh: "怪", en: "Odd")
        let odd = ["record", "a b", "sqlite_x", "household"].enumerated().map { index, name in
            RecordType(
                number: TypeNumber(rawValue: 2_000 + UInt32(index)), name: name, title: title, placement: .everywhere,
                fields: [Field(number: FieldNumber(rawValue: 16), name: "x\"'", title: title, type: .text)])
        }
        let schema = Schema(version: builtIn.version + 1, types: builtIn.types + odd)
        try server.updateSchema { _ in Array(JSONValue(schema).text.utf8) }
        let key = try server.add(TypeNumber(rawValue: 2_001), handsIn: false, ["x\"'": .text("1")])
        #expect(try server.record(key)?.areas == ["*"])
        #expect(try server.check() == [])
    }
}
