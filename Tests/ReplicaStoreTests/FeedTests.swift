import CommunityModel
import SyncEngine
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("The feed of a server") struct FeedTests {
    private let stores: TestStores
    private let server: ReplicaStore
    private let writer: ReplicaStore

    init() throws {
        stores = try TestStores()
        server = try stores.create("server.sqlite", .server)
        writer = try stores.create("writer.sqlite")
    }

    /// Hands in what the writer has, in one transaction of the server.
    private func handIn() async throws {
        try await TestSession(device: writer, server: server, scope: Scope(["none"])).sync()
    }

    private func page(
        _ scope: Scope, after cursor: [UInt8] = [], bytesMax: Int = 1 << 20, entriesMax: Int = 1_000,
        replica: ReplicaID? = nil
    ) throws -> FeedPage {
        try server.feedPage(
            after: cursor, scope: scope, ancestorType: RecordTypes.area,
            replica: try replica ?? #require(ReplicaID(bytes: [UInt8](repeating: 0, count: 16))), bytesMax: bytesMax,
            entriesMax: entriesMax)
    }

    private func ids(_ page: FeedPage) throws -> [ChangeID] {
        try page.entries.map { entry in
            switch entry {
            case .change(let bytes, let isSuspect):
                try IncomingChange(bytes: bytes, isSuspect: isSuspect).change.id
            case .own(let id, _, _): id
            }
        }
    }

    private func written(_ indexes: Int...) throws -> [ChangeID] {
        let changes = try writer.allChanges()
        return indexes.map { changes[$0].change.id }
    }

    @Test("changes come in the order in which they were committed, each once")
    func order() async throws {
        let key = try writer.addHousehold("1")
        try writer.addHousehold("2")
        try writer.set(key, "room", .text("3"))
        try await handIn()
        let page = try page(Scope(["4406"]))
        #expect(try ids(page) == (try written(0, 1, 2)))
        #expect(!page.hasMore && page.remaining == 0)
    }

    @Test("a scope covers the codes that begin with it, and no others")
    func scopes() async throws {
        for area in ["4406", "440605", "440606", "4407", "44"] { try writer.addHousehold("1", area: area) }
        try await handIn()
        #expect(try ids(page(Scope(["4406"]))) == (try written(0, 1, 2)))
        #expect(try ids(page(Scope(["440605"]))) == (try written(1)))
        #expect(try ids(page(Scope(["440605", "4407"]))) == (try written(1, 3)))
        #expect(try ids(page(Scope(["440605011"]))).isEmpty)
        #expect(try ids(page(Scope(["4"]))) == (try written(0, 1, 2, 3, 4)))
        #expect(try ids(page(Scope([]))).isEmpty)
        #expect(try server.feedCount(after: [], scope: Scope(["4406"]), ancestorType: RecordTypes.area) == 3)
    }

    @Test("of the areas above a scope their own records are sent, and nothing else that lies there")
    func ancestors() async throws {
        for code in ["44", "4406", "440605", "4407", "44060501"] { try writer.addArea(code) }
        try writer.addHousehold("1", area: "4406")
        try writer.addHousehold("2", area: "440605")
        try await handIn()
        #expect(try ids(page(Scope(["440605"]))) == (try written(0, 1, 2, 4, 6)))
        #expect(try ids(page(Scope(["440605"]), entriesMax: 2)) == (try written(0, 1)))
    }

    @Test("a device's own changes come back as bare ids with their numbers")
    func own() async throws {
        try writer.addHousehold("1")
        try await handIn()
        let page = try page(Scope(["4406"]), replica: try writer.replicaID())
        #expect(page.entries == [.own(id: try written(0)[0], sequence: 1, isSuspect: false)])
    }

    @Test("a page ends after its bytes, but never without an entry while one waits")
    func bytes() async throws {
        for room in 1...5 { try writer.addHousehold("\(room)") }
        try await handIn()
        let sizes = try writer.allChanges().map(\.bytes.count)
        #expect(try page(Scope(["4406"]), bytesMax: 1).entries.count == 1)
        #expect(try page(Scope(["4406"]), bytesMax: sizes[0] + 1).entries.count == 2)
        let first = try page(Scope(["4406"]), bytesMax: 1)
        #expect(first.hasMore && first.remaining > 0)
        let second = try page(Scope(["4406"]), after: first.cursor)
        #expect(try ids(second) == (try written(1, 2, 3, 4)) && !second.hasMore)
    }

    @Test("a cursor of another history or another scope begins from the start again")
    func cursors() async throws {
        try writer.addHousehold("1")
        try await handIn()
        let cursor = try page(Scope(["4406"])).cursor
        #expect(try page(Scope(["4406"]), after: cursor).entries.isEmpty)
        #expect(try page(Scope(["44"]), after: cursor).entries.count == 1)
        #expect(try page(Scope(["4406"]), after: [1, 2, 3]).entries.count == 1)
        let other = try stores.create("other.sqlite", .server)
        _ = try other.ingest(writer.allChanges())
        let foreign = try other.feedPage(
            after: cursor, scope: Scope(["4406"]), ancestorType: RecordTypes.area, replica: writer.replicaID(),
            bytesMax: 1 << 20)
        #expect(foreign.entries.count == 1)
    }

    @Test("a record that moves into a scope brings all its changes, and what lies under it comes along")
    func entering() async throws {
        let key = try writer.addHousehold("1", area: "4407")
        let visit = try writer.addVisit(to: key)
        try writer.set(key, "room", .text("2"))
        try await handIn()
        let before = try page(Scope(["4406"]))
        #expect(before.entries.isEmpty)
        try writer.set(key, "area", .text("440605"))
        try await handIn()
        let after = try page(Scope(["4406"]), after: before.cursor)
        #expect(Set(try ids(after)) == Set(try written(0, 1, 2, 3)))
        let device = try stores.create("device.sqlite")
        try await TestSession(device: device, server: server, scope: Scope(["4406"])).sync()
        #expect(try device.record(visit)?.areas == ["440605"])
        #expect(try device.check().isEmpty)
        #expect(try device.areaDigests(in: Scope(["4406"])) == (try server.areaDigests(in: Scope(["4406"]))))
    }

    @Test("a record that leaves a scope is announced there with the change that moved it, and only that")
    func leaving() async throws {
        let key = try writer.addHousehold("1", area: "440605")
        try await handIn()
        let cursor = try page(Scope(["440605"])).cursor
        try writer.set(key, "area", .text("4407"))
        try await handIn()
        #expect(try ids(page(Scope(["440605"]), after: cursor)) == (try written(1)))
        try writer.set(key, "room", .text("2"))
        try await handIn()
        #expect(try ids(page(Scope(["440605"]), after: cursor)) == (try written(1)))
    }

    @Test("many records that enter a scope in one transaction do not make one endless page")
    func manyEntering() async throws {
        let keys = try (1...12).map { try writer.addHousehold("\($0)", area: "4407") }
        try await handIn()
        let cursor = try page(Scope(["4406"])).cursor
        for key in keys { try writer.set(key, "area", .text("440605")) }
        try await handIn()
        let first = try page(Scope(["4406"]), after: cursor, bytesMax: 1)
        #expect(first.entries.count == 1 && first.hasMore)
    }

    @Test("of the records that enter with one change none is lost where a page ends between them")
    func manyRowsAtOnePosition() async throws {
        let household = try writer.addHousehold("1", area: "4407")
        for _ in 1...6 { try writer.addVisit(to: household) }
        try await handIn()
        try writer.set(household, "area", .text("440605"))
        try await handIn()
        let device = try stores.create("device.sqlite")
        try await TestSession(device: device, server: server, scope: Scope(["4406"]), bytesMax: 1, entriesMax: 2).sync()
        #expect(try device.areaDigests(in: Scope(["4406"])) == (try server.areaDigests(in: Scope(["4406"]))))
        #expect(try device.count(of: RecordTypes.visit) == 6)
    }

    @Test("a change that touches two areas comes once to whoever covers both")
    func twoAreas() async throws {
        let key = try writer.addHousehold("1", area: "440605")
        try writer.set(key, "area", .text("440606"))
        try await handIn()
        #expect(try ids(page(Scope(["4406"]))) == (try written(0, 1)))
    }
}

