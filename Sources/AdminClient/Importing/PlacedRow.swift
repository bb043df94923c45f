internal import AdminProtocol

/// A row to import and the line it stands on, so that whatever the server says of it can be found in the file.
struct PlacedRow<Row: Codable & Sendable>: Sendable {
    /// From 1.
    let line: Int
    let row: Row
    /// Bytes of its text, which decides how many rows make a batch.
    let textBytes: Int
}

/// Rows read from a file and checked as far as that is possible without the server.
public struct AreaImport: Sendable {
    let path: String
    let columns: [String: Int]
    let rows: [PlacedRow<AreaRow>]

    /// How many rows there are to import.
    public var count: Int { rows.count }
}

/// Rows read from a file and checked as far as that is possible without the server.
public struct HouseholdImport: Sendable {
    let path: String
    let columns: [String: Int]
    let rows: [PlacedRow<HouseholdRow>]

    /// How many rows there are to import.
    public var count: Int { rows.count }
}
