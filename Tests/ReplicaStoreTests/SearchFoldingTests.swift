import CommunityModel
import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Search texts of a store that an earlier version wrote") struct SearchFoldingTests {
    @Test(
        "are folded anew once, those alone that have signs that are not seen; records stay as they are",
        arguments: [ReplicaStore.Role.device, .server])
    func foldedAnew(role: ReplicaStore.Role) throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite", role)
        let joined = try store.add(
            RecordTypes.household, ["area": .text("4401"), "building": .text("3\u{2060}"), "room": .text("0301")])
        try store.add(RecordTypes.household, ["area": .text("4401"), "building": .text("5"), "room": .text("0301")])
        func found(_ store: ReplicaStore, _ query: String) throws -> [RecordID] {
            try store.listing(of: RecordTypes.household, matching: AddressSearch.words(of: query)).map(\.id)
        }
        #expect(try found(store, "3栋0301") == [joined.id])
        let json = try #require(try store.record(joined)).json
        #expect(json.contains("3\u{2060}"), "what was typed is kept")
        try store.close()

        // As the version before folded: it kept the joiner, and so did not see the digit at the end.
        try stores.raw("a.sqlite") { db in
            try db.execute(sql: "UPDATE search SET text = replace(text, '3栋', '3\u{2060}'), rid = rid")
            try db.execute(sql: "UPDATE search SET text = text || ' mark' WHERE text LIKE '5%'")
            try db.execute(sql: "DELETE FROM setting WHERE key = 'searchFolding'")
        }
        let upgraded = try stores.open("a.sqlite", role)
        #expect(try found(upgraded, "3栋0301") == [joined.id])
        #expect(try found(upgraded, "mark").count == 1, "a text without such signs is not computed anew")
        #expect(try #require(try upgraded.record(joined)).json == json)
        try upgraded.close()

        try stores.raw("a.sqlite") { db in try db.execute(sql: "UPDATE search SET text = '3\u{2060}'") }
        let again = try stores.open("a.sqlite", role)
        #expect(try found(again, "3栋").isEmpty, "a store that is up to date is not looked through")
    }
}
