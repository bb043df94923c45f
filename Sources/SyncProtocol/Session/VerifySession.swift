/// Sums over the records that lie in one area.
public struct AreaDigest: Hashable, Sendable {
    /// The area's code.
    public var area: String
    /// Number of (record, change) pairs.
    public var changes: UInt64
    /// Of the ids of these changes.
    public var changeSum: RunningSum
    /// How many lie in the area.
    public var records: UInt64
    /// Of the digests of their states.
    public var stateSum: RunningSum

    /// Sums of one area; of an empty one all are zero.
    public init(
        area: String, changes: UInt64 = 0, changeSum: RunningSum = .zero, records: UInt64 = 0,
        stateSum: RunningSum = .zero
    ) {
        self.area = area
        self.changes = changes
        self.changeSum = changeSum
        self.records = records
        self.stateSum = stateSum
    }
}

/// Sums over the records of one area whose id ends in one byte.
public struct BucketDigest: Hashable, Sendable {
    /// The last byte of the records' ids.
    public let bucket: UInt8
    /// As in ``AreaDigest``.
    public var changeSum: RunningSum
    /// As in ``AreaDigest``.
    public var stateSum: RunningSum

    /// Sums of one bucket.
    public init(bucket: UInt8, changeSum: RunningSum = .zero, stateSum: RunningSum = .zero) {
        self.bucket = bucket
        self.changeSum = changeSum
        self.stateSum = stateSum
    }
}

/// The digests of one record.
public struct RecordDigest: Hashable, Sendable {
    /// The record.
    public let key: RecordKey
    /// Of the ids of the changes that wrote it.
    public let changeSum: RunningSum
    /// Of what the record has become.
    public let state: Digest

    /// Digests of one record.
    public init(key: RecordKey, changeSum: RunningSum, state: Digest) {
        self.key = key
        self.changeSum = changeSum
        self.state = state
    }
}

/// One question of a verify session.
public struct VerifyRequest: Hashable, Sendable {
    /// Up to where the asker has received the feed; what came later does not count.
    public var cursor: [UInt8]
    /// The asker's sums; none in later questions.
    public var areas: [AreaDigest]
    /// The area whose buckets are asked for.
    public var bucketsOf: String?
    /// The bucket whose records are asked for, by area and last byte.
    public var recordsOf: (area: String, bucket: UInt8)?

    /// One question: sums, buckets or records.
    public init(
        cursor: [UInt8], areas: [AreaDigest] = [], bucketsOf: String? = nil,
        recordsOf: (area: String, bucket: UInt8)? = nil
    ) {
        self.cursor = cursor
        self.areas = areas
        self.bucketsOf = bucketsOf
        self.recordsOf = recordsOf
    }

    /// All parts are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.cursor == right.cursor && left.areas == right.areas && left.bucketsOf == right.bucketsOf
            && left.recordsOf?.area == right.recordsOf?.area && left.recordsOf?.bucket == right.recordsOf?.bucket
    }

    /// By the sums alone.
    public func hash(into hasher: inout Hasher) { hasher.combine(areas) }
}

/// The answer to a ``VerifyRequest``.
public struct VerifyReply: Hashable, Sendable {
    /// Changes in scope beyond the cursor: what the device has not received yet.
    public var behind: UInt64
    /// Of the server's schema.
    public var schemaVersion: UInt32
    /// Areas whose sums differ, ascending.
    public var differing: [String]
    /// Of the area that was asked for; empty otherwise.
    public var buckets: [BucketDigest]
    /// Of the bucket that was asked for; empty otherwise.
    public var records: [RecordDigest]

    /// An answer to one question.
    public init(
        behind: UInt64, schemaVersion: UInt32, differing: [String] = [], buckets: [BucketDigest] = [],
        records: [RecordDigest] = []
    ) {
        self.behind = behind
        self.schemaVersion = schemaVersion
        self.differing = differing
        self.buckets = buckets
        self.records = records
    }
}

/// Finds the first record on which two replicas differ, in at most three questions.
public struct VerifySession: Sendable {
    /// What the host does next.
    public enum Action: Hashable, Sendable {
        /// Ask the server.
        case send(VerifyRequest)
        /// Read the sums of the 256 buckets of an area and answer `.buckets`.
        case readBuckets(area: String)
        /// Read the digests of the records of a bucket and answer `.records`.
        case readRecords(area: String, bucket: UInt8)
        /// The comparison is over.
        case finish(Agreement)
    }

    /// What the host reports.
    public enum Event: Sendable {
        case started(cursor: [UInt8], areas: [AreaDigest])
        /// The server answered.
        case replied(VerifyReply)
        /// The sums of the parts of one area.
        case buckets([BucketDigest])
        /// The digests of the records of one part.
        case records([RecordDigest])
    }

    /// The result of the comparison.
    public struct Agreement: Hashable, Sendable {
        /// Whether all sums are the same.
        public var isEqual: Bool
        /// Changes that the device has not received yet, which were not compared.
        public var behind: UInt64
        /// Of the schema in force there.
        public var serverSchemaVersion: UInt32
        /// Set when the sums differ and a record could be named.
        public var record: RecordID?
        /// The area in which the record lies.
        public var area: String?
    }

    private var cursor: [UInt8] = []
    private var verdict = Agreement(isEqual: true, behind: 0, serverSchemaVersion: 0)
    private var step = ComparisonLevel.areas
    private var reply: VerifyReply?

    private enum ComparisonLevel { case areas, buckets(String), records(String, UInt8) }

    /// A session that begins with the sums of all areas.
    public init() {}

    /// The next action after an event.
    public mutating func advance(_ event: Event) -> Action {
        switch event {
        case .started(let cursor, let areas):
            self.cursor = cursor
            return .send(VerifyRequest(cursor: cursor, areas: areas))
        case .replied(let reply): return receive(reply)
        case .buckets(let local): return compare(local)
        case .records(let local): return compare(local)
        }
    }

    private mutating func receive(_ reply: VerifyReply) -> Action {
        self.reply = reply
        switch step {
        case .areas:
            verdict.behind = reply.behind
            verdict.serverSchemaVersion = reply.schemaVersion
            guard let area = reply.differing.first else { return .finish(verdict) }
            verdict.isEqual = false
            verdict.area = area
            step = .buckets(area)
            return .send(VerifyRequest(cursor: cursor, bucketsOf: area))
        case .buckets(let area): return .readBuckets(area: area)
        case .records(let area, let bucket): return .readRecords(area: area, bucket: bucket)
        }
    }

    private mutating func compare(_ local: [BucketDigest]) -> Action {
        guard case .buckets(let area) = step, let remote = reply?.buckets else { return .finish(verdict) }
        let differing = Self.firstDifference(local, remote, key: \.bucket)
        guard let bucket = differing else { return .finish(verdict) }
        step = .records(area, bucket)
        return .send(VerifyRequest(cursor: cursor, recordsOf: (area, bucket)))
    }

    private mutating func compare(_ local: [RecordDigest]) -> Action {
        if let remote = reply?.records {
            verdict.record = Self.firstDifference(local, remote, key: \.key)?.id
        }
        return .finish(verdict)
    }

    private static func firstDifference<Element: Hashable, Key: Comparable & Hashable>(
        _ local: [Element], _ remote: [Element], key: (Element) -> Key
    ) -> Key? {
        Set(local).symmetricDifference(remote).map(key).min()
    }
}
