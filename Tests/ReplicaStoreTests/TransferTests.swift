import CommunityModel
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Outbox, acknowledgements and cursors") struct TransferTests {
    private let stores: TestStores
    private let transfer: TestSession

    init() throws {
        stores = try TestStores()
        transfer = TestSession(
            device: try stores.create("device.sqlite"), server: try stores.create("server.sqlite", .server))
    }

    private var device: ReplicaStore { transfer.device }

    private func ids(_ batch: SyncSession.Batch) throws -> [ChangeID] {
        try batch.changes.map { try IncomingChange(bytes: $0.bytes, isSuspect: false).change.id }
    }

    @Test("a change waits in the outbox until the server has acknowledged it")
    func acknowledged() async throws {
        let key = try device.addHousehold("0301")
        try device.set(key, "room", .text("0302"))
        #expect(try device.outboxCounts().pending == 2)
        let summary = try await transfer.sync()
        #expect(summary.pushed == 2 && summary.pulled == 0)
        #expect(try device.outboxCounts() == (0, 0))
        #expect(try device.picture() == (try transfer.server.picture()))
    }

    @Test("a batch keeps to the limits, begins where the last one ended, and is never empty while something waits")
    func batches() throws {
        let key = try device.addHousehold("0301")
        for room in 1...6 { try device.set(key, "room", .text("\(room)")) }
        let all = try device.outboxBatch(after: -1, changesMax: 100, bytesMax: 1 << 20)
        #expect(all.changes.count == 7 && all.head == 7)
        var position: Int64 = -1
        var found: [SyncSession.Batch.Pending] = []
        while case let batch = try device.outboxBatch(after: position, changesMax: 3, bytesMax: 1 << 20),
            let last = batch.changes.last
        {
            #expect(batch.changes.count <= 3)
            found += batch.changes
            position = last.position
        }
        #expect(found == all.changes)
        #expect(try device.outboxBatch(after: -1, changesMax: 3, bytesMax: 1).changes == [all.changes[0]])
        let two = all.changes[0].bytes.count + all.changes[1].bytes.count
        #expect(try device.outboxBatch(after: -1, changesMax: 9, bytesMax: two).changes.count == 2)
    }

    @Test("a change that the disk altered is not handed in; its record is named, and the others go")
    func damaged() async throws {
        let keys = try ["1", "2", "3"].map { try device.addHousehold($0) }
        try device.write { db in
            let bytes = try #require(try Blob.fetchOne(db.statement("SELECT bytes FROM change WHERE n = 2"))?.bytes)
            var altered = bytes
            altered[altered.count - 1] ^= 1
            try db.statement("UPDATE change SET bytes = ? WHERE n = 2", Blob(altered)).execute()
        }
        let batch = try device.outboxBatch(after: -1, changesMax: 2, bytesMax: 1 << 20)
        #expect(batch.changes.map(\.position) == [1, 3] && batch.damaged == [keys[1].id.description])
        #expect(try device.outboxCounts().pending == 3)
    }

    @Test("a refused change stays in the outbox with its code, the others leave it")
    func refused() async throws {
        for room in ["1", "2", "3"] { try device.addHousehold(room) }
        let batch = try device.outboxBatch(after: -1, changesMax: 10, bytesMax: 1 << 20)
        var reply = try await transfer.answer(batch)
        reply.states[1] = PushState(outcome: .refused, code: "change_too_large")
        reply.entries = []
        _ = try transfer.store(reply, batch: batch)
        #expect(try device.outboxCounts() == (1, 1))
        let rest = try device.outboxBatch(after: -1, changesMax: 10, bytesMax: 1 << 20)
        #expect(try ids(rest) == [try ids(batch)[1]])
    }

    @Test("a lost reply leaves the outbox full; the next session hands in the same and the server has it once")
    func lostReply() async throws {
        try device.addHousehold("0301")
        _ = try await transfer.answer(try device.outboxBatch(after: -1, changesMax: 10, bytesMax: 1 << 20))
        #expect(try device.outboxCounts().pending == 1)
        let summary = try await transfer.sync()
        #expect(summary.pushed == 1 && summary.pulled == 0)
        #expect(try transfer.server.totals().changes == 1)
        #expect(try device.outboxCounts().pending == 0)
    }

    @Test("the bare id of an own change in the feed acknowledges it, even when no push state did")
    func ownID() async throws {
        try device.addHousehold("0301")
        _ = try await transfer.answer(try device.outboxBatch(after: -1, changesMax: 10, bytesMax: 1 << 20))
        let nothing = SyncSession.Batch(changes: [], head: 1)
        let reply = try await transfer.answer(nothing)
        guard case .own(let id, let sequence, _)? = reply.entries.first else {
            Issue.record("the own change came whole")
            return
        }
        #expect(sequence == 1)
        #expect(try device.allChanges()[0].change.id == id)
        let report = try transfer.store(reply, batch: nothing)
        #expect(report == SyncSession.StoreReport(pulled: 0))
        #expect(try device.outboxCounts().pending == 0)
    }

    @Test("a page that names an own change which is not here stores nothing of itself, the cursor neither")
    func unknownOwn() async throws {
        try device.addHousehold("0301")
        let before = try device.pullState()
        let batch = try device.outboxBatch(after: -1, changesMax: 10, bytesMax: 1 << 20)
        var reply = try await transfer.answer(batch)
        let foreign = try #require(ChangeID(bytes: [UInt8](repeating: 7, count: 32)))
        reply.entries = [.own(id: foreign, sequence: 1, isSuspect: false)]
        reply.areas = ["4406"]
        let report = try transfer.store(reply, batch: batch)
        #expect(report.lacksOwnChange && report.pulled == 0)
        #expect(try device.pullState() == before)
        #expect(try device.outboxCounts().pending == 1)
        #expect(try device.text(.areas) == nil)
    }

    @Test("a page that cannot be stored leaves the cursor, the outbox and the records where they were")
    func failingPage() async throws {
        let other = TestSession(device: try stores.create("other.sqlite"), server: transfer.server)
        for room in 1...20 { try other.device.addHousehold("\(room)") }
        try await other.sync()
        try device.addHousehold("0301")
        let before = try device.pullState()
        let picture = try device.picture()
        let batch = try device.outboxBatch(after: -1, changesMax: 10, bytesMax: 1 << 20)
        let reply = try await transfer.answer(batch)
        try await device.database.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        #expect(throws: StoreError.full(path: device.path)) { try transfer.store(reply, batch: batch) }
        #expect(try device.pullState() == before)
        #expect(try device.picture() == picture)
        #expect(try device.outboxCounts().pending == 1)
        try await device.database.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = 1000000")
        }
        #expect(try transfer.store(reply, batch: batch).pulled == 20)
        #expect(try device.pullState().cursor == reply.cursor)
        #expect(try device.picture() == (try transfer.server.picture()))
    }

    @Test("the cursor is stored with its page, and the next pull begins behind it")
    func cursor() async throws {
        let other = TestSession(device: try stores.create("other.sqlite"), server: transfer.server)
        try other.device.addHousehold("1")
        try await other.sync()
        #expect(try await transfer.sync().pulled == 1)
        #expect(try await transfer.sync().pulled == 0)
        let empty = try await transfer.answer(SyncSession.Batch(changes: [], head: 0))
        #expect(empty.entries.isEmpty && !empty.hasMore)
        try other.device.addHousehold("2")
        try await other.sync()
        let next = try await transfer.answer(SyncSession.Batch(changes: [], head: 0))
        #expect(next.entries.count == 1)
    }

    @Test("a server with a new history gets everything again, in the same session, whatever of it was lost")
    func newEpoch() async throws {
        let other = TestSession(device: try stores.create("other.sqlite"), server: transfer.server)
        try other.device.addHousehold("1")
        try await other.sync()
        for room in ["2", "3"] { try device.addHousehold(room) }
        try await transfer.sync()
        let picture = try device.picture()
        // The restored server has lost all but the first household.
        let restored = try stores.create("restored.sqlite", .server)
        _ = try restored.ingest([try transfer.server.allChanges()[0]])
        let after = TestSession(device: device, server: restored)
        try device.addHousehold("4")
        let summary = try await after.sync()
        #expect(summary.pulled == 0)
        #expect(try device.outboxCounts().pending == 0)
        #expect(try restored.totals().changes == 4)
        #expect(try restored.picture() == (try device.picture()))
        #expect(try device.picture().count > picture.count)
    }

    @Test("a suspect mark in the push state reaches the device's own record")
    func suspect() async throws {
        let key = try device.addHousehold("0301")
        let batch = try device.outboxBatch(after: -1, changesMax: 10, bytesMax: 1 << 20)
        var reply = try await transfer.answer(batch)
        reply.states[0] = PushState(outcome: .stored, isSuspect: true)
        _ = try transfer.store(reply, batch: batch)
        #expect(try device.log(of: key).map(\.isSuspect) == [true])
        #expect(try device.check().isEmpty)
    }

    @Test("a clock found wrong is corrected once all that it stamped is handed in")
    func clock() async throws {
        try device.addHousehold("0301")
        try device.finishSession(clockOffsetMilliseconds: 86_400_000)
        #expect(try device.pullState().wallMilliseconds == 1_790_000_000_000, "the outbox is not empty yet")
        try await transfer.sync()
        try device.finishSession(clockOffsetMilliseconds: 86_400_000)
        #expect(try device.pullState().wallMilliseconds == 1_790_086_400_000)
        #expect(try device.pullState().clock == ClockStamp(microseconds: 1_790_086_400_000_000))
        let key = try device.addHousehold("0302")
        let stamp = try #require(try device.log(of: key).first?.change.header.clock)
        #expect(stamp.microseconds >= 1_790_086_400_000_000)
        #expect(try device.text(.lastSync) == "1790000000000")
    }
}
