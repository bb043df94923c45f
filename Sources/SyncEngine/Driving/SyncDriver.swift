internal import CurlTransport
public import ReplicaStore
public import SyncProtocol
internal import Values

/// The result of a sync.
public struct SyncResult: Sendable {
    /// Changes that the server acknowledged.
    public let pushed: Int
    /// Changes that were new here.
    public let pulled: Int
    /// Conflicts that are open now.
    public let conflicts: Int
    /// Changes the server would not take; they stay in the outbox.
    public let refused: [PushState]
    /// Entries the server sent that this version cannot read; they were left out.
    public let unreadable: Int
    /// The records that are damaged here, whose news were left out; ascending.
    public let damaged: [String]
    /// HTTP bodies as sent, after compression, over the whole sync.
    public let traffic: Traffic
    /// Set when the server found this device's clock wrong: what to add to it, in milliseconds.
    public let clockOffsetMilliseconds: Int64?
}

/// How far a sync has come, in changes.
public struct SyncProgress: Sendable {
    /// Changes that were handed in or received.
    public let done: Int
    /// `nil` until the server has said what waits.
    public let total: Int?
}

/// Performs the actions of a ``SyncSession``: reads and writes the store, talks to the upstream, waits.
///
/// The store is locked for transactions only. Cancelling the task stops at the next request; what is stored stays. The
/// clocks and the randomness are the store's.
///
/// ```swift
/// var driver = try SyncDriver(store, upstream: upstream)
/// let result = try await driver.run()
/// ```
public struct SyncDriver {
    /// Seconds to try when the server was never reached: with the connection's own whole seconds it stays below five.
    private static let startSeconds = 3.5

    private let store: ReplicaStore
    private let upstream: any Upstream
    private let patience: SyncSession.Patience
    private let progress: @Sendable (SyncProgress) -> Void
    private let environment: HostEnvironment
    private let startedAt: Double
    private let startWallMilliseconds: Int64
    private let pendingAtStart: Int
    private var lastProgress: Double
    private var backoff = Backoff(baseSeconds: 0.25, capSeconds: 5)
    private var generator: AnyRandomSource
    private var wasReached = false
    private var knowsDigests: Bool
    private var fault: UpstreamFault?
    private var unreadable = 0
    private var damaged: Set<String> = []
    private var traffic = Traffic()
    private var done = 0

    /// - Parameters:
    ///   - store: The store to sync.
    ///   - upstream: The server.
    ///   - isAnew: Whether to fetch everything again from the start; what is here already stays as it is.
    ///   - isResending: Whether to hand in everything that is held here, as to a server that lost it.
    ///   - waitSeconds: How long to go on without any progress once the server was reached.
    ///   - progress: Called with how far the sync has come.
    /// - Throws: ``StoreError``.
    public init(
        _ store: ReplicaStore, upstream: any Upstream, isAnew: Bool = false, isResending: Bool = false,
        waitSeconds: Double = 30,
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) throws {
        self.store = store
        self.upstream = upstream
        patience = SyncSession.Patience(
            startSeconds: min(Self.startSeconds, waitSeconds), stallSeconds: waitSeconds)
        self.progress = progress
        environment = store.environment
        generator = environment.random
        startedAt = environment.elapsedSeconds()
        lastProgress = startedAt
        if isAnew { try store.set([.cursor: nil]) }
        if isResending { try store.handInAgain() }
        // One reading of the clock, moved on by elapsed time: a session that corrects the clock does not mix two.
        startWallMilliseconds = try store.pullState().wallMilliseconds
        knowsDigests = try store.text(.upstreamDigests) != nil
        pendingAtStart = try store.outboxCounts().pending
    }

