// The administrator's API: JSON bodies over HTTP. Paths are under `/v2/admin`; specification: section "Administration".
// What `ruhu-admin` shows as JSON are these messages, so that their keys are those of Protocol/json-output.md.

/// Who the token belongs to: the answer to `GET /v2/admin/whoami`.
///
/// ```swift
/// Identity(login: "admin", role: UserRole.administrator.rawValue, server: "南海区")
/// ```
public struct Identity: Codable, Hashable, Sendable {
    /// The user, a role of ``UserRole``, and what people call the server.
    public var login, role, server: String

    /// The three as they are told.
    public init(login: String, role: String, server: String) {
        self.login = login
        self.role = role
        self.server = server
    }
}

/// A user as the server keeps it.
public struct UserRecord: Codable, Hashable, Sendable {
    /// 1 to 32 lower-case letters, digits, dots, hyphens or `_`; the person's name; a role of ``UserRole``.
    public var login, name, role: String
    /// Area codes; each covers all codes that begin with it.
    public var areas: [String]
    /// Whether the user is shut out, with all devices.
    public var disabled: Bool

    /// A user who is let in unless `disabled` says otherwise.
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
    /// The login of whoever works on it, and when it was enrolled (ISO 8601, UTC).
    public var user, enrolledAt: String
    /// ISO 8601, UTC; `nil` for a device that has not been heard of since it was enrolled.
    public var lastSeen: String?
    /// Whether it is shut out.
    public var revoked: Bool
    /// What it handed in on the last day on which it handed anything in; `nil` for none yet.
    public var handedIn: HandedIn?

    /// What counts against a device's quota.
    public struct HandedIn: Codable, Hashable, Sendable {
        /// In the time of the campaign, `YYYY-MM-DD`.
        public var day: String
        /// Bytes of changes, changes, and records that came into being with them.
        public var bytes, changes, records: Int
        /// Whether a change was refused on that day, because the quota was used up.
        public var exceeded: Bool

        /// The counts of one day.
        public init(day: String, bytes: Int, changes: Int, records: Int, exceeded: Bool) {
            self.day = day
            self.bytes = bytes
            self.changes = changes
            self.records = records
            self.exceeded = exceeded
        }
    }

    /// A device with all that is kept of it.
    public init(
        id: String, name: String, label: String, user: String, enrolledAt: String, lastSeen: String?, revoked: Bool,
        handedIn: HandedIn? = nil
    ) {
        self.id = id
        self.name = name
        self.label = label
        self.user = user
        self.enrolledAt = enrolledAt
        self.lastSeen = lastSeen
        self.revoked = revoked
        self.handedIn = handedIn
    }
}

/// What is asked for when a code is to be made.
public struct EnrollmentOrder: Codable, Hashable, Sendable {
    /// The login of whoever will work on the device.
    public var user: String
    /// How long the code is valid, in seconds; `nil` for the server's own choice.
    public var validSeconds: Int?

    /// An order for one code.
    public init(user: String, validSeconds: Int? = nil) {
        self.user = user
        self.validSeconds = validSeconds
    }
}

/// A one-time code with which one device can be enrolled.
public struct EnrollmentCode: Codable, Hashable, Sendable {
    /// As people type it, such as `ABCDE-FGHJK`, and until when it is valid (ISO 8601, UTC).
    public var code, expiresAt: String

    /// A code that was just made.
    public init(code: String, expiresAt: String) {
        self.code = code
        self.expiresAt = expiresAt
    }
}

/// A token of administration as the server keeps it.
public struct TokenRecord: Codable, Hashable, Sendable {
    /// The token's hash, 64 hexadecimal digits: it names the token and opens nothing.
    public var id: String
    /// The login of whoever it belongs to, and when it was made (ISO 8601, UTC).
    public var user, createdAt: String
    /// The login of whoever ordered it; `nil` for one that was made on the server's own machine.
    public var createdBy: String?
    /// From when on it opens nothing (ISO 8601, UTC); `nil` for the one that the server began with.
    public var expiresAt: String?
    /// ISO 8601, UTC; `nil` for one that was never used.
    public var lastUsed: String?

    /// A token with all that is kept of it.
    public init(
        id: String, user: String, createdAt: String, createdBy: String? = nil, expiresAt: String? = nil,
        lastUsed: String? = nil
    ) {
        self.id = id
        self.user = user
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.expiresAt = expiresAt
        self.lastUsed = lastUsed
    }
}

/// What is asked for when a token is to be made.
public struct TokenOrder: Codable, Hashable, Sendable {
    /// The login of whoever will use it.
    public var user: String
    /// How long it is valid, in days; `nil` for the server's own choice.
    public var validDays: Int?

    /// An order for one token.
    public init(user: String, validDays: Int? = nil) {
        self.user = user
        self.validDays = validDays
    }
}

/// A token that was just made: the only time that it is told.
public struct IssuedToken: Codable, Hashable, Sendable {
    /// 64 hexadecimal digits.
    public var token: String
    /// As it is listed.
    public var id, user, expiresAt: String

    /// A token with what the server keeps of it.
    public init(token: String, id: String, user: String, expiresAt: String) {
        self.token = token
        self.id = id
        self.user = user
        self.expiresAt = expiresAt
    }
}
