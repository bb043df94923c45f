internal import AdminProtocol
public import Values

extension HouseholdImport {
    /// Reads a file whose columns are fields of a household, by name or by title; the server says which it needs.
    ///
    /// Empty cells are left out.
    /// - Throws: ``Failure`` with exit code 65 that names every error of the file: `file_unreadable`, `csv_...`.
    public init(path: String) throws(Failure) {
        let file = try ImportFile(path: path, required: [], optional: nil)
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
            placed.append(PlacedRow(line: row.line, row: HouseholdRow(fields: fields), textBytes: bytes))
        }
        self.placed = PlacedRows(path: path, columns: file.columns, rows: placed)
    }
}
