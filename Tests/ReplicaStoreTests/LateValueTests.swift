import CommunityModel
import SyncProtocol
import SyncWire
import Testing

@testable import ReplicaStore

/// Whoever has seen a change can hand it in without its values: its id is the same.
@Suite("A change that arrives without its values and later with them") struct LateValueTests {
    private let stores: TestStores

    init() throws { stores = try TestStores() }

    private static func stripped(_ change: IncomingChange) throws -> IncomingChange {
        let all = Set(change.change.operations.indices)
        return try IncomingChange(bytes: ChangeCodec.erasing(all, of: change.bytes), isSuspect: false)
    }

    @Test(
        "is a duplicate, and leaves the store as if it had come with them",
        arguments: [ReplicaStore.Role.device, .server])
    func filled(role: ReplicaStore.Role) throws {
        let author = try stores.create("author.sqlite")
        let key = try author.addHousehold("0301")
        try author.set(key, "room", .text("0302"))
        let whole = try author.allChanges()
        let store = try stores.create("a.sqlite", role)
        _ = try store.ingest(requests: [try whole.map(Self.stripped)])
        #expect(try store.picture() != (try author.picture()))
        let outcomes = try store.ingest(requests: [whole]).flatMap { try $0.map { try $0.get() } }
        #expect(outcomes == [.duplicate, .duplicate])
        #expect(try store.picture() == (try author.picture()))
        #expect(try store.allChanges().map(\.bytes) == whole.map(\.bytes))
        #expect(try store.check().isEmpty)
        #expect(try store.listing(of: RecordTypes.household, matching: ["0302"]).map(\.id) == [key.id])
    }

    @Test("reaches also those who received it without them, and what lies under a record whose area was among them")
    func announcedAgain() async throws {
        let author = try stores.create("author.sqlite")
        let key = try author.addHousehold("0301", area: "440605011001")
        try author.addVisit(to: key)
        let whole = try author.allChanges()
        let server = try stores.create("server.sqlite", .server)
        let (first, _) = (try stores.create("a.sqlite"), try server.addArea("440605011001"))
        _ = try server.ingest(requests: [[try Self.stripped(whole[0])]])
        #expect(try server.record(key)?.areas == ["?"])
        let others = Set(whole[0].change.operations.indices.dropFirst())
        let placed = try IncomingChange(bytes: ChangeCodec.erasing(others, of: whole[0].bytes), isSuspect: false)
        _ = try server.ingest(requests: [[placed], [whole[1]]])
        try server.placeAll()
        let session = TestSession(device: first, server: server)
        try await session.sync()
        #expect(try first.picture() == (try server.picture()))
        #expect(try first.record(key)?.json.contains("0301") == false)
        #expect(try first.children(of: key.id, type: RecordTypes.visit).count == 1)
        _ = try server.ingest(requests: [whole])
        try await session.sync()
        #expect(try first.record(key)?.json.contains("0301") == true)
        #expect(try first.picture() == (try server.picture()))
        #expect(try first.check().isEmpty && server.check().isEmpty)
    }

    @Test("a copy without values takes nothing from the one that has them")
    func kept() throws {
        let author = try stores.create("author.sqlite")
        try author.addHousehold("0301")
        let whole = try author.allChanges()
        let store = try stores.create("a.sqlite", .server)
        _ = try store.ingest(requests: [whole, try whole.map(Self.stripped)])
        #expect(try store.allChanges().map(\.bytes) == whole.map(\.bytes))
        #expect(try store.picture() == (try author.picture()))
    }

    @Test("what somebody has cleared does not come back, whichever arrived first, and the rest does")
    func cleared() throws {
        let author = try stores.create("author.sqlite")
        let key = try author.add(
            RecordTypes.opinion,
            ["area": .text("440605"), "text": .text("路灯坏了"), "contact": .text("13912345678"), "state": .choice("new")])
        let whole = try author.allChanges()
        try author.set(key, "contact", .null)
        let closing = try #require(try author.allChanges().last)
        for order in [
            [try Self.stripped(whole[0]), closing, whole[0]], [closing, try Self.stripped(whole[0]), whole[0]],
        ] {
            let store = try stores.create("\(order[0].change.operations.count).sqlite", .server)
            for change in order { _ = try store.ingest(requests: [[change]]) }
            #expect(try store.picture() == (try author.picture()))
            #expect(
                try store.allChanges().map(\.bytes).sorted { $0.count < $1.count }
                    == (try author.allChanges().map(\.bytes).sorted { $0.count < $1.count }))
            #expect(try store.check().isEmpty)
        }
    }

    @Test("what arrives while somebody's null is not here yet is cleared when it comes")
    func clearedLater() throws {
        let author = try stores.create("author.sqlite")
        let key = try author.add(RecordTypes.opinion, ["area": .text("440605"), "contact": .text("13912345678")])
        let whole = try author.allChanges()
        try author.set(key, "contact", .null)
        let store = try stores.create("a.sqlite", .server)
        let closing = try #require(try author.allChanges().last)
        _ = try store.ingest(requests: [[try Self.stripped(whole[0])], [whole[0]], [closing]])
        #expect(try store.allChanges().map(\.bytes) == (try author.allChanges().map(\.bytes)))
    }
}
