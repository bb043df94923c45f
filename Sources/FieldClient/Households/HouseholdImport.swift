internal import CommunityModel
internal import DelimitedText
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

/// What an import came to.
public struct ImportResult: Sendable {
    public let added: Int
    /// Addresses that were there already and were left alone.
    public let unchanged: Int
}

extension FieldStore {
    /// Adds the households of a CSV file: all rows or none, one change a row.
    ///
    /// The whole file is checked first, and everything that is wrong is told, each with its line and column.
    /// - Parameters:
    ///   - bytes: The file.
    ///   - progress: Called with the number of households stored and of all.
    /// - Returns: How many households were added, and how many addresses were there already.
    /// - Throws: ``Failure`` `csv_invalid`; ``StoreError``.
    public func importHouseholds(_ bytes: [UInt8], progress: (Int, Int) -> Void) throws -> ImportResult {
        let type = try type(RecordTypes.household)
        let table = try HouseholdRows.read(bytes, type: type)
        var unchanged = 0
        let changes = try replica.save(as: author, handsIn: true, progress: progress) { context in
            var problems = table.problems
            try checkAreas(table.areas, problems: &problems, in: context)
            try problems.throwIfAny(
                code: "csv_invalid",
                title: Localized(
                    zh: "文件有 \(problems.count) 处错误，没有导入任何一行：",
                    en: "The file has \(problems.count) errors; no row was imported:"))
            var books: [String: AddressBook] = [:]
            var drafts: [ChangeDraft] = []
            for row in table.rows {
                let area = row.address.area
                var book = try books.removeValue(forKey: area) ?? AddressBook(area: area, in: context)
                let key = RecordKey(id: context.newID(), type: type.number)
                if book.add(row.address, key.id) {
                    let writes = row.assignments.flatMap { $0.writes(ofNew: key) }
                    drafts.append(ChangeDraft(kind: .bulkImport, writes: writes))
                } else {
                    unchanged += 1
                }
                books[area] = book
            }
            return drafts
        }
        return ImportResult(added: changes.count, unchanged: unchanged)
    }

    private func checkAreas(
        _ areas: [String: [Int]], problems: inout InputProblems, in context: EditContext
    ) throws {
        for (area, lines) in areas {
            guard let fault = try areaFault(area, in: context) else { continue }
            for line in lines {
                problems.add(at: HouseholdRows.place(line: line, column: "area"), line: line, fault.message)
            }
        }
    }
}

/// The rows of a household file, read and checked by themselves.
struct HouseholdRows {
    struct Row {
        let assignments: [Assignment]
        let address: AddressKey
    }

    private(set) var rows: [Row] = []
    /// The lines that name each area, also those with faults of their own.
    private(set) var areas: [String: [Int]] = [:]
    private(set) var problems = InputProblems()

    static func place(line: Int, column: String) -> Localized {
        Localized(zh: "第 \(line) 行，\(column) 列", en: "line \(line), column \(column)")
    }

    /// - Throws: ``Failure`` `csv_invalid` when the file cannot be read as a table with the columns it needs.
    static func read(_ bytes: [UInt8], type: RecordType) throws -> HouseholdRows {
        let file: DelimitedFile
        do {
            file = try DelimitedFile.read(bytes)
        } catch let fault {
            var problems = InputProblems()
            for fault in fault.all { problems.add(fault.text) }
            try problems.throwIfAny(
                code: fault.code,
                title: Localized(zh: "文件不能导入，没有导入任何一行：", en: "The file cannot be read; no row was imported:"))
            throw fault
        }
        let columns = try columns(file.header, type: type)
        var table = HouseholdRows()
        table.rows.reserveCapacity(file.rows.count)
        for row in file.rows { table.take(row, columns: columns) }
        return table
    }

    private static func columns(_ header: [String], type: RecordType) throws -> [Field] {
        let fields = type.settableFields(omitting: ["deleted"])
        var problems = InputProblems()
        var columns: [Field] = []
        for name in header {
            // Sheets that people made themselves are headed in their own language.
            let field = fields.first { $0.name == name || $0.title.zh == name || $0.title.en == name }
            if let field, !columns.contains(where: { $0.number == field.number }) {
                columns.append(field)
            } else {
                let known = fields.map(\.name).joined(separator: ", ")
                problems.add(
                    at: place(line: 1, column: name),
                    field == nil
                        ? Localized(zh: "不认识这一列；可用：\(known)。", en: "unknown column; there are: \(known).")
                        : Localized(zh: "这一列出现了两次。", en: "the column appears twice."))
            }
        }
        for name in ["area", "building", "room"] where !columns.contains(where: { $0.name == name }) {
            problems.add(at: place(line: 1, column: name), Localized(zh: "缺少这一列。", en: "the column is missing."))
        }
        try problems.throwIfAny(
            code: "csv_invalid",
            title: Localized(zh: "文件不能导入，没有导入任何一行：", en: "The file cannot be read; no row was imported:"))
        return columns
    }

    private mutating func take(_ row: DelimitedFile.Row, columns: [Field]) {
        var assignments: [Assignment] = []
        var texts: [String: String] = [:]
        var isSound = true
        for (field, cell) in zip(columns, row.cells) {
            do throws(FieldFault) {
                assignments.append(try Assignment.read(cell, for: field))
                texts[field.name] = cell
            } catch {
                isSound = false
                let place = Self.place(line: row.line, column: field.name)
                problems.add(at: place, line: row.line, error.text(field: field, given: cell))
            }
        }
        if let area = texts["area"] { areas[area, default: []].append(row.line) }
        guard isSound else { return }
        let address = AddressKey(
            area: texts["area"] ?? "", building: texts["building"] ?? "", unit: texts["unit"] ?? "",
            room: texts["room"] ?? "")
        rows.append(Row(assignments: assignments, address: address))
    }
}
