import CommunityModel
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Pages that divide what came to a record") struct DividedPageTests {
    private let count = StatementCount()
    private let stores: TestStores
    private let writer: ReplicaStore
    private let server: ReplicaStore
    private let scope = Scope(["4407"])

    init() throws {
        stores = try TestStores(count: count)
        writer = try stores.create("writer.sqlite")
        server = try stores.create("server.sqlite", .server)
    }

    private func handIn() throws {
        _ = try server.ingest(Array(try writer.allChanges()[try server.totals().changes...]))
    }

    private func page(
        after cursor: [UInt8], scope: Scope? = nil, bytesMax: Int = Limits.pageBytesMax,
        entriesMax: Int = Limits.pageEntriesMax
    ) throws -> FeedPage {
        try server.feedPage(
            after: cursor, scope: scope ?? self.scope, ancestorType: RecordTypes.area,
            replica: ReplicaID(bytes: [UInt8](repeating: 0, count: 16)) ?? writer.replicaID(), bytesMax: bytesMax,
            entriesMax: entriesMax)
    }

    private func sizes(_ page: FeedPage) -> [Int] {
        page.entries.map { if case .change(let bytes, _) = $0 { bytes.count } else { 0 } }
    }

    /// A household with so many changes of a kilobyte, which moved into the scope.
    @discardableResult
    private func entered(changes: Int) throws -> RecordKey {
        let household = try writer.addHousehold("1", area: "4406")
        try writer.addRemarks(changes, bytes: 1_000, to: household)
        try handIn()
        try writer.set(household, "area", .text("4407"))
        try handIn()
        return household
    }

    @Test func `a record of any size enters in pages of the same size, and each reads little more than it gives`()
        throws
    {
        try entered(changes: 1_500)
        var cursor: [UInt8] = []
        var found: [FeedEntry] = []
        var hasMore = true
        while hasMore {
            var next: FeedPage?
            let steps = try count.during("SELECT id, rid, previous FROM change") {
                next = try self.page(after: cursor, bytesMax: 100_000)
            }
            let page = try #require(next)
            let sizes = sizes(page)
            #expect(sizes.reduce(0, +) < 100_000 + (sizes.max() ?? 0))
            #expect(steps <= page.entries.count + 2 * Int(ChangeChain.marksEvery))
            found += page.entries
            (cursor, hasMore) = (page.cursor, page.hasMore)
        }
        let all = try writer.allChanges().map { FeedEntry.change(bytes: $0.bytes, isSuspect: false) }
        #expect(found == all, "each once, in the order in which they came")
        #expect(try page(after: cursor).entries.isEmpty)
    }

    @Test func `a device that stops within a record goes on there, though the record was changed and moved meanwhile`()
        async throws
    {
        let household = try entered(changes: 300)
        let device = try stores.create("device.sqlite")
        let session = TestSession(device: device, server: server, scope: scope, bytesMax: 50_000)
        let nothing = SyncSession.Batch(changes: [], head: 0)
        func pull() async throws -> SyncReply {
            let reply = try await session.answer(nothing)
            _ = try session.store(reply, batch: nothing)
            return reply
        }
        #expect(try await pull().hasMore)
        try writer.set(household, "room", .text("2"))
        try handIn()
        #expect(try await pull().hasMore)
        try writer.set(household, "area", .text("4406"))
        try writer.set(household, "area", .text("4407"))
        try writer.addVisit(to: household)
        try handIn()
        while try await pull().hasMore {}
        #expect(try device.picture() == (try server.picture()))
        #expect(try device.check() == [])
    }

    @Test func `who had a record where it lay gets the change that moved it, and nothing again`() throws {
        let household = try writer.addHousehold("1", area: "4406")
        try writer.addRemarks(20, bytes: 10, to: household)
        try writer.addVisits(100, to: household)
        try handIn()
        let both = Scope(["4406", "4407"])
        let cursor = try page(after: [], scope: both).cursor
        try writer.set(household, "area", .text("4407"))
        try handIn()
        try server.placeAll()
        let change = try #require(try writer.allChanges().last)
        let page = try page(after: cursor, scope: both)
        #expect(page.entries == [.change(bytes: change.bytes, isSuspect: false)] && !page.hasMore)
        #expect(try self.page(after: []).entries.count == 122, "who had not gets all of it")
    }

    @Test func `a record that comes back is given as a whole to those who did not see where it was meanwhile`()
        async throws
    {
        let household = try writer.addHousehold("1", area: "4407")
        try handIn()
        let device = try stores.create("device.sqlite")
        let session = TestSession(device: device, server: server, scope: scope)
        try await session.sync()
        try writer.set(household, "area", .text("4406"))
        try handIn()
        try writer.set(household, "room", .text("2"))
        try handIn()
        try writer.set(household, "area", .text("4407"))
        try handIn()
        try await session.sync()
        #expect(try device.picture() == (try server.picture()))
    }

    @Test func `a cursor of the version before goes on behind its position`() throws {
        for room in 1...4 { try writer.addHousehold("\(room)", area: "4407") }
        try handIn()
        let cursor = try page(after: [], entriesMax: 2).cursor
        // Version 1: the seal and the position.
        let old = Array(cursor[1..<13] + cursor[13..<21])
        #expect(try page(after: old).entries == (try page(after: cursor).entries))
        #expect(try page(after: old).entries.count == 2)
    }

    @Test func `a page reads no more rows of an area than it needs, however much waits there`() throws {
        for area in ["4407", "440701", "440702"] {
            let household = try writer.addHousehold("1", area: area)
            try writer.addVisits(400, to: household)
        }
        try handIn()
        let reads = "SELECT n, rid, kind, left_areas"
        #expect(
            try count.during(reads) { _ = try page(after: [], entriesMax: 10) } == 4, "each area once, and that of all")
        #expect(try count.during(reads) { _ = try page(after: [], entriesMax: 401) } <= 4 + 7)
        let plan = try server.read { db in
            try String.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT n, rid, kind, left_areas, NULL FROM feed
                    WHERE area = '4407' AND (n, rid, kind) > (1, 2, 3) ORDER BY n, rid, kind LIMIT 64
                    """, adapter: SuffixRowAdapter(fromIndex: 3))
        }
        #expect(
            plan.count == 1 && plan[0].contains("SEARCH feed USING PRIMARY KEY (area=? AND (n,rid,kind)>"), "\(plan)")
    }
}
