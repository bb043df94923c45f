internal import AdminProtocol
internal import Values

/// A row of an import: texts by the names of columns.
protocol ImportRow: Codable, Sendable {
    /// The text of a column; empty when the row has none.
    func text(of column: String) -> String
}

extension AreaRow: ImportRow {
    func text(of column: String) -> String {
        switch column {
        case "code": code
        case "name": name
        case "level": level
        case "parent": parent
        default: ""
        }
    }
}

extension HouseholdRow: ImportRow {
    func text(of column: String) -> String { fields[column] ?? "" }
}

/// A row to import and the line it stands on, so that whatever is said of it can be found in the file.
struct PlacedRow<Row: ImportRow>: Sendable {
    /// From 1.
    let line: Int
    let row: Row
    /// Bytes of its text, which decides how many rows make a batch.
    let textBytes: Int
}

/// Rows and the file they come from.
struct PlacedRows<Row: ImportRow>: Sendable {
    let path: String
    /// Numbers of the file's columns, from 1.
    let columns: [String: Int]
    let rows: [PlacedRow<Row>]

    /// Adds a fault at a cell.
    func note(_ text: Localized, line: Int, column: String, in faults: inout ImportFaults) {
        faults.add(line: line, column: columns[column] ?? 0, name: column, text)
    }
}

/// Areas read from a file and checked as far as that is possible without the server.
public struct AreaImport: Sendable {
    let placed: PlacedRows<AreaRow>

    /// How many rows there are to import.
    public var count: Int { placed.rows.count }
}

/// Households read from a file and checked as far as that is possible without the server.
public struct HouseholdImport: Sendable {
    let placed: PlacedRows<HouseholdRow>

    /// How many rows there are to import.
    public var count: Int { placed.rows.count }
}
