public import Values

/// One row of an area import or list.
public struct AreaRow: Codable, Hashable, Sendable {
    /// The code that is the area's own, its name, a level such as `community`, and the code of the area above it.
    public var code, name, level, parent: String

    /// A row with all of its columns; `parent` is empty for a province.
    public init(code: String, name: String, level: String, parent: String) {
        self.code = code
        self.name = name
        self.level = level
        self.parent = parent
    }
}

/// One row of a household import: the household's field names with their texts.
public struct HouseholdRow: Codable, Hashable, Sendable {
    /// Texts as they stand in the cells, by the fields' names.
    public var fields: [String: String]

    /// A row of those cells that are not empty.
    public init(fields: [String: String]) { self.fields = fields }
}

/// A batch of rows to import. All of a batch is stored or none; a batch sent again changes nothing.
public struct ImportBatch<Row: Codable & Sendable>: Codable, Sendable {
    /// At most 1,000.
    public var rows: [Row]

    /// Rows that are stored in one transaction.
    public init(rows: [Row]) { self.rows = rows }
}

/// What became of the rows of an import.
public struct ImportResult: Codable, Hashable, Sendable {
    /// Rows that were new, that were brought up to date, and that were there already.
    public var added, updated, unchanged: Int

    /// Counts of one batch, or of all.
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
        /// As JSON writes a value of the field.
        public var value: JSONValue
        /// Who wrote it: login, role and the name of the device.
        public var author, role, device: String
        /// ISO 8601, UTC; and why, which may be empty.
        public var writtenAt, reason: String
        /// Whether the device's clock was in doubt.
        public var suspect: Bool
        /// What one has to know of the visit that the value names; `nil` for any other value.
        public var visit: VisitRow?

        /// A value with who stated it, when and why.
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
        /// Logins of those who visited.
        public var enumerators: [String]
        /// How many answers it has.
        public var answers: Int

        /// What is told of a visit.
        public init(outcome: String?, startedAt: String, enumerators: [String], answers: Int) {
            self.outcome = outcome
            self.startedAt = startedAt
            self.enumerators = enumerators
            self.answers = answers
        }
    }

    /// 64 hexadecimal digits.
    public var id: String
    /// The record's UUID, the name of its type, and the name of the field or, with its name, of the cell.
    public var recordId, recordType, field: String
    /// From 1, in this order.
    public var values: [Candidate]
    /// What a resolution names as shown.
    public var version: String
    /// The name of the policy that could not decide, `edit_against_delete` or `live_children`.
    public var cause: String
    /// The value all started from; `nil` when it is not known.
    public var base: JSONValue?
    /// Whether the values are not told: null stands in their place.
    public var withheld: Bool
    /// What people call the record, for example its address.
    public var label: String
    /// Codes of the areas that the record lies in.
    public var areas: [String]

    /// A conflict as it is open now.
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
    /// What is told to all.
    public var value: Value
    /// What people call the codes in it, such as outcomes of visits.
    public var titles: [String: Localized]

    /// A value, and titles by code.
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
    /// Kept with the record; not blank.
    public var reason: String

    /// A decision: either `take` or `value` is given.
    public init(version: String, take: Int?, value: String?, reason: String) {
        self.version = version
        self.take = take
        self.value = value
        self.reason = reason
    }
}
