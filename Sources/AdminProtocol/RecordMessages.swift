public import Values

/// One row of an area import or list.
public struct AreaRow: Codable, Hashable, Sendable {
    public var code: String
    public var name: String
    public var level: String
    public var parent: String

    public init(code: String, name: String, level: String, parent: String) {
        self.code = code
        self.name = name
        self.level = level
        self.parent = parent
    }
}

/// One row of a household import: the household's field names with their texts.
public struct HouseholdRow: Codable, Hashable, Sendable {
    public var fields: [String: String]

    public init(fields: [String: String]) { self.fields = fields }
}

/// A batch of rows to import. All of a batch is stored or none; a batch sent again changes nothing.
public struct ImportBatch<Row: Codable & Sendable>: Codable, Sendable {
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }
}

/// What became of the rows of an import.
public struct ImportResult: Codable, Hashable, Sendable {
    public var added: Int
    public var updated: Int
    /// Rows that were there already.
    public var unchanged: Int

    public init(added: Int, updated: Int, unchanged: Int) {
        self.added = added
        self.updated = updated
        self.unchanged = unchanged
    }
}

/// An open conflict.
public struct ConflictRecord: Codable, Hashable, Sendable {
    /// One of the values between which people decide.
    public struct Candidate: Codable, Hashable, Sendable {
        public var value: JSONValue
        public var author: String
        public var role: String
        public var device: String
        /// ISO 8601, UTC.
        public var writtenAt: String
        public var reason: String
        public var suspect: Bool
        /// What one has to know of the visit that the value names; `nil` for any other value.
        public var visit: VisitRow?

        public init(
            value: JSONValue, author: String, role: String, device: String, writtenAt: String, reason: String,
            suspect: Bool, visit: VisitRow? = nil
        ) {
            self.value = value
            self.author = author
            self.role = role
            self.device = device
            self.writtenAt = writtenAt
            self.reason = reason
            self.suspect = suspect
            self.visit = visit
        }
    }

    /// A visit as one chooses between several, without its answers.
    public struct VisitRow: Codable, Hashable, Sendable {
        /// Code of the outcome; `nil` where none is stated.
        public var outcome: String?
        /// ISO 8601, UTC.
        public var startedAt: String
        public var enumerators: [String]
        /// How many answers it has.
        public var answers: Int

        public init(outcome: String?, startedAt: String, enumerators: [String], answers: Int) {
            self.outcome = outcome
            self.startedAt = startedAt
            self.enumerators = enumerators
            self.answers = answers
        }
    }

    public var id: String
    public var recordId: String
    public var recordType: String
    public var field: String
    /// From 1, in this order.
    public var values: [Candidate]
    /// What a resolution names as shown.
    public var version: String
    public var cause: String
    /// The value all started from; `nil` when it is not known.
    public var base: JSONValue?
    /// Whether the values are not told: null stands in their place.
    public var withheld: Bool
    /// What people call the record, for example its address.
    public var label: String
    public var areas: [String]

    public init(
        id: String, recordId: String, recordType: String, field: String, values: [Candidate], version: String,
        cause: String, base: JSONValue?, withheld: Bool, label: String, areas: [String]
    ) {
        self.id = id
        self.recordId = recordId
        self.recordType = recordType
        self.field = field
        self.values = values
        self.version = version
        self.cause = cause
        self.base = base
        self.withheld = withheld
        self.label = label
        self.areas = areas
    }
}

extension KeyedEncodingContainer {
    /// A visit stands in JSON only where a value names one.
    mutating func encodeIfPresent(_ visit: ConflictRecord.VisitRow?, forKey key: Key) throws {
        if let visit { try encode(visit, forKey: key) }
    }
}

extension KeyedDecodingContainer {
    /// Null is a value of a field, and not the want of one.
    func decodeIfPresent(_ type: JSONValue.Type, forKey key: Key) throws -> JSONValue? {
        contains(key) ? try decode(type, forKey: key) : nil
    }
}

/// What is told for scripts and people alike, with what only people are told.
public struct Titled<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    public var value: Value
    /// What people call the codes in it, such as outcomes of visits.
    public var titles: [String: Localized]

    public init(_ value: Value, titles: [String: Localized]) {
        self.value = value
        self.titles = titles
    }
}

/// How an administrator decides a conflict: by taking one of its values or by stating another.
public struct ConflictResolution: Codable, Hashable, Sendable {
    /// The version that was shown; the server refuses when the conflict has changed since.
    public var version: String
    /// From 1.
    public var take: Int?
    /// The text of another value.
    public var value: String?
    public var reason: String

    public init(version: String, take: Int?, value: String?, reason: String) {
        self.version = version
        self.take = take
        self.value = value
        self.reason = reason
    }
}
