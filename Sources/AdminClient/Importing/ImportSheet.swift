public import AdminProtocol
public import Values

/// Areas read from a file.
public typealias AreaSheet = ImportSheet<AreaRow>
/// Households read from a file.
public typealias HouseholdSheet = ImportSheet<HouseholdRow>

/// The rows of a file. The server reads and checks them, with what reads a device's sheets; here is only checked what
/// concerns rows that may travel in different batches.
public struct ImportSheet<Row: Codable & Sendable>: Sendable {
    /// A row and the line it stands on, so that whatever is said of it can be found in the file.
    struct Placed: Sendable {
        /// From 1.
        let line: Int
        let row: Row
        /// Bytes of its text, which decides how many rows make a batch.
        let textBytes: Int
    }

    let rows: [Placed]
    /// None, ready to be told of the file's rows.
    let faults: SheetFaults

    /// How many rows there are to import.
    public var count: Int { rows.count }
}

extension ImportSheet<HouseholdRow> {
    /// Reads a file whose columns are fields of a household, by name or by title; the server says which it needs.
    ///
    /// Empty cells are left out.
    /// - Throws: ``Failure`` with exit code 65 that names every error of the file: `file_unreadable`, `csv_...`.
    public init(path: String) throws(Failure) {
        let file = try DelimitedFile.import(path)
        rows = file.rows.map { row in
            let cells = zip(file.header, row.cells).map { ($0, $1.trimmed) }.filter { !$1.isEmpty }
            return Placed(
                line: row.line, row: HouseholdRow(fields: Dictionary(cells) { _, last in last }),
                textBytes: cells.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count })
        }
        faults = SheetFaults(in: path, header: file.header)
    }
}

extension ImportSheet<AreaRow> {
    private static let heads = ["code", "name", "level", "parent"]

    /// Reads a file with the columns `code`, `name`, `level` and `parent`, and puts parents before their children.
    ///
    /// - Throws: ``Failure`` with exit code 65 that names every error of the file: `file_unreadable`, `csv_...`,
    ///   `rows_invalid`.
    public init(path: String) throws(Failure) {
        let file = try DelimitedFile.import(path)
        let faults = SheetFaults(in: path, header: file.header)
        var found = faults
        for head in Self.heads where !file.header.contains(head) {
            found.note(Localized(fault: "column_missing"), line: 1, column: head)
        }
        let names = Self.heads.joined(separator: ", ")
        for head in file.header where !Self.heads.contains(head) {
            found.note(Localized(fault: "column_unknown", ["names": names]), line: 1, column: head)
        }
        try found.throwIfAny(code: "csv_header")
        let columns = Self.heads.compactMap(file.header.firstIndex)
        var lines: [String: Int] = [:]
        let placed = file.rows.map { row in
            let cells = columns.map { row.cells[$0].trimmed }
            let area = AreaRow(code: cells[0], name: cells[1], level: cells[2], parent: cells[3])
            if let earlier = lines.updateValue(row.line, forKey: area.code), !area.code.isEmpty {
                let words = ["code": area.code, "line": "\(earlier)"]
                found.note(Localized(fault: "code_twice", words), line: row.line, column: "code")
            }
            return Placed(line: row.line, row: area, textBytes: cells.reduce(0) { $0 + $1.utf8.count })
        }
        // Who stands twice would have its children twice.
        try found.throwIfAny(code: "rows_invalid")
        let (sorted, circular) = Self.parentsFirst(placed)
        for row in circular {
            found.note(
                Localized(fault: "parent_circular", ["parent": row.row.parent]), line: row.line, column: "parent")
        }
        try found.throwIfAny(code: "rows_invalid")
        self.init(rows: sorted, faults: faults)
    }

    /// Rows in an order in which no row comes before its parent, and those whose parents lead back to them.
    ///
    /// A parent that is not in the file is the server's to know.
    static func parentsFirst(_ rows: [Placed]) -> (sorted: [Placed], circular: [Placed]) {
        let codes = Set(rows.map(\.row.code))
        let children = Dictionary(grouping: rows) { $0.row.parent }
        var sorted = rows.filter { $0.row.parent.isEmpty || !codes.contains($0.row.parent) }
        var next = 0
        while next < sorted.count {
            // The server refuses a row without a code; to all others it is nobody's parent.
            let code = sorted[next].row.code
            if !code.isEmpty { sorted += children[code] ?? [] }
            next += 1
        }
        let reached = Set(sorted.map(\.line))
        return (sorted, rows.filter { !reached.contains($0.line) })
    }
}

extension DelimitedFile {
    /// - Throws: ``Failure`` with exit code 65: `file_unreadable`, or a code of ``DelimitedFault``.
    fileprivate static func `import`(_ path: String) throws(Failure) -> DelimitedFile {
        try sheet(WholeFile.named(path, bytesMax: ValueLimits.csvBytesMax), of: path)
    }
}
