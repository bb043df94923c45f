import CommunityModel
import Foundation
import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Drafts") struct DraftTests {
    private let id = RecordID.lowest(at: 1_790_000_000_000)

    @Test("a draft is on the disk when keeping it returns, is in no change, and the newest keeping counts")
    func kept() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let picture = try store.picture()
        try store.keep(KeptDraft(id: id, document: Array("first".utf8)))
        try store.keep(KeptDraft(id: id, document: Array("second".utf8)))
        try FileManager.default.copyItem(atPath: store.path, toPath: stores.folder.path("b.sqlite"))
        let copy = try stores.open("b.sqlite")
        #expect(try copy.drafts() == [KeptDraft(id: id, document: Array("second".utf8))])
        #expect(try store.picture() == picture)
        #expect(try store.outboxCounts().pending == 0)
        #expect(try store.check().isEmpty)
    }

    @Test("a save that ends a draft takes it away, and a save that fails leaves it")
    func ended() throws {
        struct Refused: Error {}
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let draft = KeptDraft(id: id, document: Array("text".utf8))
        try store.keep(draft)
        #expect(throws: Refused.self) {
            try store.save(as: .li, handsIn: true, ending: id) { _ in throw Refused() }
        }
        #expect(try store.draft(id) == draft)
        try store.save(as: .li, handsIn: true, ending: id) { _ in [] }
        #expect(try store.draft(id) == nil)
    }

    @Test("a draft that is discarded is gone, and discarding it twice is harmless")
    func discarded() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        try store.keep(KeptDraft(id: id, document: [1]))
        try store.discardDraft(id)
        try store.discardDraft(id)
        #expect(try store.drafts().isEmpty)
    }

    @Test("a store of the first version is brought up to date and then equals a new one")
    func upgraded() throws {
        let stores = try TestStores()
        func schema(_ name: String) throws -> [String] {
            var lines: [String] = []
            try stores.raw(name) { db in
                lines = try String.fetchAll(
                    db,
                    sql: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name"
                )
                lines += ["version \(try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0)"]
            }
            return lines
        }
        let old = try stores.create("old.sqlite")
        let household = try old.addHousehold("0301")
        let picture = try old.picture()
        try old.close()
        // What the second migration makes is taken away again: the first version's store, with a view in its way.
        try stores.raw("old.sqlite") { db in
            try db.execute(sql: "DROP TABLE draft; CREATE VIEW draft AS SELECT 1 AS one; PRAGMA user_version = 1")
        }
        let upgraded = try stores.open("old.sqlite")
        #expect(try upgraded.picture() == picture)
        try upgraded.set(household, "room", .text("0302"))
        try upgraded.keep(KeptDraft(id: id, document: [1]))
        #expect(try upgraded.drafts().count == 1)
        try upgraded.close()
        try stores.create("new.sqlite").close()
        #expect(try schema("old.sqlite") == schema("new.sqlite"))
    }

    @Test("looking at a store of the first version without writing leaves it as it is")
    func readOnly() throws {
        let stores = try TestStores()
        try stores.create("old.sqlite").close()
        try stores.raw("old.sqlite") { db in try db.execute(sql: "DROP TABLE draft; PRAGMA user_version = 1") }
        let before = try Data(contentsOf: URL(filePath: stores.folder.path("old.sqlite")))
        let store = try ReplicaStore.open(
            path: stores.folder.path("old.sqlite"), role: .device, isReadOnly: true,
            environment: stores.world.environment, searchText: TestStores.searchText)
        #expect(try store.check().isEmpty)
        try store.close()
        #expect(try Data(contentsOf: URL(filePath: stores.folder.path("old.sqlite"))) == before)
    }
}
