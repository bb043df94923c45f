import CommunityModel
import ReplicaStore
import SyncEngine
import SyncProtocol
import SyncWire
import Testing

@Suite struct SyncDriverTests {
    private let replicas: TestReplicas
    private let clock = TestClock()
    private let server: ReplicaStore
    private let device: ReplicaStore

    init() throws {
        replicas = try TestReplicas()
        server = try replicas.store("server.sqlite", .server, clock: clock)
        device = try replicas.store("device.sqlite", .device, clock: clock)
    }

    private func sync(_ device: ReplicaStore, through upstream: any Upstream) async throws -> SyncResult {
        var driver = try SyncDriver(device, upstream: upstream)
        return try await driver.run()
    }

    @Test func `two devices and a server in one process come to hold the same`() async throws {
        let other = try replicas.store("other.sqlite", .device, clock: clock)
        for room in 1...3 { try device.addHousehold(room: "\(room)") }
        try other.addHousehold(room: "4")
        let first = try await sync(device, through: server.upstream())
        #expect(first.pushed == 3 && first.pulled == 0)
        let second = try await sync(other, through: server.upstream())
        #expect(second.pushed == 1 && second.pulled == 3)
        #expect(try await sync(device, through: server.upstream()).pulled == 1)
        for store in [device, other] {
            let verdict = try await VerifyDriver(store, upstream: server.upstream(), scope: Scope(["4406"])).run()
            #expect(verdict.isEqual && verdict.behind == 0)
        }
    }

    @Test func `a device remembers that its server sends digests, from the first reply with one on`() async throws {
        _ = try await sync(device, through: server.upstream())
        #expect(try device.text(.upstreamDigests) == nil)
        _ = try await sync(device, through: DigestedUpstream(upstream: try server.upstream()))
        #expect(try device.text(.upstreamDigests) == "sha-256")
        _ = try await sync(device, through: server.upstream())
        #expect(try device.text(.upstreamDigests) == "sha-256")
    }

    @Test func `everything held is handed in again when asked, also what others wrote, and what is there is known`()
        async throws
    {
        let other = try replicas.store("other.sqlite", .device, clock: clock)
        try device.addHousehold(room: "1")
        try other.addHousehold(room: "2")
        for store in [device, other, device] { _ = try await sync(store, through: server.upstream()) }
        let held = try device.totals().changes
        var again = try SyncDriver(device, upstream: server.upstream(), isResending: true)
        #expect(try await again.run().pushed == held)
        #expect(try device.outboxCounts().pending == 0)
        // A server that lost all has both households of one device.
        let empty = try replicas.store("empty.sqlite", .server, clock: clock)
        var anew = try SyncDriver(device, upstream: empty.upstream(), isResending: true)
        _ = try await anew.run()
        #expect(try empty.totals().records == server.totals().records)
    }

    @Test func `a record that differs is found`() async throws {
        let key = try device.addHousehold(room: "1")
        try device.addHousehold(room: "2", handsIn: false)
        _ = try await sync(device, through: server.upstream())
        let verdict = try await VerifyDriver(device, upstream: server.upstream(), scope: Scope(["4406"])).run()
        #expect(!verdict.isEqual)
        #expect(verdict.area == "440605" && verdict.record != nil && verdict.record != key.id)
    }

    @Test func `a device two years behind is told so, its changes are marked, and its clock is set right`() async throws
    {
        let slow = TestClock(wallMilliseconds: 1_790_000_000_000 - 2 * 365 * 86_400_000)
        let late = try replicas.store("late.sqlite", .device, clock: slow)
        let key = try late.addHousehold(room: "1")
        let result = try await sync(late, through: server.upstream())
        let twoYears: Int64 = 2 * 365 * 86_400_000
        #expect(result.clockOffsetMilliseconds == twoYears)
        #expect(try server.log(of: key).map(\.isSuspect) == [true])
        #expect(try late.log(of: key).map(\.isSuspect) == [true])
        let after = try late.addHousehold(room: "2")
        #expect(try await sync(late, through: server.upstream()).clockOffsetMilliseconds == nil)
        #expect(try server.log(of: after).map(\.isSuspect) == [false])
    }

    @Test func `a server that cannot be reached is tried for three and a half seconds`() async throws {
        let upstream = FailingUpstream(
            Array(repeating: .unreachable("no"), count: 1_000), then: try server.upstream())
        let fault = await #expect(throws: UpstreamFault.self) { try await sync(device, through: upstream) }
        #expect(fault?.cause == .unreachable("no"))
        let waited = clock.waits.reduce(0, +)
        #expect(waited >= 3.4 && waited <= 3.5 + 0.001, "\(waited)")
    }

