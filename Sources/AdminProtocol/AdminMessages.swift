public import Values

/// The administrator's API: JSON bodies over HTTP. Paths are under `/v1/admin`; specification: section "Administration".

/// A user as the server keeps it.
public struct UserRecord: Codable, Hashable, Sendable {
    public var login: String
    public var name: String
    public var role: String
    /// Area codes; each covers all codes that begin with it.
    public var areas: [String]
    public var disabled: Bool

    public init(login: String, name: String, role: String, areas: [String], disabled: Bool = false) {
        self.login = login
        self.name = name
        self.role = role
        self.areas = areas
        self.disabled = disabled
    }
}

/// The roles a user may have. All are stored from the start; later issues give them their rights.
public enum UserRole: String, CaseIterable, Codable, Sendable {
    case enumerator, inspector, community, street
    case leadUnit = "lead_unit"
    case hospital, district, auditor, administrator
}

/// A device as the server keeps it.
public struct DeviceRecord: Codable, Hashable, Sendable {
    /// UUID.
    public var id: String
    /// Short and unique: it stands in every change of the device.
    public var name: String
    /// What the person called it when it was enrolled.
    public var label: String
    public var user: String
    public var enrolledAt: String
    public var lastSeen: String?
    public var revoked: Bool

    public init(
        id: String, name: String, label: String, user: String, enrolledAt: String, lastSeen: String?, revoked: Bool
    ) {
        self.id = id
        self.name = name
        self.label = label
        self.user = user
        self.enrolledAt = enrolledAt
        self.lastSeen = lastSeen
        self.revoked = revoked
    }
}

/// A one-time code with which one device can be enrolled.
public struct EnrollmentCode: Codable, Hashable, Sendable {
    public var code: String
    /// ISO 8601, UTC.
    public var expiresAt: String

    public init(code: String, expiresAt: String) {
        self.code = code
        self.expiresAt = expiresAt
    }
}

public struct EnrollmentOrder: Codable, Hashable, Sendable {
    public var user: String
    /// How long the code is valid, in seconds; `nil` for the server's own choice.
    public var validSeconds: Int?

    public init(user: String, validSeconds: Int? = nil) {
        self.user = user
        self.validSeconds = validSeconds
    }
}

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

/// An open conflict. Values are JSON texts of the field's values.
public struct ConflictRecord: Codable, Hashable, Sendable {
    public struct Candidate: Codable, Hashable, Sendable {
        /// The value as JSON text.
        public var valueJSON: String
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
            valueJSON: String, author: String, role: String, device: String, writtenAt: String, reason: String,
            suspect: Bool, visit: VisitRow? = nil
        ) {
            self.valueJSON = valueJSON
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
        public var outcomeTitle: Localized?
        /// ISO 8601, UTC.
        public var startedAt: String
        public var enumerators: [String]
        /// How many answers it has.
        public var answers: Int

        public init(
            outcome: String?, outcomeTitle: Localized?, startedAt: String, enumerators: [String], answers: Int
        ) {
            self.outcome = outcome
            self.outcomeTitle = outcomeTitle
            self.startedAt = startedAt
            self.enumerators = enumerators
            self.answers = answers
        }
    }

    public var id: String
    public var recordId: String
    public var recordType: String
    public var field: String
    /// What a resolution names as shown.
    public var version: String
    public var cause: String
    public var areas: [String]
    /// JSON text of the value all started from; `nil` when it is not known.
    public var baseJSON: String?
    /// What people call the record, for example its address.
    public var label: String
    /// From 1, in this order.
    public var values: [Candidate]
    /// Whether the values are not told: null stands in their place.
    public var withheld: Bool?

    public init(
        id: String, recordId: String, recordType: String, field: String, version: String, cause: String,
        areas: [String], baseJSON: String?, label: String, values: [Candidate], withheld: Bool? = nil
    ) {
        self.id = id
        self.recordId = recordId
        self.recordType = recordType
        self.field = field
        self.version = version
        self.cause = cause
        self.areas = areas
        self.baseJSON = baseJSON
        self.label = label
        self.values = values
        self.withheld = withheld
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

/// A refusal, with what is wrong in which row where rows were sent, or where in the file where one was.
public struct AdminProblem: Codable, Hashable, Sendable, Error {
    public struct RowFault: Codable, Hashable, Sendable {
        /// Index of the row in the batch, from 0.
        public var row: Int
        public var field: String
        public var code: String
        /// What is wrong, without the place: English, and Chinese where the server has words for it.
        public var text: String
        public var zh: String?
        /// What the sentence says in figures and codes, such as `{"limit":18}`.
        public var parameters: JSONValue?

        public init(
            row: Int, field: String, code: String, text: String, zh: String? = nil, parameters: JSONValue? = nil
        ) {
            self.row = row
            self.field = field
            self.code = code
            self.text = text
            self.zh = zh
            self.parameters = parameters
        }
    }

    public var code: String
    /// English, for logs.
    public var text: String
    public var rows: [RowFault]
    /// What is wrong with a file that was sent whole, all of it; `nil` where none was.
    public var faults: [FileFault]?

    public init(code: String, text: String, rows: [RowFault] = [], faults: [FileFault]? = nil) {
        self.code = code
        self.text = text
        self.rows = rows
        self.faults = faults
    }
}

/// Who the token belongs to: the answer to `GET /v1/admin/whoami`.
public struct Identity: Codable, Hashable, Sendable {
    public var login: String
    public var role: String
    public var server: String

    public init(login: String, role: String, server: String) {
        self.login = login
        self.role = role
        self.server = server
    }
}
