import CommunityModel
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Parents, children and areas") struct PlacementTests {
    private let stores: TestStores
    private let source: ReplicaStore

    init() throws {
        stores = try TestStores()
        source = try stores.create("source.sqlite")
    }

    /// Delivers changes of the source one by one, in this order, to a fresh store of each kind.
    private func delivered(_ order: [Int], together: Bool = false) throws -> ReplicaStore {
        let changes = try source.allChanges()
        let name = "\(order)\(together)".filter { $0.isNumber || $0.isLetter }
        let store = try stores.create("\(name).sqlite", order.count.isMultiple(of: 2) ? .server : .device)
        if together {
            _ = try store.ingest(order.map { changes[$0] })
        } else {
            for index in order { _ = try store.ingest([changes[index]]) }
        }
        #expect(try store.check() == [])
        return store
    }

    private func expectEveryOrder(of count: Int, gives picture: [String]) throws {
        func orders(_ rest: [Int]) -> [[Int]] {
            rest.count < 2 ? [rest] : rest.flatMap { first in orders(rest.filter { $0 != first }).map { [first] + $0 } }
        }
        for order in orders(Array(0..<count)) {
            for together in [false, true] {
                let found = try delivered(order, together: together).picture()
                #expect(found == picture, "\(order)")
            }
        }
    }

    @Test("a child that arrives before its parent lies nowhere known, and in the parent's area once that is here")
    func childFirst() throws {
        let household = try source.addHousehold("1")
        let visit = try source.addVisit(to: household)
        let store = try delivered([1])
        #expect(try store.record(visit)?.areas == ["?"])
        _ = try store.ingest([try source.allChanges()[0]])
        #expect(try store.record(visit)?.areas == ["440605"])
        #expect(try store.picture() == (try source.picture()))
    }

    @Test("a child follows its parent into another area")
    func follows() throws {
        let household = try source.addHousehold("1")
        let visit = try source.addVisit(to: household)
        try source.set(household, "area", .text("4407"))
        #expect(try source.record(visit)?.areas == ["4407"])
        let picture = try source.picture()
        try expectEveryOrder(of: 3, gives: picture)
    }

    @Test("a record whose area is in conflict lies in both areas, with what lies under it")
    func areaConflict() async throws {
        let household = try source.addHousehold("1")
        let visit = try source.addVisit(to: household)
        let other = try stores.create("other.sqlite")
        _ = try other.ingest(source.allChanges())
        try source.set(household, "area", .text("4407"))
        try other.set(household, "area", .text("4408"))
        _ = try source.ingest(other.allChanges())
        #expect(try source.record(household)?.areas == ["4407", "4408"])
        #expect(try source.record(visit)?.areas == ["4407", "4408"])
        for area in ["4407", "4408"] {
            #expect(try source.records(of: RecordTypes.household, areaPrefix: area).map(\.key) == [household])
            #expect(try source.recordDigests(area: area, bucket: nil).count == 2)
            #expect(try source.conflicts(areaPrefix: area).count == 1)
        }
        let server = try stores.create("server.sqlite", .server)
        _ = try server.ingest(source.allChanges())
        for area in ["4407", "4408"] {
            let device = try stores.create("d\(area).sqlite")
            try await TestSession(device: device, server: server, scope: Scope([area])).sync()
            #expect(try device.record(household) != nil)
            #expect(try device.conflictCount() == 1)
            #expect(try device.areaDigests(in: Scope([area])) == (try server.areaDigests(in: Scope([area]))))
        }
    }

    @Test("a parent deleted while a child lives stays visible as a conflict, in every order of deliveries")
    func deletedParent() throws {
        let household = try source.addHousehold("1")
        try source.setDeleted(household)
        #expect(try source.count(of: RecordTypes.household) == 0)
        let visit = try source.addVisit(to: household)
        #expect(try source.count(of: RecordTypes.household) == 1)
        #expect(try source.conflicts().map(\.cause) == ["live_children"])
        let picture = try source.picture()
        try expectEveryOrder(of: 3, gives: picture)
        try source.setDeleted(visit)
        #expect(try source.count(of: RecordTypes.household) == 0)
        #expect(try source.conflictCount() == 0)
        let after = try source.picture()
        try expectEveryOrder(of: 4, gives: after)
    }

    @Test("a child moved to another parent lets the old one be deleted")
    func movedChild() throws {
        let old = try source.addHousehold("1")
        let new = try source.addHousehold("2", area: "4407")
        let visit = try source.addVisit(to: old)
        try source.setDeleted(old)
        #expect(try source.conflicts().map(\.cause) == ["live_children"])
        try source.set(visit, "household", .reference(new.id))
        #expect(try source.conflictCount() == 0)
        #expect(try source.record(visit)?.areas == ["4407"])
        let picture = try source.picture()
        try expectEveryOrder(of: 5, gives: picture)
    }

    @Test(
        "records that lie under each other in a circle lie nowhere, and are deleted alike in every order of deliveries")
    func circle() throws {
        let household = try source.addHousehold("1")
        let first = try source.addVisit(to: household)
        let second = try source.add(RecordTypes.visit, ["household": .reference(first.id)])
        try source.set(first, "household", .reference(second.id))
        #expect(try source.record(first)?.areas == ["?"])
        try source.setDeleted(first)
        #expect(try source.conflicts().map(\.cause) == ["live_children"])
        try source.setDeleted(second)
        #expect(try source.conflictCount() == 0)
        #expect(try source.count(of: RecordTypes.visit) == 0)
        let changes = try source.allChanges()
        let picture = try source.picture()
        var random = SplitMix64(seed: 11)
        for number in 0..<40 {
            let store = try stores.create("circle\(number).sqlite")
            var rest = changes.shuffled(using: &random)[...]
            while !rest.isEmpty {
                let group = rest.prefix(Int.random(in: 1...6, using: &random))
                rest = rest.dropFirst(group.count)
                _ = try store.ingest(Array(group))
            }
            #expect(try store.picture() == picture)
            #expect(try store.check() == [])
        }
    }

    @Test("a record that refers to itself as its parent can be deleted, in every order of deliveries")
    func ownParent() throws {
        let visit = try source.add(RecordTypes.visit, ["outcome": .choice("completed")])
        try source.set(visit, "household", .reference(visit.id))
        try source.setDeleted(visit)
        #expect(try source.count(of: RecordTypes.visit) == 0)
        let picture = try source.picture()
        try expectEveryOrder(of: 3, gives: picture)
    }

    @Test("nobody sends a record to everybody by typing an asterisk as its area")
    func asterisk() throws {
        let key = try source.addHousehold("1", area: "*")
        #expect(try source.record(key)?.areas == ["?"])
        let odd = try source.addHousehold("1", area: "44 06\n4407")
        #expect(try source.record(odd)?.areas == ["?"])
    }
}
