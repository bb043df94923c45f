internal import AdminProtocol
public import Values

extension HouseholdImport {
    private static let required = ["area", "building", "room"]

    /// Reads a file with the columns `area`, `building` and `room`, mostly `unit`, and any other field of a household.
    ///
    /// Blanks around cells are dropped, leading zeros stay, and empty cells are left out.
    /// - Throws: ``Failure`` with exit code 65 that names every error of the file: `file_unreadable`, `csv_...`,
    ///   `rows_invalid`.
    public init(path: String) throws(Failure) {
        let file = try ImportFile(path: path, required: Self.required, optional: nil)
        var faults = ImportFaults()
        var placed: [PlacedRow<HouseholdRow>] = []
        placed.reserveCapacity(file.file.rows.count)
        for row in file.file.rows {
            var fields: [String: String] = [:]
            var bytes = 0
            for (name, cell) in zip(file.file.header, row.cells) {
                let text = cell.trimmed
                guard !text.isEmpty else { continue }
                fields[name] = text
                bytes += name.utf8.count + text.utf8.count
            }
            for name in Self.required where fields[name] == nil {
                faults.add(line: row.line, column: file.column(name), name: name, .blank)
            }
            placed.append(PlacedRow(line: row.line, row: HouseholdRow(fields: fields), textBytes: bytes))
        }
        guard faults.isEmpty else { throw faults.failure(code: "rows_invalid", file: path) }
        self.placed = PlacedRows(path: path, columns: file.columns, rows: placed)
    }
}
