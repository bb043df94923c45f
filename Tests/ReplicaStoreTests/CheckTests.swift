import CommunityModel
import Foundation
import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Finding damage") struct CheckTests {
    private let stores: TestStores
    private let store: ReplicaStore
    private let key: RecordKey
    private let visit: RecordKey

    init() throws {
        stores = try TestStores()
        store = try stores.create("a.sqlite")
        key = try store.addHousehold("0301")
        try store.addHousehold("0302")
        try store.set(key, "room", .text("0303"))
        visit = try store.addVisit(to: key)
        try store.setDeleted(visit)
    }

    private func rid(_ key: RecordKey, in db: Database) throws -> Int64 {
        try #require(try Int64.fetchOne(db.statement("SELECT rid FROM record WHERE id = ?", key.id)))
    }

    /// Changes one byte of a column of a record behind the store's back, checks, and puts it back.
    private func damages(_ column: String, byte position: Int, of key: RecordKey) throws -> [Damage]? {
        let original = try stores.raw("a.sqlite") { db in
            try Blob.fetchOne(db.statement("SELECT \(column) FROM record WHERE rid = ?", rid(key, in: db)))?.bytes ?? []
        }
        guard position < original.count else { return nil }
        var changed = original
        changed[position] ^= 1
        func put(_ bytes: [UInt8]) throws {
            let isText = column == "state" || column == "areas"
            try stores.raw("a.sqlite") { db in
                try db.execute(
                    sql: "UPDATE record SET \(column) = CAST(? AS \(isText ? "TEXT" : "BLOB")) WHERE rid = ?",
                    arguments: [Blob(bytes), try rid(key, in: db)])
            }
        }
        try put(changed)
        let found = try store.check()
        try put(original)
        return found
    }

    @Test("a sound store has no damage")
    func sound() throws {
        #expect(try store.check() == [])
    }

    @Test(
        "one changed byte of what is stored of a record names that record",
        arguments: ["live", "state", "change_sum", "state_digest", "areas"])
    func recordColumns(column: String) throws {
        var position = 0
        while let found = try damages(column, byte: position, of: key) {
            #expect(found.contains { $0.record == key.id }, "\(column), byte \(position): \(found)")
            position += column == "live" || column == "state" ? 3 : 1
        }
        #expect(position > 5)
        #expect(try store.check() == [])
    }

    @Test("one changed byte of a stored change names the record that it touches")
    func changeBytes() throws {
        let original = try store.allChanges()[0].bytes
        for position in stride(from: 0, to: original.count, by: 5) {
            var changed = original
            changed[position] ^= 0x10
            try stores.raw("a.sqlite") { db in
                try db.execute(sql: "UPDATE change SET bytes = ? WHERE n = 1", arguments: [Blob(changed)])
            }
            let found = try store.check()
            #expect(found.contains { $0.record == key.id }, "byte \(position)")
        }
    }

    @Test(
        "what else is stored of a change and of a record is held against the bytes too",
        arguments: [
            "UPDATE change SET suspect = 1 WHERE n = 1", "UPDATE record SET changes = changes + 1 WHERE rid = 1",
            "UPDATE record SET deleted = 1 WHERE rid = 1", "UPDATE record SET last = 1 WHERE rid = 1",
            "UPDATE change SET id = zeroblob(32) WHERE n = 1", "DELETE FROM change WHERE n = 1",
            "UPDATE change SET previous = 0 WHERE n = 3", "UPDATE record SET live = x'' WHERE rid = 1",
        ])
    func otherColumns(sql: String) throws {
        try stores.raw("a.sqlite") { db in try db.execute(sql: sql) }
        #expect(try store.check().contains { $0.record == key.id })
    }

    @Test("sums of an area that are not those of its records are named with the area")
    func areaSums() throws {
        for column in ["change_sum", "state_sum"] {
            try stores.raw("a.sqlite") { db in
                try db.execute(sql: "UPDATE area_digest SET \(column) = zeroblob(32) WHERE area = '440605'")
            }
            let found = try store.check()
            #expect(found.count == 1 && found[0].record == nil && found[0].detail.contains("440605"))
        }
    }

    @Test("a child is found damaged when it is kept in another area than its parent")
    func childArea() throws {
        let child = try store.addVisit(to: key)
        try stores.raw("a.sqlite") { db in
            try db.execute(
                sql: "UPDATE record SET areas = '4407' WHERE rid = ?", arguments: [try rid(child, in: db)])
        }
        #expect(try store.check().map(\.record) == [child.id])
    }

    @Test("a change that no record leads to any more is noticed")
    func lostChange() throws {
        try stores.raw("a.sqlite") { db in
            try db.execute(
                sql: "INSERT INTO change SELECT 99, replica, 99, id, rid, 0, 0, bytes FROM change WHERE n = 1")
        }
        #expect(try !store.check().isEmpty)
    }

    @Test("damage is reported up to a limit")
    func limit() throws {
        try stores.raw("a.sqlite") { db in try db.execute(sql: "UPDATE record SET state = '{}'") }
        #expect(try store.check().count == 3)
        #expect(try store.check(limit: 2).count == 2)
    }

    /// Whether reading ends with the word that something stored is damaged.
    private func isDamaged(_ read: (ReplicaStore) throws -> Void) throws -> Bool {
        do {
            try read(store)
            return false
        } catch StoreError.damaged {
            return true
        }
    }

    @Test("an id or a sum that is too short is told as damage by whoever reads it, and found by the check")
    func shortIDs() throws {
        func cut(_ column: String, of table: String) throws {
            try stores.raw("a.sqlite") { db in try db.execute(sql: "UPDATE \(table) SET \(column) = x'01'") }
        }
        try cut("state_sum", of: "area_digest")
        #expect(try isDamaged { _ = try $0.areaDigests(in: TestStores.everything) })
        try cut("id", of: "change")
        #expect(try isDamaged { _ = try $0.log(of: key) })
        try cut("change_sum", of: "record")
        #expect(try isDamaged { _ = try $0.record(key) })
        try stores.raw("a.sqlite") { db in
            try db.execute(sql: "UPDATE record SET id = x'01' WHERE rid = 1; UPDATE setting SET value = x'01'")
        }
        let type = RecordTypes.household
        #expect(try isDamaged { _ = try $0.records(of: type) })
        #expect(try isDamaged { _ = try $0.listing(of: type) })
        #expect(try isDamaged { try $0.scan(type) { _, _ in } })
        #expect(try isDamaged { _ = try $0.replicaID() })
        #expect(try isDamaged { try $0.addHousehold("0304") })
        #expect(try store.check().contains { $0.detail.contains("id") })
    }

    @Test("a conflict whose id is too short is told as damage")
    func shortConflictID() throws {
        let other = try stores.create("b.sqlite")
        _ = try other.ingest(try store.allChanges())
        try store.set(key, "room", .text("0311"))
        try other.set(key, "room", .text("0312"))
        _ = try store.ingest(try other.allChanges())
        #expect(try store.conflicts().count == 1)
        try stores.raw("a.sqlite") { db in try db.execute(sql: "UPDATE conflict SET id = x'01'") }
        #expect(try isDamaged { _ = try $0.conflicts() })
    }

    @Test("null where nothing may be null is told as damage", arguments: ["areas", "last", "live", "state"])
    func null(column: String) throws {
        try stores.raw("a.sqlite") { db in
            try db.execute(sql: "PRAGMA writable_schema = ON")
            try db.execute(sql: "UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '')")
        }
        try stores.raw("a.sqlite") { db in try db.execute(sql: "UPDATE record SET \(column) = NULL WHERE rid = 1") }
        #expect(try isDamaged { _ = try $0.records(of: RecordTypes.household) })
        #expect(try isDamaged { try $0.set(key, "room", .text("1")) })
        #expect(try store.check().contains { $0.record == key.id })
    }

    @Test("a damaged record is named when it is read, not shown as if it were sound")
    func reading() throws {
        try stores.raw("a.sqlite") { db in
            try db.execute(sql: "UPDATE record SET live = x'0107' WHERE rid = 1")
        }
        do {
            _ = try store.record(key)
            Issue.record("read a damaged record")
        } catch StoreError.damaged(let record, _) {
            #expect(record == key.id.description)
        }
    }
}

