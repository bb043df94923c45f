import CommunityModel
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Writing to a store and reading back") struct WritingTests {
    @Test("what was saved is read back, also after the store was closed and opened")
    func readBack() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let key = try store.addHousehold("0301")
        let tags = try store.field(RecordTypes.household, "tags")
        try store.save(as: .li, handsIn: true) { context in
            [ChangeDraft(writes: [try context.write(key, tags, cell: Value.text("独居").encoded, .boolean(true))])]
        }
        let json = #"{"area":"440605","building":"3","room":"0301","tags":["独居"]}"#
        #expect(try store.record(key)?.json == json)
        try store.close()
        let again = try stores.open("a.sqlite")
        let record = try #require(try again.record(key))
        #expect(record.json == json && record.areas == ["440605"])
        #expect(try again.listing(of: RecordTypes.household, matching: ["3栋", "0301"]).map(\.id) == [key.id])
        #expect(try again.log(of: key).count == 2)
    }

    @Test("several drafts of one save are stored all or none")
    func allOrNone() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let room = try store.field(RecordTypes.household, "room")
        let before = try store.picture()
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.save(as: .li, handsIn: true) { context in
                let key = RecordKey(id: context.newID(), type: RecordTypes.household)
                _ = try context.write(key, room, .text("1"))
                throw Stop()
            }
        }
        let big = Value.text(String(repeating: "x", count: Limits.changeBytesMax))
        #expect(throws: StoreError.invalidChange(code: "change_too_large")) {
            try store.save(as: .li, handsIn: true) { context in
                let key = RecordKey(id: context.newID(), type: RecordTypes.household)
                return [
                    ChangeDraft(writes: [try context.write(key, room, .text("1"))]),
                    ChangeDraft(writes: [try context.write(key, room, big)]),
                ]
            }
        }
        #expect(try store.picture() == before)
        #expect(try store.outboxCounts().pending == 0)
        #expect(try store.totals().changes == 0)
    }

    @Test("a save gives back what is there once it is written, and nothing is stored where that fails")
    func giving() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let key = try store.addHousehold("0301")
        let room = try store.field(RecordTypes.household, "room")
        let replica = try store.replicaID()
        let saved = try store.save(as: .li, handsIn: true) { context in
            Save([ChangeDraft(writes: [try context.write(key, room, .text("0302"))])], giving: try context.record(key))
        }
        #expect(saved.changes.count == 1)
        #expect(saved.result.json == (try store.record(key)?.json) && saved.result.json.contains("0302"))
        let unknown = RecordKey(id: key.id, type: RecordTypes.visit)
        #expect(throws: StoreError.damaged(record: key.id.description, detail: "the record is gone")) {
            try store.save(as: .li, handsIn: true) { context in
                let draft = ChangeDraft(writes: [try context.write(key, room, .text("1"))])
                return Save([draft], giving: try context.record(unknown))
            }
        }
        #expect(try store.record(key)?.json == saved.result.json)
        let nothing = try store.save(as: .li, handsIn: true) { Save([], giving: try $0.record(key).json) }
        #expect(nothing.changes.isEmpty && nothing.result == saved.result.json)
        #expect(try store.set(key, "room", .text("0303")).header.replica == replica)
    }

    @Test("SELECT * FROM household answers with plain columns, and without deleted households")
    func view() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let key = try store.addHousehold("0301")
        let gone = try store.addHousehold("0302")
        try store.setDeleted(gone)
        try store.addVisit(to: key)
        let rows = try stores.raw("a.sqlite") { db in try Row.fetchAll(db, sql: "SELECT * FROM household") }
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        let expected = [
            ("id", key.id.description), ("area", "440605"), ("building", "3"), ("room", "0301"), ("unit", nil),
            ("conflicts", nil),
        ]
        for (column, text) in expected {
            let found: String? = row[column]
            #expect(found == text, "\(column)")
        }
        let declared = try #require(try store.schema().type(RecordTypes.household)).fields.map(\.name)
        #expect(Array(row.columnNames) == ["id"] + declared + ["conflicts"])
        let visits = try stores.raw("a.sqlite") { db in try Row.fetchAll(db, sql: "SELECT * FROM visit") }
        #expect(visits.map { $0["household"] as String? } == [key.id.description])
    }

    @Test("every change of a replica links to the one before it and carries the next number and a later stamp")
    func chain() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let key = try store.addHousehold("0301")
        for room in 1...4 { try store.set(key, "room", .text("\(room)")) }
        let changes = try store.allChanges().map(\.change)
        var link: Digest?
        for (number, change) in changes.enumerated() {
            #expect(change.header.sequence == UInt64(number + 1))
            #expect(change.header.previousLink == link)
            link = ChangeHash.link(previous: link, change: change.id)
        }
        let stamps = changes.map(\.header.clock)
        #expect(zip(stamps, stamps.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("a poison value that no calendar can name is stored and shown, not a crash")
    func extremeInstant() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        for milliseconds in [Int64.min, .max] {
            let visit = try store.add(RecordTypes.visit, ["started_at": .instant(milliseconds)])
            #expect(try store.record(visit)?.json.contains("started_at") == true)
        }
        #expect(try store.check().isEmpty)
    }
}

