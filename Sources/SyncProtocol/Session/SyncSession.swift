internal import Values

/// One sync session from the device's side: what to read, send and store next, and when to stop.
///
/// It holds no socket, no store and no clock: the host performs each ``Action`` and reports what happened as an
/// ``Event``. Specification: section "Sessions".
///
/// ```swift
/// var session = SyncSession(wallMilliseconds: now)
/// var action = session.advance(.started)
/// while case .send(let batch) = action { action = session.advance(.replied(try await ask(batch))) }
/// ```
public struct SyncSession: Sendable {
    /// What the host does next.
    public enum Action: Hashable, Sendable {
        /// Read unacknowledged changes beyond a position of the outbox, within the limits, and answer `.batch`.
        case readBatch(after: Int64, changesMax: Int, bytesMax: Int)
        /// Send a request and answer `.replied` or `.failed`.
        case send(Batch)
        /// Store a reply in one transaction: acknowledgements, entries, cursor, epoch. Answer `.stored`.
        case store(batch: Batch, reply: SyncReply)
        /// Take a new replica id, because this one is in use elsewhere, and answer `.rotated`.
        case rotateReplica
        /// Wait before the next try: at least `retryAfterSeconds`, else by the host's backoff. Answer `.waited`.
        case wait(attempt: Int, retryAfterSeconds: Double?)
        /// The session is over.
        case finish(Summary)
        /// The session ends here; what was stored stays.
        case fail(SessionFault)
    }

    /// What the host reports.
    public enum Event: Sendable {
        /// The session begins.
        case started
        /// What is to be sent next was read from the outbox.
        case batch(Batch)
        /// The server answered.
        case replied(SyncReply)
        /// What the reply brought is in the store.
        case stored(StoreReport)
        /// The store has a new replica id; its newest change has this number.
        case rotated(head: UInt64)
        /// The time that was to be waited has passed.
        case waited
        /// `idleSeconds`: time since the session began or something last succeeded.
        case failed(RequestFailure, idleSeconds: Double)
    }

    /// Changes read from the outbox.
    public struct Batch: Hashable, Sendable {
        /// Position in the outbox and bytes, ascending.
        public let changes: [Pending]
        /// Highest own sequence number in the store.
        public let head: UInt64

        /// A change that the server has not acknowledged.
        public struct Pending: Hashable, Sendable {
            /// Where it lies in the outbox; ascending, with gaps.
            public let position: Int64
            /// As the author's replica wrote it.
            public let bytes: [UInt8]

            /// A change of the outbox.
            public init(position: Int64, bytes: [UInt8]) {
                self.position = position
                self.bytes = bytes
            }
        }

        /// Records with a change that stays here because it is damaged.
        public let damaged: [String]

        /// Changes of one request; none when all are acknowledged.
        public init(changes: [Pending], head: UInt64, damaged: [String] = []) {
            self.changes = changes
            self.damaged = damaged
            self.head = head
        }
    }

    /// The result of storing a page.
    public struct StoreReport: Hashable, Sendable {
        /// Changes that were new to this store.
        public let pulled: Int
        /// Whether the page named a change of this replica that the store does not hold; then nothing was stored.
        public let lacksOwnChange: Bool
        /// Whether all changes were put into the outbox again, because the server began a new history.
        public let refilledOutbox: Bool

        /// The records that are damaged here, whose changes were left out.
        public let damaged: [String]

        /// What one transaction stored.
        public init(
            pulled: Int, lacksOwnChange: Bool = false, refilledOutbox: Bool = false, damaged: [String] = []
        ) {
            self.damaged = damaged
            self.pulled = pulled
            self.lacksOwnChange = lacksOwnChange
            self.refilledOutbox = refilledOutbox
        }
    }

    /// Why a request failed.
    public enum RequestFailure: Error, Hashable, Sendable {
        /// No answer came; why, in English, for logs.
        case unreachable(String)
        /// 413.
        case tooLarge
        /// 429 and 503; `code` is the server's own, empty when it was not asked.
        case busy(retryAfterSeconds: Double?, code: String = "")
        /// The server refuses this device; its code, and what it says.
        case denied(code: String, text: String)
        /// No version is spoken by both; what the server speaks, where it says so.
        case protocolMismatch(server: ProtocolRange?)
        /// Anything else the server refused, or a reply that makes no sense.
        case unexpected(code: String, text: String)
        /// The person stopped it.
        case cancelled
    }

    /// How a session ended that did not finish. Nothing is lost: what was not acknowledged stays in the outbox.
    public struct SessionFault: Error, Hashable, Sendable {
        /// The result of the last try.
        public let cause: RequestFailure
        /// What was done before.
        public let summary: Summary
    }

    /// What a session has done so far.
    public struct Summary: Hashable, Sendable {
        /// Changes that the server acknowledged.
        public var pushed = 0
        /// Changes that were new here.
        public var pulled = 0
        /// Changes the server would not take; they stay in the outbox.
        public var refused: [PushState] = []
        /// What to add to this device's clock; `nil` while the server finds it right.
        public var clockOffsetMilliseconds: Int64?
        /// Nothing yet.
        public init() {}
    }

    /// Limits that a test can make small.
    public struct Patience: Hashable, Sendable {
        /// How long to try when the server was never reached.
        public let startSeconds: Double
        /// How long to try without progress once it was.
        public let stallSeconds: Double

