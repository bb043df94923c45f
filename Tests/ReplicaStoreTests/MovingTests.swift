import CommunityModel
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("What follows from a move") struct MovingTests {
    private let count = StatementCount()
    private let stores: TestStores
    private let writer: ReplicaStore
    private let server: ReplicaStore

    init() throws {
        stores = try TestStores(count: count)
        writer = try stores.create("writer.sqlite")
        server = try stores.create("server.sqlite", .server)
    }

    /// Hands in what the server has not got yet, in one transaction, and leaves what follows from it to pieces.
    private func handIn() throws {
        _ = try server.ingest(writer.allChanges().suffix(from: server.totals().changes).map(\.self))
    }

    /// What a store holds that took everything in at once.
    private func atOnce() throws -> [String] {
        let store = try stores.create("once\(try writer.totals().changes).sqlite", .server)
        _ = try store.ingest(writer.allChanges())
        try store.placeAll()
        return try store.picture()
    }

    private func isLeft(_ store: ReplicaStore) throws -> Bool { try store.read { db in try db.isPlacingLeft() } }

    /// A device that pulls all pages of a scope, and what it counts as behind before.
    private func pull(_ name: String, _ scope: Scope, bytesMax: Int = Limits.pageBytesMax) async throws -> ReplicaStore
    {
        let device = try stores.create(name)
        try await TestSession(device: device, server: server, scope: scope, bytesMax: bytesMax).sync()
        return device
    }

    // MARK: - Depth

    @Test
    func `notes under notes without end cost each of them about the same, and a move of the first one nothing more`()
        throws
    {
        var costs: [(taking: Int, moving: Int)] = []
        for length in [150, 450] {
            let household = try writer.addHousehold("1")
            try writer.addChain(length, under: household)
            let taking = try count.during { try handIn() }
            try writer.set(household, "area", .text("4407"))
            costs.append((taking / length, try count.during { try handIn() }))
            while try isLeft(server) {
                let piece = try count.during { _ = try server.placeNextPiece() }
                #expect(piece < 20 * PlacingPiece.alone.recordsMax)
            }
        }
        #expect(costs[1].taking <= costs[0].taking + 1 && costs[0].taking < 20, "\(costs)")
        #expect(costs[1].moving <= costs[0].moving + 10, "\(costs)")
        #expect(try server.check() == [])
        #expect(try server.picture() == (try atOnce()))
    }

    @Test func `what lies deeper than the limit lies nowhere, and where its parents lie once it is less deep`() throws {
        let household = try writer.addHousehold("1")
        let notes = try writer.addChain(Limits.recordsAboveMax + 6, under: household)
        try handIn()
        for store in [writer, server] {
            let places = try notes.map { try store.record($0)?.areas }
            #expect(places.prefix(Limits.recordsAboveMax).allSatisfy { $0 == ["440605"] })
            #expect(places.suffix(6).allSatisfy { $0 == ["?"] })
        }
        // The fortieth lies where it lay, and those at the end come within reach.
        try writer.set(notes[40], "about", .reference(household.id))
        try handIn()
        try server.placeAll()
        let picture = try atOnce()
        for store in [writer, server] {
            #expect(try notes.allSatisfy { try store.record($0)?.areas == ["440605"] })
            #expect(try store.check() == [])
            #expect(try store.picture() == picture)
        }
        let device = try stores.create("device.sqlite")
        _ = try device.ingest(writer.allChanges().reversed())
        #expect(try device.picture() == (try writer.picture()))
    }

    @Test func `a record whose area many dispute lies in the first of them`() throws {
        let household = try writer.addHousehold("1", area: "4406")
        let field = try writer.field(RecordTypes.household, "area")
        try writer.save(as: .li, handsIn: true) { _ in
            (10..<60).map { number in
                let value = Value.text("44\(number)")
                let write = ChangeDraft.Write(record: household, key: FieldKey(field.number), value: value, over: [])
                return ChangeDraft(writes: [write])
            }
        }
        let visit = try writer.addVisit(to: household)
        let areas = ["4406"] + (10..<10 + Limits.recordAreasMax - 1).map { "44\($0)" }
        for record in [household, visit] { #expect(try writer.record(record)?.areas == areas.sorted()) }
        #expect(try writer.check() == [])
    }

    @Test func `deleting what lies under each other, and bringing the last of it back, asks each record once`() throws {
        var costs: [(deleting: Int, returning: Int)] = []
        for length in [50, 150] {
            let notes = try writer.addChain(length, under: try writer.addHousehold("1"))
            try handIn()
            for note in notes.reversed() { try writer.setDeleted(note) }
            let deleting = try count.during { try handIn() }
            try writer.setDeleted(try #require(notes.last), false)
            let views = try count.during("SELECT rid FROM child WHERE parent") { try handIn() }
            costs.append((deleting / length, views / length))
            #expect(try server.record(notes[0])?.view.deletion != .deleted)
        }
        #expect(costs[1].deleting <= costs[0].deleting + 1, "\(costs)")
        #expect(costs[1].returning <= costs[0].returning + 1 && costs[0].returning < 4, "\(costs)")
        #expect(try server.check() == [])
        #expect(try server.picture() == (try atOnce()))
    }

    // MARK: - Pieces

    @Test func `what lies under a record is placed in pieces, and each survives the end of the server`() async throws {
        let household = try writer.addHousehold("1")
        let visits = try writer.addVisits(700, to: household)
        let notes = try writer.addChain(1, under: visits[650])
        try handIn()
        let before = try await pull("before.sqlite", Scope(["440605"]))
        try writer.set(household, "area", .text("4407"))
        try handIn()
        var server = server
        var pieces = 0
        while try isLeft(server) {
            #expect(try server.check() == [], "half of it done is no damage")
            #expect(try server.feedCount(after: [], scope: Scope(["45"]), ancestorType: RecordTypes.area) > 0)
            #expect(try server.record(notes[0])?.areas == ["440605"])
            try server.close()
            server = try stores.open("server.sqlite", .server)
            let rows = try count.during("INSERT OR IGNORE INTO feed") { _ = try server.placeNextPiece() }
            #expect(rows <= PlacingPiece.alone.recordsMax)
            pieces += 1
        }
        #expect(pieces >= 2)
        #expect(try server.check() == [])
        #expect(try server.picture() == (try atOnce()))
        #expect(try server.feedCount(after: [], scope: Scope(["45"]), ancestorType: RecordTypes.area) == 0)
        for (name, scope) in [("new", Scope(["4407"])), ("all", Scope(["44"]))] {
            let device = try stores.create("\(name).sqlite")
            try await TestSession(device: device, server: server, scope: scope).sync()
            #expect(try device.areaDigests(in: scope) == (try server.areaDigests(in: scope)))
        }
        // Who had it where it lay learns where it went, and places the rest alone.
        try await TestSession(device: before, server: server, scope: Scope(["440605"])).sync()
        #expect(try before.record(notes[0])?.areas == ["4407"])
    }

    @Test func `each piece takes a position that belongs to no change, and arrivals are counted without them`() throws {
        let household = try writer.addHousehold("1")
        try writer.addVisits(600, to: household)
        try handIn()
        try writer.set(household, "area", .text("4407"))
        try handIn()
        try server.placeAll()
        try writer.set(household, "room", .text("2"))
        try handIn()
        let changes = try server.totals().changes
        try server.read { db in
            #expect(try db.newestPosition() > Int64(changes))
            #expect(try db.arrivals(through: db.newestPosition()) == Int64(changes))
            let positions = try Int64.fetchAll(db, sql: "SELECT n FROM change ORDER BY n")
            #expect(try positions.map { try db.arrivals(through: $0) } == (1...Int64(changes)).map(\.self))
            let taken = try Int64.fetchAll(db, sql: "SELECT n FROM feed_piece")
            #expect(taken.count >= 2 && Set(taken).isDisjoint(with: positions))
        }
    }

    @Test func `a device that is killed before all is placed goes on when its store is opened`() throws {
        let household = try writer.addHousehold("1")
        try writer.addVisits(700, to: household)
        try writer.set(household, "area", .text("4407"))
        let device = try stores.create("device.sqlite")
        let changes = try writer.allChanges()
        _ = try device.ingest(changes.dropLast())
        // The same transaction as ever, and then nothing more.
        _ = try device.write { db in try device.ingest([changes.last].compactMap(\.self), in: db) }
        #expect(try isLeft(device))
        try device.close()
        let again = try stores.open("device.sqlite")
        #expect(try !isLeft(again))
        #expect(try again.picture() == (try writer.picture()))
        #expect(try again.check() == [])
    }

    @Test func `a record that is damaged holds up none of those that are placed after it`() throws {
        let household = try writer.addHousehold("1")
        let visits = try writer.addVisits(700, to: household)
        try handIn()
        try server.write { db in
            try db.execute(sql: "UPDATE record SET live = x'ff' WHERE id = ?", arguments: [visits[300].id])
        }
        try writer.set(household, "area", .text("4407"))
        try handIn()
        try server.placeAll()
        #expect(try !isLeft(server))
        #expect(try server.recordDigests(area: "4407", bucket: nil).count == 700)
        #expect(try server.check().map(\.record) == [visits[300].id])
    }

    @Test func `a store of the version before moves what lies under a record as a new one does`() async throws {
        let household = try writer.addHousehold("1")
        let visits = try writer.addVisits(3, to: household)
        let notes = try writer.addChain(1, under: visits[1])
        try writer.addRemarks(600, bytes: 10, to: household)
        try handIn()
        let marks = "SELECT rid || ' ' || n FROM chain_mark ORDER BY rid, n"
        let before = try server.read { db in try String.fetchAll(db, sql: marks) }
        #expect(before.count == 2)
        try server.close()
        try stores.raw("server.sqlite") { db in try db.execute(sql: OlderStore.sql(3)) }
        let server = try stores.open("server.sqlite", .server)
        #expect(try server.read { db in try String.fetchAll(db, sql: marks) } == before)
        try writer.set(household, "area", .text("4407"))
        _ = try server.ingest([try writer.allChanges().last].compactMap(\.self))
        try server.placeAll()
        #expect(try server.record(notes[0])?.areas == ["4407"])
        #expect(try server.check() == [])
        #expect(try server.picture() == (try atOnce()))
    }

    @Test(
        "what went elsewhere while nobody looked is not taken along by what it lay under, when that comes back",
        arguments: [1, 100])
    func former(visits count: Int) async throws {
        let old = try writer.addHousehold("1", area: "4402")
        let new = try writer.addHousehold("2", area: "4401")
        let newest = try writer.addHousehold("3", area: "4401")
        let visits = try writer.addVisits(count, to: old)
        try handIn()
        let scope = Scope(["4402"])
        let device = try await pull("device.sqlite", scope)
        let session = TestSession(device: device, server: server, scope: scope)
        try writer.set(old, "area", .text("4401"))
        try handIn()
        try server.placeAll()
        try await session.sync()
        for household in [new, newest] {
            for visit in visits.suffix(80) { try writer.set(visit, "household", .reference(household.id)) }
            try handIn()
        }
        try writer.set(old, "area", .text("4402"))
        try handIn()
        try server.placeAll()
        try await session.sync()
        #expect(try device.areaDigests(in: scope) == (try server.areaDigests(in: scope)))
        #expect(try server.check() == [])
        // To others these changes say nothing.
        let both = Scope(["4401", "4402"])
        let page = try server.feedPage(
            after: [], scope: both, ancestorType: RecordTypes.area, replica: server.replicaID(), bytesMax: 1 << 21)
        #expect(page.entries.count == (try server.totals().changes))
        let former = "SELECT hex(parent) || ' ' || rid || ' ' || first || ' ' || last FROM former_child ORDER BY 1"
        let before = try server.read { db in try String.fetchAll(db, sql: former) }
        _ = try server.rebuild()
        #expect(try server.read { db in try String.fetchAll(db, sql: former) } == before && !before.isEmpty)
    }

    // MARK: - Orders

    @Test(
        "devices that pull between pieces, changes and moves end with what a server has that took all at once",
        arguments: Seeds.list.prefix(3))
    func interleaved(seed: UInt64) async throws {
        let stores = try TestStores(seed: seed)
        var random = SplitMix64(seed: seed)
        let writer = try stores.create("writer.sqlite")
        var server = try stores.create("server.sqlite", .server)
        let areas = ["4401", "440101", "4402", "45"]
        let scopes = [Scope(["4401"]), Scope(["4402", "45"]), Scope(["4"])]
        let devices = try scopes.indices.map { try stores.create("device\($0).sqlite") }
        var households: [RecordKey] = []
        var below: [RecordKey] = []
        for area in areas.prefix(2) {
            let household = try writer.addHousehold("1", area: area)
            let visits = try writer.addVisits(70, to: household)
            below += visits.suffix(10) + (try writer.addChain(3, under: visits[66]))
            households.append(household)
        }
        for _ in 0..<40 {
            let household = try #require(households.randomElement(using: &random))
            let record = try #require(below.randomElement(using: &random))
            switch Int.random(in: 0..<10, using: &random) {
            case 0...2: try writer.set(household, "area", .text(areas.randomElement(using: &random) ?? "45"))
            case 3: try writer.set(household, "room", .text("\(Int.random(in: 0..<9, using: &random))"))
            case 4 where record.type == RecordTypes.visit:
                try writer.set(record, "household", .reference(household.id))
            case 4:
                let above = try #require(below.randomElement(using: &random))
                try writer.set(record, "about", .reference(above.id))
            case 5...6: _ = try server.placeNextPiece()
            case 7:
                try server.close()
                server = try stores.open("server.sqlite", .server)
            default:
                let changes = try writer.allChanges()
                _ = try server.ingest(Array(changes[try server.totals().changes...]))
            }
            guard random.oneIn(3), let number = scopes.indices.randomElement(using: &random) else { continue }
            var session = TestSession(device: devices[number], server: server, scope: scopes[number])
            session.bytesMax = Int.random(in: 1...20_000, using: &random)
            session.entriesMax = Int.random(in: 1...60, using: &random)
            let nothing = SyncSession.Batch(changes: [], head: 0)
            _ = try session.store(try await session.answer(nothing), batch: nothing)
        }
        _ = try server.ingest(Array(try writer.allChanges()[try server.totals().changes...]))
        try server.placeAll()
        #expect(try server.check() == [], "seed \(seed)")
        #expect(try server.picture() == (try writer.picture()), "seed \(seed)")
        for (device, scope) in zip(devices, scopes) {
            try await TestSession(device: device, server: server, scope: scope).sync()
            #expect(
                try device.areaDigests(in: scope) == (try server.areaDigests(in: scope)), "seed \(seed) \(scope.codes)")
            #expect(try device.check() == [], "seed \(seed)")
            let behind = try server.feedCount(
                after: device.pullState().cursor, scope: scope, ancestorType: RecordTypes.area)
            #expect(behind == 0, "seed \(seed)")
        }
    }
}
