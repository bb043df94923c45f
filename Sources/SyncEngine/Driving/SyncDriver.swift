internal import CurlTransport
internal import FoundationEssentials
internal import ReplicaStore
public import SyncProtocol
internal import SyncWire
internal import Values

/// What a sync came to.
public struct SyncResult: Sendable {
    public let pushed: Int
    public let pulled: Int
    /// Conflicts that are open now.
    public let conflicts: Int
    /// Changes the server would not take; they stay in the outbox.
    public let refused: [PushState]
    /// Entries the server sent that this version cannot read; they were left out.
    public let unreadable: Int
    /// HTTP bodies as sent, after compression.
    public let bytesSent: Int
    public let bytesReceived: Int
    /// Set when the server found this device's clock wrong: what to add to it, in milliseconds.
    public let clockOffsetMilliseconds: Int64?
}

/// How far a sync has come, in changes.
public struct SyncProgress: Sendable {
    public let done: Int
    /// `nil` until the server has said what waits.
    public let total: Int?
}

/// Performs the actions of a ``SyncSession``: reads and writes the store, talks to the server, waits.
///
/// The store is locked for transactions only. Cancelling the task stops at the next request; what is stored stays.
public struct SyncRun {
    /// Seconds to try when the server was never reached: with the connection's own whole seconds it stays below five.
    private static let startSeconds = 3.5

    private let store: ReplicaStore
    private let connection: ServerConnection
    private let patience: SyncSession.Patience
    private let progress: @Sendable (SyncProgress) -> Void
    private let startedAt = ContinuousClock.now
    private let startWallMilliseconds: Int64
    private let pendingAtStart: Int
    private var lastProgress = ContinuousClock.now
    private var backoff = Backoff(baseSeconds: 0.25, capSeconds: 5)
    private var generator = SystemRandomNumberGenerator()
    private var wasReached = false
    private var transportError: TransportError?
    private var unreadable = 0
    private var bytesSent = 0
    private var bytesReceived = 0
    private var done = 0

    /// - Parameters:
    ///   - store: The store to sync.
    ///   - isAnew: Whether to fetch everything again from the start; what is here already stays as it is.
    ///   - waitSeconds: How long to go on without any progress once the server was reached.
    ///   - caFile: Certificates to trust; `nil` for those that were named at `ruhu init`.
    ///   - progress: Called with how far the sync has come.
    /// - Throws: ``StoreError``; ``Failure`` `server_url_invalid` when the store holds no valid address.
    public init(
        _ store: FieldStore, isAnew: Bool = false, waitSeconds: Double, caFile: String? = nil,
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) throws {
        self.store = store.replica
        connection = try ServerConnection(of: store, caFile: caFile)
        patience = SyncSession.Patience(
            startSeconds: min(Self.startSeconds, waitSeconds), stallSeconds: waitSeconds)
        self.progress = progress
        // One reading of the clock, moved on by elapsed time: a session that corrects the clock does not mix two.
        if isAnew { try store.replica.set([.cursor: nil]) }
        startWallMilliseconds = try store.replica.pullState().wallMilliseconds
        pendingAtStart = try store.replica.outboxCounts().pending
    }

    /// - Throws: ``ServerFault``, ``StoreError``, ``ChangeFault``.
    public mutating func run() async throws -> SyncResult {
        defer { connection.shutdown() }
        var session = SyncSession(
            patience: patience, wallMilliseconds: HostEnvironment.system.wallMilliseconds())
        var action = session.advance(.started)
        while true {
            switch action {
            case .readBatch(let position, let changesMax, let bytesMax):
                let batch = try store.outboxBatch(after: position, changesMax: changesMax, bytesMax: bytesMax)
                action = session.advance(.batch(batch))
            case .send(let batch): action = session.advance(try await send(batch))
            case .store(let batch, let reply): action = session.advance(try await store(reply, of: batch))
            case .rotateReplica:
                try store.rotateReplica()
                action = session.advance(.rotated(head: try store.pullState().head))
            case .wait(_, let retryAfterSeconds): action = session.advance(await wait(retryAfterSeconds))
            case .finish(let summary):
                try store.finishSession(clockOffsetMilliseconds: summary.clockOffsetMilliseconds)
                return try result(summary)
            case .fail(let failure):
                throw ServerFault(
                    cause: failure.cause, server: connection.address.text, transport: transportError)
            }
        }
    }