    /// - Throws: ``UpstreamFault``, ``StoreError``.
    public mutating func run() async throws -> SyncResult {
        var session = SyncSession(patience: patience, wallMilliseconds: environment.wallMilliseconds())
        var action = session.advance(.started)
        while true {
            switch action {
            case .readBatch(let position, let changesMax, let bytesMax):
                let batch = try store.outboxBatch(after: position, changesMax: changesMax, bytesMax: bytesMax)
                damaged.formUnion(batch.damaged)
                action = session.advance(.batch(batch))
            case .send(let batch): action = session.advance(try await send(batch))
            case .store(let batch, let reply): action = session.advance(try await store(reply, of: batch))
            case .rotateReplica:
                try store.rotateReplica()
                action = session.advance(.rotated(head: try store.pullState().head))
            case .wait(_, let retryAfterSeconds): action = session.advance(await wait(retryAfterSeconds))
            case .finish(let summary):
                try store.finishSession(clockOffsetMilliseconds: summary.clockOffsetMilliseconds)
                return SyncResult(
                    pushed: summary.pushed, pulled: summary.pulled, conflicts: try store.conflictCount(),
                    refused: summary.refused, unreadable: unreadable, damaged: damaged.sorted(), traffic: traffic,
                    clockOffsetMilliseconds: summary.clockOffsetMilliseconds)
            case .fail(let failure):
                throw UpstreamFault(cause: failure.cause, server: upstream.name, transport: fault?.transport)
            }
        }
    }

    // MARK: - Actions

    private mutating func send(_ batch: SyncSession.Batch) async throws -> SyncSession.Event {
        let state = try store.pullState()
        let elapsed = Int64((environment.elapsedSeconds() - startedAt) * 1_000)
        let request = SyncRequest(
            schemaVersion: state.schemaVersion, replica: state.replica, head: batch.head, cursor: state.cursor,
            wallMilliseconds: startWallMilliseconds + elapsed, logicalClock: state.clock,
            changes: batch.changes.map(\.bytes), pageBytesMax: UInt32(Limits.pageBytesMax), mark: state.mark)
        fault = nil
        do {
            let exchange = try await upstream.sync(request, patience: requestPatience)
            traffic += exchange.traffic
            let reply = exchange.reply
            let own = ProtocolRange.current
            guard (own.lowest...own.highest).contains(reply.version) else {
                return failed(
                    .protocolMismatch(server: ProtocolRange(lowest: reply.version, highest: reply.version)))
            }
            wasReached = true
            lastProgress = environment.elapsedSeconds()
            backoff.reset()
            if exchange.isDigested, !knowsDigests {
                try store.set([.upstreamDigests: "sha-256"])
                knowsDigests = true
            }
            return .replied(reply)
        } catch let error as UpstreamFault {
            traffic += error.traffic
            fault = error
            return failed(error.cause)
        }
    }

    private mutating func store(_ reply: SyncReply, of batch: SyncSession.Batch) async throws -> SyncSession.Event {
        let page = await PageReading.of(reply.entries)
        let report = try store.storeReply(reply, batch: batch, entries: page.changes)
        unreadable += page.unreadable
        damaged.formUnion(report.damaged)
        lastProgress = environment.elapsedSeconds()
        done += report.pulled + batch.changes.count
        let waiting = Int(min(reply.remaining, UInt64(Int32.max)))
        progress(SyncProgress(done: done, total: max(done, pendingAtStart) + waiting))
        return .stored(report)
    }

    private mutating func wait(_ retryAfterSeconds: Double?) async -> SyncSession.Event {
        let delay = backoff.nextDelaySeconds(using: &generator, retryAfterSeconds: retryAfterSeconds)
        let seconds = retryAfterSeconds == nil ? min(delay, max(0, remainingSeconds)) : delay
        do {
            try await environment.sleep(seconds)
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
    private var idleSeconds: Double { environment.elapsedSeconds() - lastProgress }

    private var remainingSeconds: Double {
        (wasReached ? patience.stallSeconds : patience.startSeconds) - idleSeconds
    }

    /// The transport counts in whole seconds; a try that begins late gets what is left, at least one.
    private var requestPatience: RequestPatience {
        let connect = max(1, min(30, Int(remainingSeconds)))
        return RequestPatience(connectSeconds: connect, stallSeconds: max(1, Int(patience.stallSeconds)))
    }
}
