import CommunityModel
import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Anybody who is let in can write a change under any replica id and with any number.
@Suite("Changes that somebody else wrote under a store's own replica id") struct ForeignNumberTests {
    private let stores: TestStores
    private let others: TestStores

    init() throws { (stores, others) = (try TestStores(), try TestStores(seed: 2)) }

    private struct OwnRow: Equatable {
        let sequence: Int64
        let link: Digest?
    }

    private func written(under replica: ReplicaID, _ name: String) throws -> OwnRow? {
        try stores.raw(name) { db in
            try db.statement("SELECT sequence, link FROM own_replica WHERE id = ?", replica).first { row in
                OwnRow(sequence: try row.value(0), link: try row.value(1))
            }
        }
    }

    private static func forged(_ sequence: UInt64, _ replica: ReplicaID, room: String = "9") throws -> IncomingChange {
        try Forger(replica: replica).change(
            [Forger.household(9, "area", .text("440605")), Forger.household(9, "room", .text(room))],
            sequence: sequence)
    }

    @Test(
        "a store goes on under a new id, and everybody can read what it writes",
        arguments: [ReplicaStore.Role.device, .server], [2, 7, Limits.sequenceMax])
    func foreign(role: ReplicaStore.Role, sequence: UInt64) async throws {
        let store = try stores.create("a.sqlite", role)
        let first = try store.addHousehold("0301")
        let replica = try store.replicaID()
        let own = try #require(try store.allChanges().last?.change)
        _ = try store.ingest(requests: [[Self.forged(sequence, replica)]])
        let next = try store.set(first, "room", .text("0302"))
        #expect(next.header.replica != replica && next.header.sequence == 1 && next.header.previousLink == nil)
        #expect(try store.set(first, "room", .text("0303")).header.sequence == 2)
        let kept = OwnRow(sequence: 1, link: ChangeHash.link(previous: nil, change: own.id))
        #expect(try written(under: replica, "a.sqlite") == kept)
        #expect(try store.check().isEmpty)
        let reader = try others.create("b.sqlite")
        _ = try reader.ingest(try store.allChanges())
        #expect(try reader.picture() == (try store.picture()))
    }

    @Test("another change with a number that the store has given itself has it go on under a new id")
    func fork() throws {
        let store = try stores.create("a.sqlite", .server)
        let key = try store.addHousehold("0301")
        let replica = try store.replicaID()
        _ = try store.ingest(requests: [[Self.forged(1, replica)]])
        #expect(try store.set(key, "room", .text("0302")).header.replica != replica)
        #expect(try store.totals().changes == 3)
    }

    @Test("a store that was given its own changes back keeps its id")
    func ownChanges() throws {
        let store = try stores.create("a.sqlite")
        let key = try store.addHousehold("0301")
        let replica = try store.replicaID()
        #expect(try store.ingest(store.allChanges()) == [.duplicate])
        #expect(try store.set(key, "room", .text("0302")).header.replica == replica)
    }

    @Test(
        "a device says the last number that it wrote, so that a server which knows a foreign one has it take a new id")
    func session() async throws {
        let server = try stores.create("server.sqlite", .server)
        let device = try stores.create("a.sqlite")
        let key = try device.addHousehold("0301")
        let replica = try device.replicaID()
        let forged = try Self.forged(Limits.sequenceMax, replica)
        _ = try server.ingest(requests: [[forged]])
        _ = try device.ingest([forged])
        #expect(try device.pullState().head == 1)
        try await TestSession(device: device, server: server).sync()
        #expect(try device.replicaID() != replica)
        #expect(try device.outboxCounts().pending == 0)
        try device.set(key, "room", .text("0302"))
        try await TestSession(device: device, server: server).sync()
        #expect(try device.picture() == (try server.picture()))
    }

    @Test("a store whose numbers are used up goes on under a new id")
    func usedUp() throws {
        let store = try stores.create("a.sqlite")
        let key = try store.addHousehold("0301")
        let replica = try store.replicaID()
        try stores.raw("a.sqlite") { db in
            try db.execute(sql: "UPDATE own_replica SET sequence = \(Limits.sequenceMax)")
        }
        #expect(try store.set(key, "room", .text("0302")).header.sequence == 1)
        #expect(try store.replicaID() != replica)
    }

    @Test("a store of the version before keeps its id and its chain")
    func older() throws {
        let store = try stores.create("a.sqlite")
        let key = try store.addHousehold("0301")
        let replica = try store.replicaID()
        let link = ChangeHash.link(previous: nil, change: try #require(try store.allChanges().last?.change.id))
        try store.close()
        try stores.raw("a.sqlite") { db in try db.execute(sql: OlderStore.sql(4)) }
        let again = try stores.open("a.sqlite")
        let next = try again.set(key, "room", .text("0302"))
        #expect(next.header.replica == replica && next.header.sequence == 2 && next.header.previousLink == link)
    }

    @Test("a store of the version before that was brought beyond the last number goes on under a new id")
    func olderAndHit() throws {
        let store = try stores.create("server.sqlite", .server)
        let key = try store.addHousehold("0301")
        let replica = try store.replicaID()
        _ = try store.ingest(requests: [[Self.forged(Limits.sequenceMax, replica)]])
        try store.close()
        try stores.raw("server.sqlite") { db in try db.execute(sql: OlderStore.sql(4)) }
        let again = try stores.open("server.sqlite", .server)
        #expect(try again.set(key, "room", .text("0302")).header.sequence == 1)
        #expect(try again.replicaID() != replica)
    }

    @Test("undo passes by imports with numbers at the ends of what a number holds")
    func undo() throws {
        let store = try stores.create("a.sqlite")
        let replica = try store.replicaID()
        let forger = Forger(replica: replica, device: Author.li.device)
        let stamps: [(clock: UInt64, at: Int64)] = [(.max, .min), (0, .max), (.max, .max), (0, .min)]
        for (index, stamp) in stamps.enumerated() {
            let household = try Forger.household(UInt8(index + 1), "area", .text("440605"))
            let change = try forger.change(
                [household], sequence: UInt64(index + 1), clock: stamp.clock, writtenAt: stamp.at, kind: .bulkImport)
            _ = try store.ingest([change])
        }
        let plan = try #require(try store.undoPlan(.undo, for: .li))
        #expect(plan.steps.count == 1)
        #expect(try store.undo(plan, as: .li).count == 1)
    }
}
