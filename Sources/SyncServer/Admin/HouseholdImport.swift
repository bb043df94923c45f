internal import AdminProtocol
internal import CommunityModel
internal import Records
internal import ReplicaStore
internal import SyncProtocol
internal import Synchronization
internal import Values

/// `POST /v2/admin/areas`: brings areas in, or up to date. All rows of a batch or none.
enum AreaImport {
    private static let heads = ["code", "name", "level", "parent"]

    /// - Throws: A 400 that names the rows at fault, and `StoreError`.
    static func run(_ batch: ImportBatch<AreaRow>, as user: UserRecord, in store: ReplicaStore) throws -> ImportResult {
        try batch.checkSize()
        let records = HeldRecords(store, schema: try store.schema())
        let type = try records.schema.declaredType(RecordTypes.area, "areas")
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
            try sheet.check()
            var keys = NaturalKeyIndex(type, in: context)
            let made = try sheet.drafts(in: context, keys: &keys)
            return Save(made.drafts, giving: ImportResult(made))
        }.result
    }

    /// Notes codes that cannot be one, codes that stand twice with different words, and parents that nobody knows.
    private static func check(_ rows: [AreaRow], _ sheet: inout RecordImport, in context: EditContext) throws {
        var earlier: [String: AreaRow] = [:]
        let faulty = Set(sheet.faults.map(\.row))
        for (index, row) in rows.enumerated() {
            if row.code.isEmpty { continue }
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

/// `POST /v2/admin/households`: brings households in. All rows of a batch or none; an address that exists is counted and
/// left alone.
enum HouseholdImport {
    /// - Throws: A 400 that names the rows at fault, and `StoreError`.
    static func run(
        _ batch: ImportBatch<HouseholdRow>, as user: UserRecord, in store: ReplicaStore, addresses: ImportedAddresses
    ) throws -> ImportResult {
        try batch.checkSize()
        let records = HeldRecords(store, schema: try store.schema())
        let type = try records.schema.declaredType(RecordTypes.household, "households")
        // A row leaves out what it says nothing about; all rows together name the columns.
        let heads = Set(batch.rows.flatMap(\.fields.keys)).sorted()
        var sheet = RecordImport(type, heads: heads, records)
        for (index, row) in batch.rows.enumerated() {
            try sheet.take(heads.map { row.fields[$0] ?? "" }, at: index)
            // Whether a column is missing or its cells are empty, only the sender sees.
            for field in type.requiredFields
            where sheet.headFaults.contains(where: { $0.isMissing && $0.head == field.name }) {
                sheet.note(EntryFault(.required, field: field, given: ""), head: field.name, row: index)
            }
            for fault in sheet.headFaults where row.fields[fault.head] != nil {
                sheet.note(fault.fault, head: fault.head, row: index)
            }
        }
        let (made, keys, position) = try store.save(as: user.author, handsIn: false) { context in
            try sheet.checkAreas(in: context)
            try sheet.check()
            let before = try context.newestPosition()
            var keys = NaturalKeyIndex(type, in: context, pages: addresses.pages(at: before))
            let made = try sheet.drafts(in: context, keys: &keys)
            return Save(made.drafts, giving: (made, keys.pages, before + Int64(made.drafts.count)))
        }.result
        addresses.note(keys, at: position)
        return ImportResult(made)
    }
}

extension ImportResult {
    init(_ made: RecordImport.Drafts) {
        self.init(added: made.added, updated: made.updated, unchanged: made.unchanged)
    }
}

/// The addresses of the areas that an import is working on, kept from one batch to the next.
///
/// They are worth something only while nobody else has written in between: the position of the newest change says so.
/// Without it each batch of a large import would read all addresses of its area again.
final class ImportedAddresses: Sendable {
    typealias Pages = [String: [NaturalKey: RecordID]]

    private let held = Mutex<(position: Int64, pages: Pages)?>(nil)

    /// Takes the addresses out when the store still stands where they were noted; empty otherwise.
    func pages(at position: Int64) -> Pages {
        held.withLock { held in
            defer { held = nil }
            guard let held, held.position == position else { return [:] }
            return held.pages
        }
    }

    /// Notes the addresses as they are once the change at `position` is stored.
    func note(_ pages: Pages, at position: Int64) {
        guard pages.values.reduce(0, { $0 + $1.count }) <= ServerLimits.importedAddressesMax else { return }
        held.withLock { $0 = (position, pages) }
    }
}

extension RecordImport {
    /// - Throws: A 400 `rows_invalid` that names what is wrong, so that a person can mend all of it at once.
    fileprivate func check() throws(Refusal) {
        let named = faults.prefix(ServerLimits.rowFaultsMax)
            .map { AdminProblem.RowFault(row: $0.row, field: $0.head, $0.fault) }
        guard !named.isEmpty else { return }
        throw Refusal(
            .badRequest, "rows_invalid", "\(named.count) faults; no row was stored",
            rows: named.sorted { $0.row < $1.row })
    }
}

extension AdminProblem.RowFault {
    init(row: Int, field: String, _ fault: EntryFault) {
        self.init(
            row: row, field: field, code: fault.code, text: fault.text.en, zh: fault.text.zh,
            parameters: fault.parameters)
    }
}

extension ImportBatch {
    /// - Throws: A 413 for a batch with too many rows.
    func checkSize() throws(Refusal) {
        guard rows.count <= ServerLimits.importRowsMax else {
            throw Refusal(
                .contentTooLarge, "too_large", "a batch has at most \(ServerLimits.importRowsMax) rows")
        }
    }
}
