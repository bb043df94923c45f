/// The protocol versions a side speaks.
public struct ProtocolRange: Hashable, Sendable {
    public let lowest: UInt32
    public let highest: UInt32

    public init(lowest: UInt32, highest: UInt32) {
        self.lowest = lowest
        self.highest = highest
    }

    /// What this software speaks.
    public static let current = ProtocolRange(lowest: 1, highest: 1)

    /// The greatest version that both sides speak.
    public func common(with other: ProtocolRange) -> UInt32? {
        let version = min(highest, other.highest)
        return version >= max(lowest, other.lowest) ? version : nil
    }
}

/// One request of a sync session: it pushes a batch and pulls a page.
public struct SyncRequest: Hashable, Sendable {
    public var range: ProtocolRange
    public var schemaVersion: UInt32
    public var replica: ReplicaID
    /// Highest sequence number the sender holds of its own replica.
    public var head: UInt64
    /// As the server gave it; empty for a pull from zero.
    public var cursor: [UInt8]
    /// The sender's wall clock, milliseconds since 1970.
    public var wallMilliseconds: Int64
    public var logicalClock: ClockStamp
    /// Changes as their authors' replicas wrote them.
    public var changes: [[UInt8]]
    /// 0 when no page is wanted.
    public var pageBytesMax: UInt32

    public init(
        range: ProtocolRange = .current, schemaVersion: UInt32, replica: ReplicaID, head: UInt64, cursor: [UInt8],
        wallMilliseconds: Int64, logicalClock: ClockStamp, changes: [[UInt8]], pageBytesMax: UInt32
    ) {
        self.range = range
        self.schemaVersion = schemaVersion
        self.replica = replica
        self.head = head
        self.cursor = cursor
        self.wallMilliseconds = wallMilliseconds
        self.logicalClock = logicalClock
        self.changes = changes
        self.pageBytesMax = pageBytesMax
    }
}

/// What became of one pushed change.
public struct PushState: Hashable, Sendable {
    /// States of later issues (waiting, quarantined) have their numbers in the wire file.
    public enum Outcome: UInt32, Sendable { case stored = 1, duplicate = 2, waiting = 3, quarantined = 4, refused = 5 }

    public let outcome: Outcome
    public let code: String
    public let text: String
    public let isSuspect: Bool

    public init(outcome: Outcome, code: String = "", text: String = "", isSuspect: Bool = false) {
        self.outcome = outcome
        self.code = code
        self.text = text
        self.isSuspect = isSuspect
    }

    /// Whether the server holds the change durably, so that it may leave the outbox.
    public var isAcknowledged: Bool { outcome != .refused }
}

/// One row of the feed.
public enum FeedEntry: Hashable, Sendable {
    case change(bytes: [UInt8], isSuspect: Bool)
    /// A change of the receiver's own replica: the acknowledgement that its outbox waits for.
    case own(id: ChangeID, sequence: UInt64, isSuspect: Bool)
}

/// The answer to a ``SyncRequest``.
public struct SyncReply: Hashable, Sendable {
    public var version: UInt32
    /// Identity of the server's history; a server restored from a backup takes a new one.
    public var epoch: [UInt8]
    public var states: [PushState]
    public var entries: [FeedEntry]
    public var cursor: [UInt8]
    public var hasMore: Bool
    /// Entries that wait beyond this page.
    public var remaining: UInt64
    public var schemaVersion: UInt32
    /// The schema document, when the sender's is older.
    public var schema: [UInt8]
    public var wallMilliseconds: Int64
    public var isClockSuspect: Bool
    /// Highest sequence number the server holds of the sender's replica.
    public var knownSequence: UInt64
    public var areas: [String]

    public init(
        version: UInt32 = 1, epoch: [UInt8], states: [PushState] = [], entries: [FeedEntry] = [], cursor: [UInt8],
        hasMore: Bool = false, remaining: UInt64 = 0, schemaVersion: UInt32, schema: [UInt8] = [],
        wallMilliseconds: Int64, isClockSuspect: Bool = false, knownSequence: UInt64 = 0, areas: [String] = []
    ) {
        self.version = version
        self.epoch = epoch
        self.states = states
        self.entries = entries
        self.cursor = cursor
        self.hasMore = hasMore
        self.remaining = remaining
        self.schemaVersion = schemaVersion
        self.schema = schema
        self.wallMilliseconds = wallMilliseconds
        self.isClockSuspect = isClockSuspect
        self.knownSequence = knownSequence
        self.areas = areas
    }
}
