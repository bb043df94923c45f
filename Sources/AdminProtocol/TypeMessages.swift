public import Values

/// A record type of the schema in force.
public struct TypeRecord: Codable, Hashable, Sendable {
    public var number: UInt32
    public var name: String
    public var title: Localized
    /// Whether the software brought it, and not the district.
    public var builtIn: Bool
    /// How many fields it has beside those that every type has.
    public var fields: Int
    /// JSON text of the declaration, in the form of a schema document; `nil` in lists.
    public var declaration: String?
    /// How many records of it the server holds, deleted ones not counted; `nil` in lists.
    public var records: Int?

    public init(
        number: UInt32, name: String, title: Localized, builtIn: Bool, fields: Int, declaration: String? = nil,
        records: Int? = nil
    ) {
        self.number = number
        self.name = name
        self.title = title
        self.builtIn = builtIn
        self.fields = fields
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
    public var unchanged: [String]

    public init(schemaVersion: UInt32, added: [String], extended: [String], unchanged: [String]) {
        self.schemaVersion = schemaVersion
        self.added = added
        self.extended = extended
        self.unchanged = unchanged
    }
}
