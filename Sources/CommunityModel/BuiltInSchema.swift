public import SyncProtocol

/// The schema that ships with this version of the software.
public enum BuiltInSchema {
    /// The schema document as it is published by `ruhu-server init` and sent to devices.
    public static let document: [UInt8] = PackageResources.schema_3_json
}

/// The record types that the software itself speaks of, by the names and numbers of the schema.
public enum RecordTypes {
    /// The number of a type: shipped numbers never change.
    public static let area = TypeNumber(rawValue: 1),
        household = TypeNumber(rawValue: 2),
        visit = TypeNumber(rawValue: 3),
        note = TypeNumber(rawValue: 4),
        standard = TypeNumber(rawValue: 5),
        inspection = TypeNumber(rawValue: 6),
        rectification = TypeNumber(rawValue: 7),
        opinion = TypeNumber(rawValue: 14),
        form = TypeNumber(rawValue: 27),
        setting = TypeNumber(rawValue: 28),
        publicity = TypeNumber(rawValue: 29),
        assignment = TypeNumber(rawValue: 30),
        teamMember = TypeNumber(rawValue: 31)
}
