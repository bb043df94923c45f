public import AdminProtocol
public import Values

/// Areas read from a file.
public typealias AreaSheet = ImportSheet<AreaRow>
/// Households read from a file.
public typealias HouseholdSheet = ImportSheet<HouseholdRow>

/// The rows of a file, checked as far as that is possible without the server.
public struct ImportSheet<Row: Codable & Sendable>: Sendable {
    /// A row and the line it stands on, so that whatever is said of it can be found in the file.
    struct Placed: Sendable {
        /// From 1.
        let line: Int
        let row: Row
        /// Bytes of its text, which decides how many rows make a batch.
        let textBytes: Int
    }

    let path: String
    /// Numbers of the file's columns, from 1.
    let columns: [String: Int]
    let rows: [Placed]

    /// How many rows there are to import.
    public var count: Int { rows.count }

    /// Adds a fault at a cell.
    func note(_ text: Localized, line: Int, column: String, in faults: inout ImportFaults) {
        faults.add(line: line, column: columns[column] ?? 0, name: column, text)
    }
}

extension ImportSheet<HouseholdRow> {
    /// Reads a file whose columns are fields of a household, by name or by title; the server says which it needs.
    ///
    /// Empty cells are left out.
    /// - Throws: ``Failure`` with exit code 65 that names every error of the file: `file_unreadable`, `csv_...`.
    public init(path: String) throws(Failure) {
        let file = try DelimitedFile.import(path)
        columns = file.columns
        rows = file.rows.map { row in
            let cells = zip(file.header, row.cells).map { ($0, $1.trimmed) }.filter { !$1.isEmpty }
            return Placed(
                line: row.line, row: HouseholdRow(fields: Dictionary(cells) { _, last in last }),
                textBytes: cells.reduce(0) { $0 + $1.0.utf8.count + $1.1.utf8.count })
        }
        self.path = path
    }
}

extension ImportSheet<AreaRow> {
    private static let heads = ["code", "name", "level", "parent"]
    private static let levels = ["province", "city", "district", "street", "community", "compound", "building"]

    /// Reads a file with the columns `code`, `name`, `level` and `parent`, and puts parents before their children.
    ///
    /// - Throws: ``Failure`` with exit code 65 that names every error of the file: `file_unreadable`, `csv_...`,
    ///   `rows_invalid`.
    public init(path: String) throws(Failure) {
        let file = try DelimitedFile.import(path)
        let columns = file.columns
        try Self.checkHeader(file.header, path: path)
        var faults = ImportFaults()
        var lines: [String: Int] = [:]
        var placed: [Placed] = []
        for row in file.rows {
            let cells = Self.heads.map { name in columns[name].map { row.cells[$0 - 1].trimmed } ?? "" }
            let area = AreaRow(code: cells[0], name: cells[1], level: cells[2], parent: cells[3])
            func fault(_ column: String, _ text: Localized) {
                faults.add(line: row.line, column: columns[column] ?? 0, name: column, text)
            }
            if area.code.isEmpty {
                fault("code", Self.blank)
            } else if let earlier = lines[area.code] {
                fault(
                    "code",
                    Localized(
                        zh: "代码 \(area.code) 与第 \(earlier) 行相同",
                        en: "code \(area.code) stands in line \(earlier) already"))
            } else {
                lines[area.code] = row.line
            }
            if area.name.isEmpty { fault("name", Self.blank) }
            if !Self.levels.contains(area.level) {
                let names = Self.levels.joined(separator: ", ")
                fault(
                    "level",
                    Localized(zh: "“\(area.level)”不是级别；可用：\(names)", en: "\"\(area.level)\" is none of: \(names)"))
            }
            if !area.code.isEmpty, area.parent == area.code {
                fault("parent", Localized(zh: "区域不能是自己的上级", en: "an area cannot be its own parent"))
            }
            placed.append(Placed(line: row.line, row: area, textBytes: cells.reduce(0) { $0 + $1.utf8.count }))
        }
        try faults.throwIfAny(code: "rows_invalid", file: path)
        let (sorted, circular) = Self.parentsFirst(placed)
        self.init(path: path, columns: columns, rows: sorted)
        for row in circular {
            note(
                Localized(
                    zh: "从上级 \(row.row.parent) 往上会绕成一圈", en: "going up from \(row.row.parent) leads round in a circle"),
                line: row.line, column: "parent", in: &faults)
        }
        try faults.throwIfAny(code: "rows_invalid", file: path)
    }

    private static let blank = Localized(zh: "不能为空", en: "must not be empty")

    private static func checkHeader(_ header: [String], path: String) throws(Failure) {
        var faults = ImportFaults()
        let (names, missing) = (heads.joined(separator: ", "), heads.filter { !header.contains($0) })
        if !missing.isEmpty {
            let missing = missing.joined(separator: ", ")
            faults.add(line: 1, column: 0, name: "", Localized(zh: "缺少列：\(missing)", en: "columns missing: \(missing)"))
        }
        for (index, name) in header.enumerated() where !heads.contains(name) {
            faults.add(
                line: 1, column: index + 1, name: name,
                Localized(zh: "没有这一列；可用：\(names)", en: "no such column; there are: \(names)"))
        }
        try faults.throwIfAny(code: "csv_header", file: path)
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
            sorted += children[sorted[next].row.code] ?? []
            next += 1
        }
        let reached = Set(sorted.map(\.row.code))
        return (sorted, rows.filter { !reached.contains($0.row.code) })
    }
}

extension DelimitedFile {
    /// - Throws: ``Failure`` with exit code 65: `file_unreadable`, or a code of ``DelimitedFault``.
    fileprivate static func `import`(_ path: String) throws(Failure) -> DelimitedFile {
        let bytes = try WholeFile.named(path, bytesMax: ValueLimits.csvBytesMax)
        do {
            return try read(bytes)
        } catch {
            let count = error.all.count
            throw Failure.listing(
                error.all.map(\.text), code: error.code,
                title: Localized(
                    zh: "\(path) 有 \(count) 处错误；没有导入任何一行。",
                    en: "\(path): \(count) \(count == 1 ? "error" : "errors"); nothing was imported."),
                hint: Localized(zh: "请改正后再导入。", en: "Mend the file and import it again."))
        }
    }

    /// Numbers of the columns by their heads, from 1.
    fileprivate var columns: [String: Int] {
        Dictionary(header.enumerated().map { ($0.element, $0.offset + 1) }) { first, _ in first }
    }
}
