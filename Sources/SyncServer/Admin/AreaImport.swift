internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// `POST /v1/admin/areas`: brings areas in, or up to date. All rows of a batch or none.
struct AreaImport {
    private let context: EditContext
    private let areas: AreaRecords
    private var faults = RowFaults()
    private var rows: [String: AreaRow] = [:]
    private var drafts: [ChangeDraft] = []
    private var result = ImportResult(added: 0, updated: 0, unchanged: 0)

    /// - Throws: A 400 that names the rows at fault, and `StoreError`.
    static func run(_ batch: ImportBatch<AreaRow>, as user: UserRecord, in store: ReplicaStore) throws -> ImportResult {
        try batch.checkSize()
        return try store.save(as: user.author, handsIn: false) { context in
            var run = try AreaImport(context)
            for (index, row) in batch.rows.enumerated() { try run.take(row, at: index) }
            try run.faults.check()
            return Save(run.drafts, giving: run.result)
        }.result
    }

    private init(_ context: EditContext) throws {
        self.context = context
        areas = try AreaRecords(context.schema)
    }

    private mutating func take(_ given: AreaRow, at index: Int) throws {
        let row = AreaRow(
            code: given.code.trimmed, name: given.name.trimmed, level: given.level.trimmed,
            parent: given.parent.trimmed)
        guard let values = values(of: row, at: index), try checkPlace(of: row, at: index) else { return }
        if let earlier = rows.updateValue(row, forKey: row.code) {
            if earlier == row {
                result.unchanged += 1
            } else {
                faults.add(row: index, field: "code", code: "repeated", text: "the batch names \(row.code) twice")
            }
            return
        }
        let existing = try context.records(of: RecordTypes.area, inArea: row.code).min { $0.key < $1.key }
        if let existing {
            try update(existing, values)
        } else {
            let key = RecordKey(id: context.newID(), type: RecordTypes.area)
            let writes = values.filter { $0.value != .null }.map { field, value in
                ChangeDraft.Write(record: key, key: FieldKey(field.number), value: value)
            }
            drafts.append(ChangeDraft(kind: .bulkImport, writes: writes))
            result.added += 1
        }
    }

    private mutating func update(_ view: RecordView, _ values: [(field: Field, value: Value)]) throws {
        let writes = try values.filter { field, value in
            switch view.outcome(of: field.number) {
            case .value(let write): write.value != value.encoded
            case .conflict, .entries: true
            case nil: value != .null
            }
        }.map { field, value in try context.write(view.key, field, value) }
        if writes.isEmpty {
            result.unchanged += 1
        } else {
            drafts.append(ChangeDraft(kind: .bulkImport, writes: writes))
            result.updated += 1
        }
    }

    private mutating func values(of row: AreaRow, at index: Int) -> [(field: Field, value: Value)]? {
        let texts = [
            (areas.code, row.code), (areas.name, row.name), (areas.level, row.level), (areas.parent, row.parent),
        ]
        var values: [(Field, Value)] = []
        for (field, text) in texts {
            do {
                values.append((field, try field.read(text)))
            } catch {
                faults.add(row: index, field: field.name, error)
            }
        }
        return values.count == texts.count ? values : nil
    }

    /// Codes begin with a digit and go on with digits, letters and hyphens: they stand in URLs and on command lines, and
    /// a whole server is the ten digits.
    private mutating func checkPlace(of row: AreaRow, at index: Int) throws -> Bool {
        let isPlain = row.code.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, row.code.utf8.first.map({ (48...57).contains($0) }) == true else {
            faults.add(
                row: index, field: "code", code: "code_invalid",
                text: "\(row.code) is not a digit followed by digits, letters or hyphens")
            return false
        }
        if row.parent.isEmpty || row.level == "province" { return true }
        if row.parent != row.code, try rows[row.parent] != nil || context.hasArea(row.parent, type: RecordTypes.area) {
            return true
        }
        faults.add(
            row: index, field: "parent", code: "parent_unknown",
            text: "there is no area \(row.parent); import it first, or earlier in the same file")
        return false
    }
}
