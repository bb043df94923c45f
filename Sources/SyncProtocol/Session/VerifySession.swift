/// Sums over the records that lie in one area.
public struct AreaDigest: Hashable, Sendable {
    public var area: String
    /// Number of (record, change) pairs.
    public var changes: UInt64
    public var changeSum: RunningSum
    public var records: UInt64
    public var stateSum: RunningSum

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
    public let bucket: UInt8
    public var changeSum: RunningSum
    public var stateSum: RunningSum

    public init(bucket: UInt8, changeSum: RunningSum = .zero, stateSum: RunningSum = .zero) {
        self.bucket = bucket
        self.changeSum = changeSum
        self.stateSum = stateSum
    }
}

/// The digests of one record.
public struct RecordDigest: Hashable, Sendable {
    public let key: RecordKey
    public let changeSum: RunningSum
    public let state: Digest

    public init(key: RecordKey, changeSum: RunningSum, state: Digest) {
        self.key = key
        self.changeSum = changeSum
        self.state = state
    }
}

/// One question of a verify session.
public struct VerifyRequest: Hashable, Sendable {
    public var cursor: [UInt8]
    public var areas: [AreaDigest]
    public var bucketsOf: String?
    public var recordsOf: (area: String, bucket: UInt8)?

    public init(
        cursor: [UInt8], areas: [AreaDigest] = [], bucketsOf: String? = nil,
        recordsOf: (area: String, bucket: UInt8)? = nil
    ) {
        self.cursor = cursor
        self.areas = areas
        self.bucketsOf = bucketsOf
        self.recordsOf = recordsOf
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.cursor == right.cursor && left.areas == right.areas && left.bucketsOf == right.bucketsOf
            && left.recordsOf?.area == right.recordsOf?.area && left.recordsOf?.bucket == right.recordsOf?.bucket
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(areas) }
}

/// The answer to a ``VerifyRequest``.
public struct VerifyReply: Hashable, Sendable {
    /// Changes in scope beyond the cursor: what the device has not received yet.
    public var behind: UInt64
    public var schemaVersion: UInt32
    /// Areas whose sums differ, ascending.
    public var differing: [String]
    public var buckets: [BucketDigest]
    public var records: [RecordDigest]

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
    public enum Action: Hashable, Sendable {
        case send(VerifyRequest)
        /// Read the sums of the 256 buckets of an area and answer `.buckets`.
        case readBuckets(area: String)
        /// Read the digests of the records of a bucket and answer `.records`.
        case readRecords(area: String, bucket: UInt8)
        case finish(Agreement)
    }

    public enum Event: Sendable {
        case started(cursor: [UInt8], areas: [AreaDigest])
        case replied(VerifyReply)
        case buckets([BucketDigest])
        case records([RecordDigest])
    }

    public struct Agreement: Hashable, Sendable {
        public var isEqual: Bool
        public var behind: UInt64
        public var serverSchemaVersion: UInt32
        /// Set when the sums differ and a record could be named.
        public var record: RecordID?
        public var area: String?
    }

    private var cursor: [UInt8] = []
    private var verdict = Agreement(isEqual: true, behind: 0, serverSchemaVersion: 0)
    private var step = Step.areas
    private var reply: VerifyReply?

    private enum Step { case areas, buckets(String), records(String, UInt8) }

    public init() {}

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