    private func result(_ summary: SyncSession.Summary) throws -> SyncResult {
        SyncResult(
            pushed: summary.pushed, pulled: summary.pulled, conflicts: try store.conflictCount(),
            refused: summary.refused, unreadable: unreadable, bytesSent: bytesSent, bytesReceived: bytesReceived,
            clockOffsetMilliseconds: summary.clockOffsetMilliseconds)
    }

    // MARK: - Actions

    private mutating func send(_ batch: SyncSession.Batch) async throws -> SyncSession.Event {
        let state = try store.pullState()
        let elapsed = ContinuousClock.now - startedAt
        let request = SyncRequest(
            schemaVersion: state.schemaVersion, replica: state.replica, head: batch.head, cursor: state.cursor,
            wallMilliseconds: startWallMilliseconds + elapsed.milliseconds, logicalClock: state.clock,
            changes: batch.changes.map(\.bytes), pageBytesMax: UInt32(Limits.pageBytesMax))
        let body = try SyncMessageCodec.encode(request)
        transportError = nil
        let response: HTTPResponse
        do {
            // A request that only began is no progress: a server that takes connections and drops them would otherwise
            // be tried for ever. What stalls inside a request, the transport times.
            response = try await connection.post("/v1/sync", body, timeouts: timeouts)
        } catch {
            transportError = error
            return failed(SyncSession.RequestFailure(error))
        }
        bytesSent += response.bytesSent
        bytesReceived += response.bytesReceived
        if let refusal = response.refusal { return failed(refusal) }
        do {
            let reply = try SyncMessageCodec.decodeReply(response.body)
            let own = ProtocolRange.current
            guard (own.lowest...own.highest).contains(reply.version) else {
                return failed(
                    .protocolMismatch(server: ProtocolRange(lowest: reply.version, highest: reply.version)))
            }
            wasReached = true
            lastProgress = .now
            backoff.reset()
            return .replied(reply)
        } catch let fault {
            let code = response.isOurs ? "reply_damaged" : "not_a_server"
            return failed(.unexpected(code: code, text: fault.text))
        }
    }

    private mutating func store(_ reply: SyncReply, of batch: SyncSession.Batch) async throws -> SyncSession.Event {
        let page = await PageReading.of(reply.entries)
        let report = try store.storeReply(reply, batch: batch, entries: page.changes)
        unreadable += page.unreadable
        lastProgress = .now
        done += report.pulled + batch.changes.count
        let waiting = Int(min(reply.remaining, UInt64(Int32.max)))
        progress(SyncProgress(done: done, total: max(done, pendingAtStart) + waiting))
        return .stored(report)
    }

    private mutating func wait(_ retryAfterSeconds: Double?) async -> SyncSession.Event {
        let delay = backoff.nextDelaySeconds(using: &generator, retryAfterSeconds: retryAfterSeconds)
        let seconds = retryAfterSeconds == nil ? min(delay, max(0, remainingSeconds)) : delay
        do {
            try await Task.sleep(for: .seconds(seconds))
            return .waited
        } catch {
            return failed(.cancelled)
        }
    }

    private func failed(_ failure: SyncSession.RequestFailure) -> SyncSession.Event {
        .failed(failure, idleSeconds: idleSeconds)
    }

    // MARK: - Patience

    /// Time since the session began or something last succeeded.
    private var idleSeconds: Double { Double((ContinuousClock.now - lastProgress).milliseconds) / 1_000 }

    private var remainingSeconds: Double {
        (wasReached ? patience.stallSeconds : patience.startSeconds) - idleSeconds
    }

    /// The transport counts in whole seconds; a try that begins late gets what is left, at least one.
    private var timeouts: Timeouts {
        let connect = max(1, min(30, Int(remainingSeconds)))
        return Timeouts(connectSeconds: connect, stallSeconds: max(1, Int(patience.stallSeconds)))
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