        /// A person hears within five seconds that the server cannot be reached.
        public init(startSeconds: Double = 4, stallSeconds: Double = 30) {
            self.startSeconds = startSeconds
            self.stallSeconds = stallSeconds
        }
    }

    private let patience: Patience
    private let wallMilliseconds: Int64
    private var position: Int64 = -1
    private var changesMax = Limits.batchChangesMax
    private var bytesMax = Limits.batchBytesMax
    private var batch = Batch(changes: [], head: 0)
    private var reply: SyncReply?
    private var wasReached = false
    private var attempt = 0
    private var rotations = 0
    private var remaining = UInt64.max
    private var cursor: [UInt8] = []
    private var idleReplies = 0
    private var summary = Summary()

    /// - Parameters:
    ///   - patience: How long to try.
    ///   - wallMilliseconds: The device's own wall clock as the session begins, without any correction.
    public init(patience: Patience = Patience(), wallMilliseconds: Int64) {
        self.patience = patience
        self.wallMilliseconds = wallMilliseconds
    }

    /// The next action after an event.
    public mutating func advance(_ event: Event) -> Action {
        switch event {
        case .started: return read()
        case .batch(let read):
            batch = read
            // Nothing is left to hand in beyond `position`, and nothing waits to be fetched.
            if read.changes.isEmpty, let reply, !reply.hasMore { return .finish(summary) }
            return send()
        case .waited: return send()
        case .replied(let reply): return receive(reply)
        case .stored(let report): return proceed(report)
        case .rotated(let head):
            batch = Batch(changes: batch.changes, head: head)
            return send()
        case .failed(let failure, let idleSeconds): return recover(failure, idleSeconds: idleSeconds)
        }
    }

    private func read() -> Action {
        .readBatch(after: position, changesMax: changesMax, bytesMax: bytesMax)
    }

    private func send() -> Action { .send(batch) }

    private mutating func receive(_ reply: SyncReply) -> Action {
        guard reply.states.count == batch.changes.count else {
            return fail(.unexpected(code: "reply_states", text: "the reply does not answer each pushed change"))
        }
        if self.reply == nil, reply.isClockSuspect {
            let (offset, overflow) = reply.wallMilliseconds.subtractingReportingOverflow(wallMilliseconds)
            summary.clockOffsetMilliseconds = overflow ? nil : offset
        }
        wasReached = true
        attempt = 0
        self.reply = reply
        // [A restored tablet's head lies: its next numbers are taken already.]
        if reply.knownSequence > batch.head { return rotate() }
        return .store(batch: batch, reply: reply)
    }

    private mutating func proceed(_ report: StoreReport) -> Action {
        if report.lacksOwnChange { return rotate() }
        guard let reply else { return fail(.unexpected(code: "session", text: "stored before a reply")) }
        for state in reply.states {
            if state.isAcknowledged { summary.pushed += 1 } else { summary.refused.append(state) }
        }
        summary.pulled += report.pulled
        // A record of many pages that are all here already moves the cursor only.
        let hasMoved =
            report.pulled > 0 || !batch.changes.isEmpty || reply.remaining < remaining
            || !reply.entries.isEmpty && reply.cursor != cursor
        idleReplies = hasMoved ? 0 : idleReplies + 1
        (remaining, cursor) = (reply.remaining, reply.cursor)
        guard !reply.hasMore || idleReplies < Limits.idleRepliesMax else {
            return fail(.unexpected(code: "reply_idle", text: "the server says again and again that more waits"))
        }
        // What a restored server lost may lie before the position reached so far.
        position = report.refilledOutbox ? -1 : batch.changes.last?.position ?? position
        // What does not fit into this day is not sent in vain batch after batch; what waits here is fetched all the same.
        if reply.states.contains(where: \.isBeyondQuota) { position = .max }
        return read()
    }

    private mutating func rotate() -> Action {
        rotations += 1
        // A fresh random id that the server also knows means that the other side is at fault.
        if rotations > Limits.replicasOfSessionMax {
            return fail(.unexpected(code: "replica_known", text: "the server claims changes of a new replica"))
        }
        return .rotateReplica
    }

    private mutating func recover(_ failure: RequestFailure, idleSeconds: Double) -> Action {
        switch failure {
        case .tooLarge where batch.changes.count > 1:
            changesMax = max(1, batch.changes.count / 2)
            return read()
        case .tooLarge where batch.changes.count == 1:
            // One change that the way to the server does not take must not hold up those behind it.
            let state = PushState(outcome: .refused, code: "too_large_for_server", text: "HTTP 413 for one change")
            summary.refused.append(state)
            position = batch.changes[0].position
            return read()
        case .unreachable, .busy:
            let limit = wasReached ? patience.stallSeconds : patience.startSeconds
            var retryAfter: Double?
            if case .busy(let seconds, _) = failure {
                retryAfter = seconds
                wasReached = true
            }
            let isBusy = if case .busy = failure { true } else { false }
            if idleSeconds + (retryAfter ?? 0) >= (isBusy ? patience.stallSeconds : limit) { return fail(failure) }
            attempt += 1
            return .wait(attempt: attempt, retryAfterSeconds: retryAfter)
        default:
            return fail(failure)
        }
    }

    private func fail(_ cause: RequestFailure) -> Action { .fail(SessionFault(cause: cause, summary: summary)) }
}
