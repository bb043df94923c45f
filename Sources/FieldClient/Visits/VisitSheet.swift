internal import ReplicaStore
internal import SyncProtocol

/// What a visit says in all its records: the value of every field and cell, in the order in which they are written.
///
/// Two sheets of one visit tell what a person changed, and only that is written.
struct VisitSheet {
    struct Entry: Hashable {
        let record: RecordKey
        let field: Field
        let cell: [UInt8]
        let value: Value
    }

    private(set) var entries: [Entry] = []

    mutating func add(_ record: RecordKey, _ field: Field?, cell: [UInt8] = [], _ value: Value) {
        guard let field else { return }
        entries.append(Entry(record: record, field: field, cell: cell, value: value))
    }

    /// Answers as the cells of a record.
    mutating func add(_ content: FormContent, to record: RecordKey, type: RecordType, omitting: Set<String>) {
        add(record, type.field(named: "form"), .text(content.form))
        add(record, type.field(named: "form_version"), .text(content.version))
        for answer in content.answers where !omitting.contains(answer.name) {
            // Names are text and merge by their bytes, so they are written in one form.
            let cell = Array(Value.text(answer.name).encoded.dropFirst())
            add(record, type.field(named: "answers"), cell: cell, answer.value)
        }
    }

    /// The records that the visit makes.
    var records: Set<RecordKey> { Set(entries.map(\.record)) }

    /// The writes that lead from what was there to this: changed and new values, and emptied ones. A record of which
    /// nothing is left is for others to retire, and one that comes back is revived (see `VisitRecords`).
    ///
    /// - Parameters:
    ///   - opened: What was there when the person began.
    ///   - shown: The live writes at that moment; `nil` when all that is live now was shown.
    ///   - confirmed: Names of fields and answers that are written although they say so already.
    ///   - context: The moment of the save.
    /// - Returns: The writes.
    /// - Throws: ``StoreError``.
    func writes(
        since opened: VisitSheet, shown: ShownWrites?, confirming confirmed: Set<String> = [], in context: EditContext
    ) throws -> [ChangeDraft.Write] {
        let before = opened.byPlace
        let after = byPlace
        let kept = records
        let left = opened.entries.filter { kept.contains($0.record) }
        let gone = left.filter { after[Place($0)] == nil && $0.field.policy != .append }.map { entry in
            // An element of a union is a cell that says whether it is in.
            let value: Value = entry.field.policy == .union ? .boolean(false) : .null
            return Entry(record: entry.record, field: entry.field, cell: entry.cell, value: value)
        }
        let changed = entries.filter { entry in
            entry.field.policy == .append || before[Place(entry)]?.encoded != entry.value.encoded
        }
        let restated =
            confirmed.isEmpty
            ? []
            : entries.filter { entry in
                confirmed.contains(entry.field.name)
                    || entry.field.keyed && confirmed.contains(String(decoding: entry.cell, as: UTF8.self))
            }
        let new = try changed.filter { try !restated.contains($0) && !$0.isStated(in: context, since: opened) }
        return try (new + restated + gone).map { entry in
            let key = FieldKey(entry.field.number, cell: entry.cell)
            let over = try context.state(of: entry.record).replaced(
                by: key, policy: entry.field.policy, shown: shown.map { $0.of(entry.record, key) })
            return ChangeDraft.Write(record: entry.record, key: key, value: entry.value, over: over)
        }
    }

    private struct Place: Hashable {
        let record: RecordKey
        let key: FieldKey

        init(_ entry: Entry) {
            record = entry.record
            key = FieldKey(entry.field.number, cell: entry.cell)
        }
    }

    private var byPlace: [Place: Value] {
        Dictionary(entries.map { (Place($0), $0.value) }, uniquingKeysWith: { _, last in last })
    }
}
