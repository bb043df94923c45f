import CommunityModel
import GRDB
import SyncProtocol
import SyncWire
import Testing

@testable import ReplicaStore

/// Changes that several devices wrote, meeting now and then.
struct RandomHistory {
    let changes: [IncomingChange]

    /// Writes the history into stores of its own in the folder of `stores`.
    init(seed: UInt64, in stores: TestStores, steps: Int = 45) throws {
        var random = SplitMix64(seed: seed)
        let devices = try (0..<3).map { try stores.create("writer\($0).sqlite") }
        var all: [[UInt8]: IncomingChange] = [:]
        var households: [RecordKey] = []
        var visits: [RecordKey] = []
        let answers = try devices[0].field(RecordTypes.visit, "answers")
        let tags = try devices[0].field(RecordTypes.household, "tags")
        for _ in 0..<steps {
            let device = devices[Int.random(in: 0..<devices.count, using: &random)]
            stores.world.advance(milliseconds: .random(in: 0...2, using: &random))
            let area = ["440605", "440606", "4407"].randomElement(using: &random) ?? ""
            let value = Value.text("\(Int.random(in: 1...3, using: &random))")
            let household = households.randomElement(using: &random)
            let visit = visits.randomElement(using: &random)
            switch (Int.random(in: 0..<12, using: &random), household, visit) {
            case (0, _, _), (_, nil, _): households.append(try device.addHousehold("0301", area: area))
            case (1, let household?, _), (2, let household?, nil): visits.append(try device.addVisit(to: household))
            case (2...4, let household?, _): try device.set(household, "room", value)
            case (5, let household?, _): try device.set(household, "area", .text(area))
            case (6, let household?, _): try device.setDeleted(household, !random.oneIn(3))
            case (7, _, let visit?): try device.setDeleted(visit, !random.oneIn(4))
            case (8, let household?, let visit?): try device.set(visit, "household", .reference(household.id))
            case (9, let household?, let visit?):
                // One save that touches two records, one of them in a cell.
                try device.save(as: .wang, handsIn: true) { context in
                    [
                        ChangeDraft(writes: [
                            try context.write(visit, answers, cell: Array("q1".utf8), value),
                            try context.write(household, tags, cell: value.encoded, .boolean(random.oneIn(2))),
                        ])
                    ]
                }
            default:
                let some = all.values.sorted { $0.change.id < $1.change.id }.shuffled(using: &random)
                _ = try device.ingest(Array(some.prefix(8)))
            }
            for change in try device.allChanges() { all[change.change.id.bytes] = change }
        }
        changes = all.values.sorted { $0.change.id < $1.change.id }
        for device in devices { try device.close() }
    }
}

