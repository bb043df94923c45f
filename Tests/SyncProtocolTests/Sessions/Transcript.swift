import SyncProtocol

/// Short names for what a session and its host say to each other.
enum Transcript {
    static let wall: Int64 = 1_790_000_000_000

    static func session(start: Double = 4, stall: Double = 30) -> SyncSession {
        SyncSession(
            patience: SyncSession.Patience(startSeconds: start, stallSeconds: stall), wallMilliseconds: wall)
    }

    /// Changes at these positions of the outbox.
    static func batch(_ positions: Int64..., head: UInt64 = 10) -> SyncSession.Batch {
        batch(positions, head: head)
    }

    static func batch(_ positions: [Int64], head: UInt64 = 10) -> SyncSession.Batch {
        SyncSession.Batch(changes: positions.map { .init(position: $0, bytes: [UInt8($0 & 255)]) }, head: head)
    }

    static func reply(
        _ outcomes: [PushState.Outcome] = [], more: Bool = false, remaining: UInt64 = 0, known: UInt64 = 0,
        entries: [FeedEntry] = [], cursor: [UInt8] = [7],
        suspect: Bool = false,
        wall: Int64 = Transcript.wall
    ) -> SyncReply {
        SyncReply(
            epoch: [UInt8](repeating: 1, count: 16),
            states: outcomes.map { PushState(outcome: $0, code: $0 == .refused ? "change_damaged" : "") },
            entries: entries, cursor: cursor, hasMore: more, remaining: remaining, schemaVersion: 1,
            wallMilliseconds: wall,
            isClockSuspect: suspect,
            knownSequence: known)
    }

    static func read(after position: Int64, _ changes: Int = Limits.batchChangesMax) -> SyncSession.Action {
        .readBatch(after: position, changesMax: changes, bytesMax: Limits.batchBytesMax)
    }

    static func summary(
        pushed: Int = 0, pulled: Int = 0, refused: [PushState] = [], offset: Int64? = nil
    ) -> SyncSession.Summary {
        var summary = SyncSession.Summary()
        summary.pushed = pushed
        summary.pulled = pulled
        summary.refused = refused
        summary.clockOffsetMilliseconds = offset
        return summary
    }

    static func stored(_ pulled: Int = 0, lacksOwn: Bool = false, refilled: Bool = false) -> SyncSession.Event {
        .stored(SyncSession.StoreReport(pulled: pulled, lacksOwnChange: lacksOwn, refilledOutbox: refilled))
    }
}
