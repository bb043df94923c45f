internal import SyncProtocol
internal import Values

/// The rows of a file of records, read and checked by themselves.
struct RecordRows {
    /// The sound rows, completed by what the schema says of fields without a column.
    private(set) var rows: [[Assignment]] = []
    /// The lines that name each area, also those with faults of their own.
    private(set) var areas: [String: [Int]] = [:]
    private(set) var problems = InputProblems()
    /// The column that names the area, as the file is headed.
    private(set) var areaColumn = ""

    static func place(line: Int, column: String) -> Localized {
        Localized(zh: "第 \(line) 行，\(column) 列", en: "line \(line), column \(column)")
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - type: The type of its records.
    ///   - references: Finds the records that references name.
    /// - Returns: The rows, with everything that is wrong with them.
    /// - Throws: ``Failure`` `csv_invalid` when the file cannot be read as a table with the columns it needs;
    ///   `StoreError`.
    static func read(_ bytes: [UInt8], type: RecordType, references: References) throws -> RecordRows {
        let file: DelimitedFile
        do {
            file = try DelimitedFile.read(bytes)
        } catch let fault {
            var problems = InputProblems()
            for fault in fault.all { problems.add(fault.text) }
            try problems.throwIfAny(code: fault.code, title: unreadable)
            throw fault
        }
        let columns = try columns(file.header, type: type)
        var table = RecordRows()
        table.rows.reserveCapacity(file.rows.count)
        if let index = columns.firstIndex(where: { type.placement == .field($0.field.name) }) {
            table.areaColumn = file.header[index]
        }
        let heads = zip(file.header, columns).map { Column(head: $0, target: $1) }
        let defaults = type.fieldsWithDefault
        for row in file.rows { try table.take(row, heads, type: type, defaults: defaults, references: references) }
        return table
    }

    private struct Column {
        let head: String
        let target: AssignmentTarget
    }

    private static let unreadable = Localized(
        zh: "文件不能导入，没有导入任何一行：", en: "The file cannot be read; no row was imported:")

    private static func columns(_ header: [String], type: RecordType) throws -> [AssignmentTarget] {
        var problems = InputProblems()
        var columns: [AssignmentTarget] = []
        for head in header {
            let target = column(head, type: type)
            if let target, !columns.contains(target) {
                columns.append(target)
            } else {
                let known = type.settableNames(omitting: ["deleted"])
                problems.add(
                    at: place(line: 1, column: head),
                    target == nil
                        ? Localized(zh: "不认识这一列；可用：\(known)。", en: "unknown column; there are: \(known).")
                        : Localized(zh: "这一列出现了两次。", en: "the column appears twice."))
            }
        }
        for field in type.requiredFields where !columns.contains(where: { $0.field.number == field.number }) {
            problems.add(at: place(line: 1, column: field.name), Localized(zh: "缺少这一列。", en: "the column is missing."))
        }
        try problems.throwIfAny(code: "csv_invalid", title: unreadable)
        return columns
    }

    /// Sheets that people made themselves are headed in their own language.
    private static func column(_ head: String, type: RecordType) -> AssignmentTarget? {
        if let target = type.target(named: head, omitting: ["deleted"]) { return target }
        let titled = type.fields.first { !$0.keyed && ($0.title.zh == head || $0.title.en == head) }
        return titled.map { AssignmentTarget(field: $0, cell: []) }
    }

    private mutating func take(
        _ row: DelimitedFile.Row, _ columns: [Column], type: RecordType, defaults: [Field], references: References
    ) throws {
        var assignments: [Assignment] = []
        var isSound = true
        for (column, cell) in zip(columns, row.cells) {
            // An empty cell states nothing, also where an entry could not be emptied.
            if cell.isEmpty, !column.target.field.required { continue }
            do {
                assignments.append(try column.target.read(cell, references: references))
            } catch let fault as AssignmentFault {
                isSound = false
                problems.add(at: Self.place(line: row.line, column: column.head), line: row.line, fault.text)
            }
        }
        if let area = type.area(assignments) { areas[area, default: []].append(row.line) }
        if isSound { rows.append(assignments.completed(by: defaults, references: references)) }
    }
}
