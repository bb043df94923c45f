internal import Values

/// A CSV file whose header has been held against the columns that an import knows.
struct ImportFile {
    let path: String
    let file: DelimitedFile
    /// Numbers of the columns, from 1.
    let columns: [String: Int]

    /// - Parameters:
    ///   - path: The file.
    ///   - required: Columns that the header must name.
    ///   - optional: Columns that it may name; `nil` when the server decides.
    /// - Throws: ``Failure`` with exit code 65: `file_unreadable`, a code of ``DelimitedFault``, or `csv_header`.
    init(path: String, required: [String], optional: [String]?) throws(Failure) {
        self.path = path
        let bytes = try WholeFile.named(path, bytesMax: ValueLimits.csvBytesMax)
        do {
            file = try DelimitedFile.read(bytes)
        } catch {
            throw Self.failure(error, path: path)
        }
        columns = Dictionary(file.header.enumerated().map { ($0.element, $0.offset + 1) }) { first, _ in first }
        try Self.checkHeader(file.header, path: path, required: required, optional: optional)
    }

    /// The cell of a column without blanks around it; empty when the file has no such column.
    func cell(_ name: String, of row: DelimitedFile.Row) -> String {
        columns[name].map { row.cells[$0 - 1].trimmed } ?? ""
    }

    /// The number of a column, from 1; 0 when the file has no such column.
    func column(_ name: String) -> Int { columns[name] ?? 0 }

    private static func checkHeader(
        _ header: [String], path: String, required: [String], optional: [String]?
    ) throws(Failure) {
        var faults = ImportFaults()
        let missing = required.filter { !header.contains($0) }
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            faults.add(line: 1, column: 0, name: "", Localized(zh: "缺少列：\(names)", en: "columns missing: \(names)"))
        }
        if let optional {
            let known = required + optional
            for (index, name) in header.enumerated() where !known.contains(name) {
                let names = known.joined(separator: ", ")
                faults.add(
                    line: 1, column: index + 1, name: name,
                    Localized(zh: "没有这一列；可用：\(names)", en: "no such column; there are: \(names)"))
            }
        }
        if !faults.isEmpty { throw faults.failure(code: "csv_header", file: path) }
    }

    private static func failure(_ fault: DelimitedFault, path: String) -> Failure {
        let faults = fault.all
        return Failure.listing(
            faults.map(\.text), code: fault.code,
            title: Localized(
                zh: "\(path) 有 \(faults.count) 处错误；没有导入任何一行。",
                en: "\(path): \(faults.count) \(faults.count == 1 ? "error" : "errors"); nothing was imported."),
            hint: Localized(zh: "请改正后再导入。", en: "Mend the file and import it again."))
    }
}
