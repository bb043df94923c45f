// The administrator's API: JSON bodies over HTTP. Paths are under `/v1/admin`; specification: section "Administration".
// What `ruhu-admin` shows as JSON are these messages, so that their keys are those of Protocol/json-output.md.

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

/// What is asked for when a code is to be made.
public struct EnrollmentOrder: Codable, Hashable, Sendable {
    public var user: String
    /// How long the code is valid, in seconds; `nil` for the server's own choice.
    public var validSeconds: Int?

    public init(user: String, validSeconds: Int? = nil) {
        self.user = user
        self.validSeconds = validSeconds
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
