public import Values

// What a district decides for itself: settings of the campaign, and record types of its own.

/// A setting of the campaign: an item of the answer to `GET /v2/admin/settings`.
public struct SettingRecord: Codable, Hashable, Sendable {
    /// Such as `max_attempts`.
    public var name: String
    /// The value in force.
    public var value: String
    /// The value where nobody states one.
    public var `default`: String
    /// Whether a record states the value.
    public var stated: Bool
    /// What a record states that cannot be read, so that the default is in force.
    public var unreadable: String?
    /// Whether administrators disagree about it.
    public var disputed: Bool
    /// ``title`` and ``allowed`` in the two languages.
    public var titleZh, titleEn, allowedZh, allowedEn: String

    /// What the setting decides.
    public var title: Localized { Localized(zh: titleZh, en: titleEn) }
    /// Which values it takes.
    public var allowed: Localized { Localized(zh: allowedZh, en: allowedEn) }

    /// A setting as it is in force now.
    public init(
        name: String, value: String, default: String, stated: Bool, unreadable: String?, disputed: Bool,
        title: Localized, allowed: Localized
    ) {
        self.name = name
        self.value = value
        self.default = `default`
        self.stated = stated
        self.unreadable = unreadable
        self.disputed = disputed
        (titleZh, titleEn) = (title.zh, title.en)
        (allowedZh, allowedEn) = (allowed.zh, allowed.en)
    }
}

/// The body of `POST /v2/admin/settings/{name}`.
public struct SettingChange: Codable, Hashable, Sendable {
    /// As a person types it; `default` or nothing takes the setting back to its default.
    public var value: String
    /// Why; may be empty.
    public var reason: String

    /// A change that one administrator makes.
    public init(value: String, reason: String) {
        self.value = value
        self.reason = reason
    }
}

/// A record type of the schema in force.
public struct TypeRecord: Codable, Hashable, Sendable {
    /// From 1,000 for those of a district.
    public var number: UInt32
    /// The word by which schema and commands know it, and ``title`` in the two languages.
    public var name, titleZh, titleEn: String
    /// Whether the software brought it, and not the district.
    public var builtIn: Bool
    /// How many fields it has beside those that every type has.
    public var fields: Int

    /// What people call a record of the type.
    public var title: Localized { Localized(zh: titleZh, en: titleEn) }

    /// A type as the schema in force declares it.
    public init(number: UInt32, name: String, title: Localized, builtIn: Bool, fields: Int) {
        self.number = number
        self.name = name
        (titleZh, titleEn) = (title.zh, title.en)
        self.builtIn = builtIn
        self.fields = fields
    }
}

/// A record type with what it declares.
public struct TypeContent: Codable, Hashable, Sendable {
    /// What lists say of it.
    public var type: TypeRecord
    /// JSON text of the declaration, in the form of a schema document.
    public var declaration: String
    /// How many records of it the server holds, deleted ones not counted.
    public var records: Int

    /// A type, what declares it, and how much it is used.
    public init(type: TypeRecord, declaration: String, records: Int) {
        self.type = type
        self.declaration = declaration
        self.records = records
    }
}

/// What became of the record types of a file.
public struct TypeImportResult: Codable, Hashable, Sendable {
    /// Version of the schema afterwards.
    public var schemaVersion: UInt32
    /// Names, in the order of the schema.
    public var added: [String]
    /// Types that were there and got more fields, choices or other titles.
    public var extended: [String]
    /// Types that the schema has as the file declares them.
    public var unchanged: [String]

    /// Names of the file's types, each in one of the lists.
    public init(schemaVersion: UInt32, added: [String], extended: [String], unchanged: [String]) {
        self.schemaVersion = schemaVersion
        self.added = added
        self.extended = extended
        self.unchanged = unchanged
    }
}