@Suite("Conflicts in a store") struct ConflictTests {
    /// Two devices that changed the room of one household to different values and met on a server.
    private func conflict() async throws -> (stores: TestStores, a: TestSession, b: TestSession, key: RecordKey) {
        let stores = try TestStores()
        let server = try stores.create("server.sqlite", .server)
        let a = TestSession(device: try stores.create("a.sqlite"), server: server)
        let b = TestSession(device: try stores.create("b.sqlite"), server: server)
        let key = try a.device.addHousehold("0301")
        try await a.sync()
        try await b.sync()
        stores.world.advance(milliseconds: 1_000)
        try a.device.set(key, "room", .text("0302"), as: .li)
        stores.world.advance(milliseconds: 1_000)
        try b.device.set(key, "room", .text("0303"), as: .wang)
        try await a.sync()
        try await b.sync()
        try await a.sync()
        return (stores, a, b, key)
    }

    @Test(
        "concurrent edits of one field are one conflict, the same on both devices and the server, with who, when and base"
    )
    func listed() async throws {
        let (stores, a, b, key) = try await conflict()
        _ = stores
        for store in [a.device, b.device, a.server] {
            let open = try store.conflicts()
            #expect(open.count == 1)
            let found = try #require(open.first)
            #expect(found.key == key && found.fieldName == "room" && found.cause == "manual")
            #expect(found.values.map(\.value) == [.text("0302"), .text("0303")])
            #expect(found.values.map(\.author) == ["li", "wang"])
            #expect(found.values.map(\.device) == ["tablet-1", "tablet-2"])
            #expect(found.base == .text("0301") && found.areas == ["440605"])
            #expect(found.id == ConflictID(record: key, key: FieldKey(FieldNumber(rawValue: 19))))
        }
        #expect(try a.device.picture() == (try b.device.picture()))
        #expect(try a.device.picture() == (try a.server.picture()))
    }

    @Test("a resolution closes the conflict everywhere and travels with its reason")
    func resolved() async throws {
        let (stores, a, b, key) = try await conflict()
        _ = stores
        let open = try #require(try a.device.conflicts().first)
        try a.device.resolve(
            open.id, version: open.version, value: .text("0303"), reason: "门牌核对", as: .li, handsIn: true)
        try await a.sync()
        try await b.sync()
        for store in [a.device, b.device, a.server] {
            #expect(try store.conflictCount() == 0)
            #expect(try store.log(of: key).last?.change.header.reason == "门牌核对")
        }
        #expect(try b.device.record(key)?.json.contains(#""room":"0303""#) == true)
    }

    @Test("a resolution of a version that was overtaken is refused and writes nothing")
    func overtaken() async throws {
        let (stores, a, b, key) = try await conflict()
        _ = stores
        let open = try #require(try a.device.conflicts().first)
        try b.device.set(key, "room", .text("0304"))
        try await b.sync()
        try await a.sync()
        let before = try a.device.picture()
        #expect(throws: StoreError.conflictChanged(id: open.id.hex)) {
            try a.device.resolve(
                open.id, version: open.version, value: .text("0303"), reason: "x", as: .li, handsIn: true)
        }
        #expect(try a.device.picture() == before)
    }

    @Test("a late write reopens a resolved conflict under the same id with another version")
    func reopened() async throws {
        let (stores, a, b, key) = try await conflict()
        let late = TestSession(device: try stores.create("late.sqlite"), server: a.server)
        // The third device saw only the first value and wrote its own while offline.
        let first = try a.device.allChanges()[0]
        _ = try late.device.ingest([first])
        try late.device.set(key, "room", .text("0399"))
        let open = try #require(try a.device.conflicts().first)
        try a.device.resolve(
            open.id, version: open.version, value: .text("0303"), reason: "x", as: .li, handsIn: true)
        try await a.sync()
        #expect(try a.device.conflictCount() == 0)
        try await late.sync()
        try await a.sync()
        try await b.sync()
        let again = try #require(try a.device.conflicts().first)
        #expect(again.id == open.id && again.version != open.version)
        #expect(Set(again.values.map(\.value)) == [.text("0303"), .text("0399")])
        #expect(try a.device.picture() == (try b.device.picture()))
    }

    @Test("a conflict whose base has not arrived is announced once it has")
    func incomplete() async throws {
        let stores = try TestStores()
        let (_, a, _, key) = try await conflict()
        let changes = try a.server.allChanges()
        let store = try stores.create("c.sqlite")
        _ = try store.ingest([changes[2], changes[1]])
        #expect(try store.conflictCount() == 0)
        #expect(try store.record(key) != nil)
        _ = try store.ingest([changes[0]])
        #expect(try store.conflictCount() == 1)
    }
}