@Suite("Feed pages of every size") struct FeedPropertyTests {
    @Test(
        "a device that pulls tiny pages between writes, moves and deletes ends with what the server has in its scope",
        arguments: Seeds.list)
    func noRowIsSkipped(seed: UInt64) async throws {
        let stores = try TestStores(seed: seed)
        var random = SplitMix64(seed: seed)
        let server = try stores.create("server.sqlite", .server)
        let writer = try stores.create("writer.sqlite")
        let upload = TestSession(device: writer, server: server, scope: Scope(["none"]))
        let areas = ["4401", "440101", "440102", "4402", "44", "45"]
        let scopes = [Scope(["4401"]), Scope(["440102"]), Scope(["4402", "45"])]
        let devices = try scopes.enumerated().map { number, scope in
            TestSession(device: try stores.create("device\(number).sqlite"), server: server, scope: scope)
        }
        var households: [RecordKey] = []
        var visits: [RecordKey] = []
        for code in areas { try writer.addArea(code) }
        for _ in 0..<60 {
            let area = areas.randomElement(using: &random) ?? "44"
            let household = households.randomElement(using: &random)
            switch (Int.random(in: 0..<10, using: &random), household, visits.randomElement(using: &random)) {
            case (0...1, _, _), (_, nil, _): households.append(try writer.addHousehold("1", area: area))
            case (2...3, let household?, _): visits.append(try writer.addVisit(to: household))
            case (4...5, let household?, _): try writer.set(household, "area", .text(area))
            case (6, let household?, let visit?): try writer.set(visit, "household", .reference(household.id))
            case (7, let household?, _): try writer.setDeleted(household, random.oneIn(2))
            case (8, let household?, _): try writer.set(household, "room", .text(area))
            default: try await upload.sync()
            }
            guard random.oneIn(4), var transfer = devices.randomElement(using: &random) else { continue }
            transfer.bytesMax = Int.random(in: 1...600, using: &random)
            transfer.entriesMax = Int.random(in: 1...5, using: &random)
            // A session that is cut off after a page or two.
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let nothing = SyncSession.Batch(changes: [], head: 0)
                _ = try transfer.store(try await transfer.answer(nothing), batch: nothing)
            }
        }
        try await upload.sync()
        for var transfer in devices {
            transfer.bytesMax = Int.random(in: 1...600, using: &random)
            transfer.entriesMax = Int.random(in: 1...5, using: &random)
            try await transfer.sync()
            let found = try transfer.device.areaDigests(in: transfer.scope)
            #expect(found == (try server.areaDigests(in: transfer.scope)), "seed \(seed), \(transfer.scope.codes)")
            #expect(try transfer.device.check() == [], "seed \(seed)")
            let ancestors = try server.records(of: RecordTypes.area).filter { area in
                area.areas.contains { transfer.scope.isBelow($0) }
            }
            for area in ancestors { #expect(try transfer.device.record(area.key)?.json == area.json, "seed \(seed)") }
        }
    }
}
