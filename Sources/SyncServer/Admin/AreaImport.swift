internal import AdminProtocol
internal import CommunityModel
internal import Records
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// `POST /v1/admin/areas`: brings areas in, or up to date. All rows of a batch or none.
enum AreaImport {
    private static let heads = ["code", "name", "level", "parent"]

    /// - Throws: A 400 that names the rows at fault, and `StoreError`.
    static func run(_ batch: ImportBatch<AreaRow>, as user: UserRecord, in store: ReplicaStore) throws -> ImportResult {
        try batch.checkSize()
        let records = HeldRecords(store, schema: try store.schema())
        let type = try AreaRecords(records.schema).type
        var sheet = RecordImport(type, heads: heads, records, existing: .update)
        let rows = batch.rows.map { row in
            AreaRow(
                code: row.code.trimmed, name: row.name.trimmed, level: row.level.trimmed, parent: row.parent.trimmed)
        }
        for (index, row) in rows.enumerated() {
            try sheet.take([row.code, row.name, row.level, row.parent], at: index)
        }
        return try store.save(as: user.author, handsIn: false) { context in
            try check(rows, &sheet, in: context)
            var faults = RowFaults()
            for fault in sheet.faults { faults.add(row: fault.row, field: fault.head, fault.fault) }
            try faults.check()
            var keys = KeyBook(type, in: context)
            let made = try sheet.drafts(in: context, keys: &keys)
            return Save(made.drafts, giving: ImportResult(made))
        }.result
    }

    /// Notes codes that cannot be one, codes that stand twice with different words, and parents that nobody knows.
    private static func check(_ rows: [AreaRow], _ sheet: inout RecordImport, in context: EditContext) throws {
        var earlier: [String: AreaRow] = [:]
        let faulty = Set(sheet.faults.map(\.row))
        for (index, row) in rows.enumerated() {
            if !isCode(row.code) {
                let words = Localized(
                    zh: "“\(row.code)”应以数字开头，只含数字、字母和连字符。",
                    en: "\(row.code) is not a digit followed by digits, letters or hyphens.")
                sheet.note(EntryFault("code_invalid", words), head: "code", row: index)
                continue
            }
            if let first = earlier[row.code], first != row {
                let words = Localized(zh: "代码 \(row.code) 出现了两次，内容不同。", en: "the batch names \(row.code) twice.")
                sheet.note(EntryFault("repeated", words), head: "code", row: index)
            }
            earlier[row.code] = earlier[row.code] ?? row
            if row.parent.isEmpty || row.level == "province" || faulty.contains(index) { continue }
            let isKnown =
                try row.parent != row.code
                && (earlier[row.parent] != nil || context.hasArea(row.parent, type: RecordTypes.area))
            if !isKnown {
                let words = Localized(
                    zh: "没有上级区域 \(row.parent)；请先导入它，或放在同一文件的前面。",
                    en: "there is no area \(row.parent); import it first, or earlier in the same file.")
                sheet.note(EntryFault("parent_unknown", words), head: "parent", row: index)
            }
        }
    }

    /// Codes begin with a digit and go on with digits, letters and hyphens: they stand in URLs and on command lines, and
    /// a whole server is the ten digits.
    private static func isCode(_ code: String) -> Bool {
        guard code.utf8.first.map({ (48...57).contains($0) }) == true else { return false }
        return code.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
