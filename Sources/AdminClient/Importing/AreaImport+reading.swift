internal import AdminProtocol
public import Values

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
