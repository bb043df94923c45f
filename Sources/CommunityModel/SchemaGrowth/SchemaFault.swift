internal import SyncProtocol
public import Values

/// What is wrong with record types that somebody wants to add to a schema.
public struct SchemaFault: Hashable, Sendable {
    /// Stable. Listed in Protocol/json-output.md.
    public let code: String
    /// Where in the file, such as `[1].fields[0].choices[2].code`; empty for the file itself.
    public let path: String
    /// What is wrong and what to do.
    public let message: Localized

    init(_ code: String, at path: String, zh: String, en: String) {
        self.code = code
        self.path = path
        message = Localized(zh: zh, en: en)
    }
}

/// Bounds of what a district adds to its schema.
public enum SchemaLimits {
    /// Numbers below belong to the software's own types and fields, which go on growing.
    public static let districtNumberMin: UInt32 = 1_000
    /// Numbers above would be written with more bytes for nothing.
    public static let numberMax: UInt32 = 999_999
    /// Characters of a name: it is a column of a table that people read.
    public static let nameCharactersMax = 48
    /// Characters of a title.
    public static let titleCharactersMax = 100
    /// Characters of the code of a choice.
    public static let codeCharactersMax = 64
    /// Faults that are told at once; a person mends those first.
    public static let faultsMax = 200
    /// Bytes of a whole document: it travels to each device in one reply beside a page.
    public static let documentBytesMax = 1 << 20
    /// What every record shows beside its fields.
    static let reservedFieldNames: Set<String> = ["id", "type", "conflicts", "author", "device"]
    /// What a store keeps tables of, or may come to keep; a type's view stands beside them.
    static let reservedNames: Set<String> = [
        "setting", "schema_document", "replica", "change", "change_record", "record", "placement", "area_digest",
        "child",
        "conflict", "search", "feed", "outbox", "blob", "verdict", "quarantine", "bundle", "stripped", "draft",
        "upload",
    ]
}
