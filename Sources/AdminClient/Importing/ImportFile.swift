internal import AdminProtocol
public import Values

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

extension AreaImport {
    private static let levels = ["province", "city", "district", "street", "community", "compound", "building"]

    /// Reads a file with the columns `code`, `name`, `level` and `parent`, and puts parents before their children.
    ///
    /// - Throws: ``Failure`` with exit code 65 that names every error of the file: `file_unreadable`, `csv_...`,
    ///   `rows_invalid`.
    public init(path: String) throws(Failure) {
        let file = try ImportFile(path: path, required: ["code", "name", "level", "parent"], optional: [])
        var faults = ImportFaults()
        var lines: [String: Int] = [:]
        var placed: [PlacedRow<AreaRow>] = []
        for row in file.file.rows {
            let area = AreaRow(
                code: file.cell("code", of: row), name: file.cell("name", of: row),
                level: file.cell("level", of: row), parent: file.cell("parent", of: row))
            func fault(_ column: String, _ text: Localized) {
                faults.add(line: row.line, column: file.column(column), name: column, text)
            }
            if area.code.isEmpty {
                fault("code", .blank)
            } else if let earlier = lines[area.code] {
                fault(
                    "code",
                    Localized(
                        zh: "代码 \(area.code) 与第 \(earlier) 行相同",
                        en: "code \(area.code) stands in line \(earlier) already"))
            } else {
                lines[area.code] = row.line
            }
            if area.name.isEmpty { fault("name", .blank) }
            if !Self.levels.contains(area.level) {
                let names = Self.levels.joined(separator: ", ")
                fault(
                    "level",
                    Localized(zh: "“\(area.level)”不是级别；可用：\(names)", en: "\"\(area.level)\" is none of: \(names)"))
            }
            if !area.code.isEmpty, area.parent == area.code {
                fault("parent", Localized(zh: "区域不能是自己的上级", en: "an area cannot be its own parent"))
            }
            let bytes = area.code.utf8.count + area.name.utf8.count + area.level.utf8.count + area.parent.utf8.count
            placed.append(PlacedRow(line: row.line, row: area, textBytes: bytes))
        }
        guard faults.isEmpty else { throw faults.failure(code: "rows_invalid", file: path) }
        let (sorted, circular) = Self.parentsFirst(placed)
        for row in circular {
            faults.add(
                line: row.line, column: file.column("parent"), name: "parent",
                Localized(
                    zh: "从上级 \(row.row.parent) 往上会绕成一圈", en: "going up from \(row.row.parent) leads round in a circle"))
        }
        guard faults.isEmpty else { throw faults.failure(code: "rows_invalid", file: path) }
        self.placed = PlacedRows(path: path, columns: file.columns, rows: sorted)
    }

    /// Rows in an order in which no row comes before its parent, and those whose parents lead back to them.
    ///
    /// A parent that is not in the file is the server's to know.
    static func parentsFirst(
        _ rows: [PlacedRow<AreaRow>]
    ) -> (sorted: [PlacedRow<AreaRow>], circular: [PlacedRow<AreaRow>]) {
        let codes = Set(rows.map(\.row.code))
        let children = Dictionary(grouping: rows) { $0.row.parent }
        var sorted = rows.filter { $0.row.parent.isEmpty || !codes.contains($0.row.parent) }
        var next = 0
        while next < sorted.count {
            sorted += children[sorted[next].row.code] ?? []
            next += 1
        }
        let reached = Set(sorted.map(\.row.code))
        return (sorted, rows.filter { !reached.contains($0.row.code) })
    }
}

extension Localized {
    static let blank = Localized(zh: "不能为空", en: "must not be empty")
}

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