@Suite("Finding what is damaged so that SQLite cannot read it") struct CorruptionTests {
    private let stores: TestStores
    private let pageBytes: Int
    private let sound: [UInt8]

    /// A store that has never written a change of its own, and so has no identity beside it.
    init() throws {
        stores = try TestStores()
        let source = try stores.create("source.sqlite")
        for room in 1...60 { try source.addHousehold("\(room)") }
        try source.close()
        let copy = stores.folder.path("a.sqlite")
        try FileManager.default.copyItem(atPath: stores.folder.path("source.sqlite"), toPath: copy)
        pageBytes = try stores.raw("a.sqlite") { db in try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0 }
        sound = [UInt8](try Data(contentsOf: URL(filePath: copy)))
    }

    /// Puts bytes in the place of the store, and says how it is found: by its damages, or by what opening it throws.
    private func found(_ bytes: [UInt8]) throws -> [Damage] {
        try Data(bytes).write(to: URL(filePath: stores.folder.path("a.sqlite")))
        do {
            let store = try stores.open("a.sqlite")
            defer { try? store.close() }
            return try store.check()
        } catch {
            return [try #require(Damage(error), "\(error)")]
        }
    }

    @Test("a page that was overwritten is found, whichever it is, and is never taken for something else than damage")
    func pages() throws {
        let count = sound.count / pageBytes
        #expect(count > 20)
        for page in 0..<count {
            var bytes = sound
            // Of the first page the head stays, by which one knows a store.
            let start = page == 0 ? 100 : page * pageBytes
            for place in start..<(page + 1) * pageBytes { bytes[place] = 0xA5 }
            #expect(try !found(bytes).isEmpty, "page \(page + 1)")
        }
    }

    @Test("a file that was cut off is found, wherever", arguments: [1, 7, 100, 300])
    func truncated(tenths: Int) throws {
        let length = tenths >= 100 ? tenths : sound.count * tenths / 10
        #expect(try !found(Array(sound[..<length])).isEmpty)
    }

    @Test("an index that lacks what its table has is found")
    func index() throws {
        let roots = try stores.raw("a.sqlite") { db in
            try Int.fetchAll(db, sql: "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND rootpage > 0")
        }
        #expect(!roots.isEmpty)
        for root in roots {
            var bytes = sound
            let start = (root - 1) * pageBytes
            // A leaf of an index without its last entry (sqlite.org/fileformat.html#b_tree_pages).
            guard bytes[start] == 0x0A, bytes[start + 4] > 0 else { continue }
            bytes[start + 4] -= 1
            #expect(try !found(bytes).isEmpty, "root page \(root)")
        }
    }

    @Test("a file without anything of a store in it is damage only beside the identity of one")
    func beyondReading() throws {
        let path = stores.folder.path("a.sqlite")
        for bytes in [[], Array(repeating: UInt8(0), count: 5_000), Array("garbage".utf8)] {
            try Data(bytes).write(to: URL(filePath: path))
            #expect(throws: StoreError.self) { try stores.open("a.sqlite") }
            do { _ = try stores.open("a.sqlite") } catch { #expect(Damage(error) == nil, "\(error)") }
            try Data("machine 1 1".utf8).write(to: URL(filePath: path + ".identity"))
            do { _ = try stores.open("a.sqlite") } catch { #expect(Damage(error) != nil, "\(error)") }
            try FileManager.default.removeItem(atPath: path + ".identity")
        }
    }
}