@Suite("Order, repetition and grouping of deliveries") struct OrderTests {
    @Test(
        "the same changes in any order, groups and repetition give equal digests, states, JSON and conflicts",
        arguments: Seeds.list)
    func permutations(seed: UInt64) throws {
        let stores = try TestStores(seed: seed)
        let changes = try RandomHistory(seed: seed, in: stores).changes
        #expect(changes.count > 15)
        var random = SplitMix64(seed: seed &+ 100)
        var pictures: [[String]] = []
        for number in 0..<5 {
            let store = try stores.create("reader\(number).sqlite", number == 4 ? .server : .device)
            let repeated = changes + changes.filter { _ in random.oneIn(3) }
            var rest = (number == 0 ? changes : repeated.shuffled(using: &random))[...]
            while !rest.isEmpty {
                let group = rest.prefix(number == 0 ? rest.count : Int.random(in: 1...7, using: &random))
                rest = rest.dropFirst(group.count)
                _ = try store.ingest(Array(group))
            }
            pictures.append(try store.picture())
            #expect(try store.check() == [], "seed \(seed)")
        }
        for picture in pictures.dropFirst() {
            for (found, expected) in zip(picture, pictures[0]) { #expect(found == expected, "seed \(seed)") }
            #expect(picture.count == pictures[0].count, "seed \(seed)")
        }
    }

    @Test("the state of each record is that of all its changes applied to an empty one", arguments: Seeds.list)
    func definition(seed: UInt64) throws {
        let stores = try TestStores(seed: seed)
        let changes = try RandomHistory(seed: seed, in: stores).changes
        let store = try stores.create("reader.sqlite")
        _ = try store.ingest(changes)
        var keys: Set<RecordKey> = []
        for change in changes { keys.formUnion(change.change.records) }
        for key in keys {
            var state = RecordState(key: key)
            var applied: Set<ChangeID> = []
            for incoming in changes.reversed() {
                guard let index = incoming.change.records.firstIndex(of: key) else { continue }
                state.apply(incoming.change, recordIndex: index, isSuspect: false) { applied.contains($0) }
                applied.insert(incoming.change.id)
            }
            let stored = try store.read { db in
                try Blob.fetchOne(db.statement("SELECT live FROM record WHERE id = ? AND type = ?", key.id, key.type))
            }
            #expect(stored?.bytes == state.stored, "seed \(seed)")
        }
    }

    @Test("a change that comes again is a duplicate and changes nothing")
    func duplicates() throws {
        let stores = try TestStores()
        let source = try stores.create("a.sqlite")
        let key = try source.addHousehold("0301")
        try source.set(key, "room", .text("0302"))
        let changes = try source.allChanges()
        let store = try stores.create("b.sqlite")
        let first = try store.ingest(changes + changes)
        #expect(first.filter { $0 == .duplicate }.count == 2)
        let picture = try store.picture()
        #expect(try store.ingest(changes.reversed()) == [.duplicate, .duplicate])
        #expect(try store.picture() == picture)
        #expect(try store.totals().changes == 2)
    }

    @Test("a clock found wrong after the change arrived gives the same state as one found wrong before")
    func suspicionLater() throws {
        let stores = try TestStores()
        let source = try stores.create("a.sqlite")
        let key = try source.addHousehold("0301")
        let change = try source.allChanges()[0]
        let suspect = try IncomingChange(bytes: change.bytes, isSuspect: true)
        let early = try stores.create("b.sqlite")
        _ = try early.ingest([suspect])
        let late = try stores.create("c.sqlite")
        _ = try late.ingest([change])
        #expect(try late.ingest([suspect]) == [.duplicate])
        #expect(try early.picture() == (try late.picture()))
        #expect(try late.check().isEmpty)
        #expect(try late.record(key) != nil)
    }

    @Test("two different changes under one number are both kept, and the replica is marked as forked")
    func forked() throws {
        let stores = try TestStores()
        let source = try stores.create("a.sqlite")
        let key = try source.addHousehold("0301")
        let base = try source.allChanges()[0]
        func twin(_ room: String) throws -> IncomingChange {
            let header = ChangeHeader(
                replica: base.change.header.replica, sequence: 2, previousLink: nil, author: "li", role: "enumerator",
                device: "tablet-1", schemaVersion: 1, clock: ClockStamp(microseconds: 5), writtenAt: 0, kind: .edit,
                reason: "")
            let write = ChangeDraft.Write(
                record: key, key: FieldKey(FieldNumber(rawValue: 19)), value: .text(room),
                over: [Dot(change: base.change.id, operation: 2)])
            let salt = [UInt8](repeating: 1, count: 16)
            return try IncomingChange(
                bytes: ChangeCodec.encode([write], header: header) { salt }.bytes, isSuspect: false)
        }
        let (one, two) = (try twin("0302"), try twin("0303"))
        for order in [[base, one, two], [two, one, base], [one, base, two]] {
            let store = try stores.create("\(order[0].change.id.hex.prefix(6)).sqlite")
            for change in order { _ = try store.ingest([change]) }
            #expect(try store.totals().changes == 3)
            #expect(try store.conflictCount() == 1)
            let isForked = try store.read { db in
                try Bool.fetchOne(
                    db.statement("SELECT forked FROM replica WHERE id = ?", base.change.header.replica))
            }
            #expect(isForked == true)
            #expect(try store.ingest([one, two]) == [.duplicate, .duplicate])
            #expect(try store.check().isEmpty)
        }
    }
}
