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
        let first = KeptDraft(id: id, document: Array("first".utf8))
        try store.keep(first, replacing: nil)
        try store.keep(KeptDraft(id: id, document: Array("second".utf8)), replacing: first)
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
        try store.keep(draft, replacing: nil)
        #expect(throws: Refused.self) {
            try store.save(as: .li, handsIn: true, ending: draft) { _ in throw Refused() }
        }
        #expect(try store.draft(id) == draft)
        try store.save(as: .li, handsIn: true, ending: draft) { _ in [] }
        #expect(try store.draft(id) == nil)
    }

    @Test("a draft that is discarded is gone, and discarding it twice is harmless")
    func discarded() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        try store.keep(KeptDraft(id: id, document: [1]), replacing: nil)
        try store.discardDraft(id)
        try store.discardDraft(id)
        #expect(try store.drafts().isEmpty)
    }

    @Test("two programs with one draft: who has not read what the other kept is refused, and so is who is late")
    func contested() throws {
        let stores = try TestStores()
        let (first, second) = (try stores.create("a.sqlite"), try stores.open("a.sqlite"))
        let drafts = [1, 2, 3].map { KeptDraft(id: id, document: [$0]) }
        try first.keep(drafts[0], replacing: nil)
        try first.keep(drafts[1], replacing: drafts[0])
        #expect(throws: StoreError.draftChanged(id: id.description)) {
            try second.keep(drafts[2], replacing: drafts[0])
        }
        #expect(throws: StoreError.draftChanged(id: id.description)) { try second.keep(drafts[2], replacing: nil) }
        #expect(throws: StoreError.draftChanged(id: id.description)) {
            try second.save(as: .li, handsIn: true, ending: drafts[0]) { _ in [] }
        }
        #expect(try first.draft(id) == drafts[1])
        try first.save(as: .li, handsIn: true, ending: drafts[1]) { _ in [] }
        #expect(throws: StoreError.draftGone(id: id.description)) { try second.keep(drafts[2], replacing: drafts[1]) }
        #expect(throws: StoreError.draftGone(id: id.description)) {
            try second.save(as: .li, handsIn: true, ending: drafts[1]) { _ in [] }
        }
        #expect(try second.drafts().isEmpty)
    }

    @Test("one program at a time has the right to a draft, another draft is free, and the right ends with its object")
    func held() throws {
        let stores = try TestStores()
        let (first, second) = (try stores.create("a.sqlite"), try stores.open("a.sqlite"))
        var hold = try first.hold(draft: id)
        #expect(hold != nil)
        #expect(try second.hold(draft: id) == nil)
        #expect(try second.hold(draft: RecordID(high: 7, low: 8)) != nil)
        hold = nil
        #expect(try second.hold(draft: id) != nil)
    }

    @Test("what a draft said is in no file of the store once it is answered otherwise, dropped or submitted")
    func forgotten() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        var random = SplitMix64(seed: 7)
        func draft(_ mark: String, _ number: Int) -> KeptDraft {
            let id = RecordID(high: UInt64(number), low: 1)
            let filler = String(repeating: "答", count: Int.random(in: 0..<6_000, using: &random))
            return KeptDraft(id: id, document: Array("\(filler)<K05>\(mark)</K05>\(filler)".utf8))
        }
        func files(hold mark: String) throws -> [String] {
            try stores.folder.files.filter { name in
                try Data(contentsOf: stores.folder.url.appending(path: name)).range(of: Data(mark.utf8)) != nil
            }
        }
        for number in 0..<12 {
            let typed = draft("0757-1111\(number)-typed", number)
            let corrected = draft("0757-2222\(number)-corrected", number)
            let last = draft("last", number)
            try store.keep(typed, replacing: nil)
            #expect(try files(hold: "0757-1111\(number)-typed") == ["a.sqlite"])
            try store.keep(corrected, replacing: typed)
            #expect(try files(hold: "0757-1111\(number)-typed").isEmpty)
            try store.keep(last, replacing: corrected)
            #expect(try files(hold: "0757-2222\(number)-corrected").isEmpty)
            try store.keep(typed, replacing: last)
            if number.isMultiple(of: 2) {
                try store.discardDraft(typed.id)
            } else {
                try store.save(as: .li, handsIn: true, ending: typed) { _ in [] }
            }
            #expect(try files(hold: "0757-1111\(number)-typed").isEmpty)
        }
        #expect(try files(hold: "<K05>").isEmpty)
    }

    @Test("what a draft is read with stays beside it through later keeping, and goes with it")
    func sources() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let other = RecordID.lowest(at: 1_790_000_000_001)
        let form = DraftSource(name: "form 1", document: Array("the form".utf8))
        let first = KeptDraft(id: id, document: [1])
        try store.keep(first, replacing: nil, with: [form])
        try store.keep(
            KeptDraft(id: id, document: [2]), replacing: first, with: [DraftSource(name: "form 2", document: [])])
        try store.keep(KeptDraft(id: other, document: [3]), replacing: nil, with: [form])
        #expect(try store.reading { try $0.draftCount() } == 2)
        #expect(try store.draftSourceNames(of: id) == ["form 1", "form 2"])
        #expect(try store.draftSource("form 1", of: id) == form)
        #expect(try store.draftSource("form 3", of: id) == nil)
        try store.discardDraft(id)
        #expect(try store.draftSourceNames(of: id).isEmpty && store.draftSource("form 1", of: other) == form)
        try store.save(as: .li, handsIn: true, ending: KeptDraft(id: other, document: [3])) { _ in [] }
        var left: Int?
        try stores.raw("a.sqlite") { db in left = try Int.fetchOne(db, sql: "SELECT count(*) FROM draft_source") }
        #expect(left == 0)
    }

    @Test("what was damaged on the disk is not given out as what was kept")
    func damagedSource() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let form = DraftSource(name: "form 1", document: Array("the form".utf8))
        let draft = KeptDraft(id: id, document: [1])
        try store.keep(draft, replacing: nil, with: [form])
        try stores.raw("a.sqlite") { db in try db.execute(sql: "UPDATE draft_source SET document = x'0102'") }
        #expect(try store.draftSource("form 1", of: id) == nil)
        try store.keep(draft, replacing: draft, with: [form])
        #expect(try store.draftSource("form 1", of: id) == form)
    }

    /// A view of a district's own type that stands in the way of what comes next.
    private static let inTheWay = ["draft", "draft_source", "unplaced"]

    @Test(
        "a store of each earlier version is brought up to date and then equals a new one",
        arguments: OlderStore.versions)
    func upgraded(version: Int) throws {
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
        try stores.raw("old.sqlite") { db in
            try db.execute(sql: OlderStore.sql(version))
            if version <= Self.inTheWay.count {
                try db.execute(sql: "CREATE VIEW \(Self.inTheWay[version - 1]) AS SELECT 1 AS one")
            }
        }
        let upgraded = try stores.open("old.sqlite")
        #expect(try upgraded.picture() == picture)
        try upgraded.set(household, "room", .text("0302"))
        try upgraded.keep(KeptDraft(id: id, document: [1]), replacing: nil)
        #expect(try upgraded.drafts().count == 1)
        try upgraded.close()
        try stores.create("new.sqlite").close()
        #expect(try schema("old.sqlite") == schema("new.sqlite"))
    }

    @Test("looking at a store of the first version without writing leaves it as it is")
    func readOnly() throws {
        let stores = try TestStores()
        try stores.create("old.sqlite").close()
        try stores.raw("old.sqlite") { db in
            try db.execute(sql: OlderStore.sql(1))
        }
        let before = try Data(contentsOf: URL(filePath: stores.folder.path("old.sqlite")))
        let store = try ReplicaStore.open(
            path: stores.folder.path("old.sqlite"), role: .device, isReadOnly: true,
            environment: stores.world.environment, searchText: TestStores.searchText)
        #expect(try store.check().isEmpty)
        try store.close()
        #expect(try Data(contentsOf: URL(filePath: stores.folder.path("old.sqlite"))) == before)
    }
}