    @Test func `a busy server is waited for as long as it asks`() async throws {
        try device.addHousehold(room: "1")
        let upstream = FailingUpstream([.busy(retryAfterSeconds: 20)], then: try server.upstream())
        #expect(try await sync(device, through: upstream).pushed == 1)
        #expect(clock.waits.count == 1 && clock.waits[0] >= 20 && clock.waits[0] < 21)
    }

    @Test func `a server that asks for more patience than there is ends the sync, and what was said stays`()
        async throws
    {
        try device.addHousehold(room: "1")
        let upstream = FailingUpstream([.busy(retryAfterSeconds: 31)], then: try server.upstream())
        let fault = await #expect(throws: UpstreamFault.self) { try await sync(device, through: upstream) }
        #expect(fault?.cause == .busy(retryAfterSeconds: 31))
        #expect(try device.outboxCounts().pending == 1)
        #expect(clock.waits.isEmpty)
    }

    @Test func `a request that took longer than the patience for the start is the last`() async throws {
        let clock = clock
        let upstream = FailingUpstream([.unreachable("slow"), .unreachable("slow")], then: try server.upstream()) {
            clock.advance(seconds: 4)
        }
        await #expect(throws: UpstreamFault.self) { try await sync(device, through: upstream) }
        #expect(clock.waits.isEmpty)
    }

    @Test func `a cancelled wait ends as an interruption`() async throws {
        let upstream = FailingUpstream(Array(repeating: .unreachable("no"), count: 9), then: try server.upstream())
        let device = device
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            var driver = try SyncDriver(device, upstream: upstream)
            return try await driver.run()
        }
        let outcome = await task.result
        let fault = #expect(throws: UpstreamFault.self) { try outcome.get() }
        #expect(fault?.cause == .cancelled)
    }

    @Test func `a database that was put back takes a new replica id and loses nothing`() async throws {
        try device.addHousehold(room: "1")
        _ = try await sync(device, through: server.upstream())
        let id = try device.replicaID()
        // Somebody else's copy of this store has gone on under the same replica id.
        let bytes = try device.outboxBatch(after: -1, changesMax: 9, bytesMax: 1 << 20)
        #expect(bytes.changes.isEmpty)
        try device.addHousehold(room: "2")
        let held = try device.outboxBatch(after: -1, changesMax: 9, bytesMax: 1 << 20)
        let twin = try replicas.store("twin.sqlite", .device, clock: clock)
        #expect(try twin.replicaID() != id)
        _ = try server.ingest([try IncomingChange(bytes: held.changes[0].bytes, isSuspect: false)])
        #expect(try await sync(device, through: server.upstream()).pushed == 1)
        #expect(try await VerifyDriver(device, upstream: server.upstream(), scope: Scope(["4406"])).run().isEqual)
    }

    @Test func `nobody is let in where nobody may enrol`() async throws {
        let upstream = try server.upstream()
        let fault = await #expect(throws: UpstreamFault.self) {
            try await upstream.enroll(
                .init(code: "ABCDE-FGHJK", replica: try device.replicaID(), deviceLabel: ""),
                patience: RequestPatience(connectSeconds: 1, stallSeconds: 1))
        }
        #expect(fault?.cause == .denied(code: "code_wrong", text: "nobody is let in here"))
    }

    @Test func `a batch beyond the limit and an area that is not assigned are refused`() async throws {
        let answer = SyncAnswer(LocalStore(server), ancestorType: RecordTypes.area)
        let request = SyncRequest(
            schemaVersion: 1, replica: try device.replicaID(), head: 0, cursor: [], wallMilliseconds: 0,
            logicalClock: ClockStamp(microseconds: 0), changes: Array(repeating: [1], count: 501), pageBytesMax: 1)
        await #expect(throws: AnswerFault.batchTooLarge) { try await answer.reply(to: request, areas: ["4406"]) }
        let verify = VerifyAnswer(LocalStore(server), ancestorType: RecordTypes.area)
        await #expect(throws: AnswerFault.areaOutOfScope("4407")) {
            try await verify.reply(to: VerifyRequest(cursor: [], bucketsOf: "4407"), areas: ["4406"])
        }
        await #expect(throws: AnswerFault.protocolUnsupported(ProtocolRange(lowest: 9, highest: 9))) {
            try await verify.reply(
                to: VerifyRequest(cursor: []), range: ProtocolRange(lowest: 9, highest: 9), areas: ["4406"])
        }
    }
}
