public import SyncProtocol

/// The schema that ships with this version of the software.
public enum BuiltInSchema {
    /// The schema document as it is published by `ruhu-server init` and sent to devices.
    public static let document: [UInt8] = PackageResources.schema_3_json
}

/// The record types that the software itself speaks of, by the names and numbers of the schema.
public enum RecordTypes {
    public static let area = TypeNumber(rawValue: 1)
    public static let household = TypeNumber(rawValue: 2)
    public static let visit = TypeNumber(rawValue: 3)
    public static let note = TypeNumber(rawValue: 4)
    public static let standard = TypeNumber(rawValue: 5)
    public static let inspection = TypeNumber(rawValue: 6)
    public static let rectification = TypeNumber(rawValue: 7)
    public static let opinion = TypeNumber(rawValue: 14)
    public static let form = TypeNumber(rawValue: 27)
    public static let setting = TypeNumber(rawValue: 28)
    public static let publicity = TypeNumber(rawValue: 29)
    public static let assignment = TypeNumber(rawValue: 30)
    public static let teamMember = TypeNumber(rawValue: 31)
}
