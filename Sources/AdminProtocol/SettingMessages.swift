public import Values

/// A setting of the campaign: an item of the answer to `GET /v1/admin/settings`.
public struct SettingRecord: Codable, Hashable, Sendable {
    public var name: String
    /// The value in force.
    public var value: String
    /// The value where nobody states one.
    public var defaultValue: String
    public var stated: Bool
    /// What a record states that cannot be read, so that the default is in force.
    public var unreadable: String?
    /// Whether administrators disagree about it.
    public var disputed: Bool
    /// What the setting decides.
    public var title: Localized
    /// Which values it takes.
    public var allowed: Localized

    public init(
        name: String, value: String, defaultValue: String, stated: Bool, unreadable: String?, disputed: Bool,
        title: Localized, allowed: Localized
    ) {
        self.name = name
        self.value = value
        self.defaultValue = defaultValue
        self.stated = stated
        self.unreadable = unreadable
        self.disputed = disputed
        self.title = title
        self.allowed = allowed
    }
}

/// The body of `POST /v1/admin/settings/{name}`.
public struct SettingChange: Codable, Hashable, Sendable {
    /// As a person types it; `default` or nothing takes the setting back to its default.
    public var value: String
    /// Why; may be empty.
    public var reason: String

    public init(value: String, reason: String) {
        self.value = value
        self.reason = reason
    }
}
