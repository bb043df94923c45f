internal import CommunityModel
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
        let table = try RecordRows.read(bytes, type: type, references: References(self))
        let (changes, unchanged) = try replica.save(as: author, handsIn: true, progress: progress) { context in
            var problems = table.problems
            try checkAreas(table.areas, column: table.areaColumn, problems: &problems, in: context)
            try problems.throwIfAny(
                code: "csv_invalid",
                title: Localized(
                    zh: "文件有 \(problems.count) 处错误，没有导入任何一行：",
                    en: "The file has \(problems.count) errors; no row was imported:"))
            var book = KeyBook(type, in: context)
            var drafts: [ChangeDraft] = []
            var unchanged = 0
            for assignments in table.rows {
                let key = RecordKey(id: context.newID(), type: type.number)
                if try book.add(key.id, assignments) != nil {
                    unchanged += 1
                } else {
                    drafts.append(ChangeDraft(kind: .bulkImport, writes: assignments.flatMap { $0.writes(ofNew: key) }))
                }
            }
            return Save(drafts, giving: unchanged)
        }
        return ImportResult(added: changes.count, unchanged: unchanged)
    }

    private func checkAreas(
        _ areas: [String: [Int]], column: String, problems: inout InputProblems, in context: EditContext
    ) throws {
        for (area, lines) in areas {
            guard let fault = try areaFault(area, in: context) else { continue }
            for line in lines {
                problems.add(at: RecordRows.place(line: line, column: column), line: line, fault.message)
            }
        }
    }
}
