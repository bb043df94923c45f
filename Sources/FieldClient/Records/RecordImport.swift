internal import CommunityModel
internal import Records
internal import ReplicaStore
public import SyncProtocol
internal import Values

/// What an import came to.
public struct ImportResult: Sendable {
    public let added: Int
    /// Rows whose key a record has already, or an earlier row; they were left alone.
    public let unchanged: Int
}

extension FieldStore {
    /// Adds the records of a CSV file: all rows or none, one change a row.
    ///
    /// The whole file is checked first, and everything that is wrong is told, each with its line and column.
    /// - Parameters:
    ///   - type: The type.
    ///   - bytes: The file.
    ///   - progress: Called with the number of records stored and of all.
    /// - Returns: How many records were added, and how many were there already.
    /// - Throws: ``Failure`` `own_command`, `csv_invalid`; ``StoreError``.
    public func importRecords(
        of type: RecordType, _ bytes: [UInt8], progress: (Int, Int) -> Void
    ) throws -> ImportResult {
        try OwnCommands.refuse(OwnCommands.of(type)?.add, for: type)
        let file = try Self.table(bytes)
        var sheet = RecordImport(type, heads: file.header, records)
        var problems = InputProblems()
        for fault in sheet.headFaults { problems.add(at: Self.place(line: 1, fault.head), fault.fault.text) }
        try problems.throwIfAny(code: "csv_invalid", title: Self.unreadable)
        for (index, row) in file.rows.enumerated() { try sheet.take(row.cells, at: index) }
        let result = try replica.save(as: author, handsIn: true, progress: progress) { context in
            try sheet.checkAreas(in: context)
            for fault in sheet.faults {
                let line = file.rows[fault.row].line
                problems.add(at: Self.place(line: line, fault.head), line: line, fault.fault.text)
            }
            try problems.throwIfAny(
                code: "csv_invalid",
                title: Localized(
                    zh: "文件有 \(problems.count) 处错误，没有导入任何一行：",
                    en: "The file has \(problems.count) errors; no row was imported:"))
            var keys = KeyBook(type, in: context)
            let made = try sheet.drafts(in: context, keys: &keys)
            return Save(made.drafts, giving: made)
        }.result
        return ImportResult(added: result.added, unchanged: result.unchanged)
    }

    private static let unreadable = Localized(
        zh: "文件不能导入，没有导入任何一行：", en: "The file cannot be read; no row was imported:")

    private static func place(line: Int, _ column: String) -> Localized {
        Localized(zh: "第 \(line) 行，\(column) 列", en: "line \(line), column \(column)")
    }

    private static func table(_ bytes: [UInt8]) throws -> DelimitedFile {
        do {
            return try DelimitedFile.read(bytes)
        } catch let fault {
            var problems = InputProblems()
            for fault in fault.all { problems.add(fault.text) }
            try problems.throwIfAny(code: fault.code, title: unreadable)
            throw fault
        }
    }
}
