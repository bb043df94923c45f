/// The protocol versions a side speaks.
public struct ProtocolRange: Hashable, Sendable {
    /// Both are spoken, and all between them.
    public let lowest, highest: UInt32

    /// Versions from the lowest to the highest.
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
    /// What the sender speaks.
    public var range: ProtocolRange
    /// Of the schema that the sender holds; a server with a newer one sends it along.
    public var schemaVersion: UInt32
    /// The sender's own store.
    public var replica: ReplicaID
    /// Highest sequence number the sender holds of its own replica.
    public var head: UInt64
    /// As the server gave it; empty for a pull from zero.
    public var cursor: [UInt8]
    /// The sender's wall clock, milliseconds since 1970.
    public var wallMilliseconds: Int64
    /// The latest stamp of the sender's hybrid clock.
    public var logicalClock: ClockStamp
    /// Changes as their authors' replicas wrote them.
    public var changes: [[UInt8]]
    /// 0 when no page is wanted.
    public var pageBytesMax: UInt32
    /// How far the sender has seen the server's history come, as the server gave it; empty for none.
    public var mark: [UInt8]

    /// A request; `pageBytesMax` of 0 only hands in.
    public init(
        range: ProtocolRange = .current, schemaVersion: UInt32, replica: ReplicaID, head: UInt64, cursor: [UInt8],
        wallMilliseconds: Int64, logicalClock: ClockStamp, changes: [[UInt8]], pageBytesMax: UInt32, mark: [UInt8] = []
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
        self.mark = mark
    }
}

/// What became of one pushed change.
public struct PushState: Hashable, Sendable {
    /// States of later issues (waiting, quarantined) have their numbers in the wire file.
    public enum Outcome: UInt32, Sendable { case stored = 1, duplicate = 2, waiting = 3, quarantined = 4, refused = 5 }

    /// What the server did with it.
    public let outcome: Outcome
    /// A stable code and English words for logs; empty where nothing is refused.
    public let code, text: String
    /// Whether the server holds the sender's clock for wrong.
    public let isSuspect: Bool

    /// The state of one change.
    public init(outcome: Outcome, code: String = "", text: String = "", isSuspect: Bool = false) {
        self.outcome = outcome
        self.code = code
        self.text = text
        self.isSuspect = isSuspect
    }

    /// Whether the server holds the change durably, so that it may leave the outbox.
    public var isAcknowledged: Bool { outcome != .refused }

    /// The code of a change beyond what its sender may hand in within a day.
    public static let beyondQuotaCode = "quota_exceeded"

    /// Whether the server takes it another day.
    public var isBeyondQuota: Bool { outcome == .refused && code == Self.beyondQuotaCode }
}

/// One row of the feed.
public enum FeedEntry: Hashable, Sendable {
    case change(bytes: [UInt8], isSuspect: Bool)
    /// A change of the receiver's own replica: the acknowledgement that its outbox waits for.
    case own(id: ChangeID, sequence: UInt64, isSuspect: Bool)
}

/// The answer to a ``SyncRequest``.
public struct SyncReply: Hashable, Sendable {
    /// The version of the protocol in which the server answers.
    public var version: UInt32
    /// Identity of the server's history; a server restored from a backup takes a new one.
    public var epoch: [UInt8]
    /// One for each pushed change, in their order.
    public var states: [PushState]
    /// The page, in the order of the feed.
    public var entries: [FeedEntry]
    /// Behind the page; only the server reads it.
    public var cursor: [UInt8]
    /// Whether the feed goes on behind the page.
    public var hasMore: Bool
    /// Entries that wait beyond this page.
    public var remaining: UInt64
    /// Of the schema in force.
    public var schemaVersion: UInt32
    /// The schema document, when the sender's is older.
    public var schema: [UInt8]
    /// The server's wall clock, milliseconds since 1970.
    public var wallMilliseconds: Int64
    /// Whether the sender's clock is more than ten minutes off.
    public var isClockSuspect: Bool
    /// Highest sequence number the server holds of the sender's replica.
    public var knownSequence: UInt64
    /// Beginnings of the codes of the areas that the sender is assigned now.
    public var areas: [String]
    /// How far the server's history has come: opaque, and the greater as bytes the later within one epoch; empty while
    /// there is nothing in it.
    public var mark: [UInt8]

    /// A reply to one request.
    public init(
        version: UInt32 = 1, epoch: [UInt8], states: [PushState] = [], entries: [FeedEntry] = [], cursor: [UInt8],
        hasMore: Bool = false, remaining: UInt64 = 0, schemaVersion: UInt32, schema: [UInt8] = [],
        wallMilliseconds: Int64, isClockSuspect: Bool = false, knownSequence: UInt64 = 0, areas: [String] = [],
        mark: [UInt8] = []
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
        self.mark = mark
    }
}
