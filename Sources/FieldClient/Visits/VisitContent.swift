internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

/// What a visit says in all its records: the value of every field and cell, in the order in which they are written.
///
/// Two sheets of one visit tell what a person changed, and only that is written.
struct VisitContent {
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
        add(record, type.field(named: .form), .text(content.form))
        add(record, type.field(named: .formVersion), .text(content.version))
        for answer in content.answers where !omitting.contains(answer.name) {
            // Names are text and merge by their bytes, so they are written in one form.
            let cell = Array(Value.text(answer.name).encoded.dropFirst())
            add(record, type.field(named: .answers), cell: cell, answer.value)
        }
    }

    /// The records that the visit makes.
    var records: Set<RecordKey> { Set(entries.map(\.record)) }

    /// The writes that lead from what was there to this: changed and new values, emptied ones, and those that are confirmed
    /// although they say so already. A record of which nothing is left is for others to retire, and one that comes back is
    /// revived. `shown` are the live writes when the person began, `nil` when all that is live now was shown.
    func writes(
        since opened: VisitContent, shown: ShownWrites?, confirming confirmed: Set<String> = [], in context: EditContext
    ) throws -> [ChangeDraft.Write] {
        let before = opened.byPlace
        let after = byPlace
        let kept = records
        let left = opened.entries.filter { kept.contains($0.record) }
        let gone = left.filter { after[EntryPlace($0)] == nil && $0.field.policy != .append }.map { entry in
            // An element of a union is a cell that says whether it is in.
            let value: Value = entry.field.policy == .union ? .boolean(false) : .null
            return Entry(record: entry.record, field: entry.field, cell: entry.cell, value: value)
        }
        let changed = entries.filter { entry in
            entry.field.policy == .append || before[EntryPlace(entry)]?.encoded != entry.value.encoded
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

    private struct EntryPlace: Hashable {
        let record: RecordKey
        let key: FieldKey

        init(_ entry: Entry) {
            record = entry.record
            key = FieldKey(entry.field.number, cell: entry.cell)
        }
    }

    private var byPlace: [EntryPlace: Value] {
        Dictionary(entries.map { (EntryPlace($0), $0.value) }, uniquingKeysWith: { _, last in last })
    }
}

/// The records beside a visit that come and go with what it says: opinions and the record of publicity.
///
/// One of which nothing is left is deleted as a whole, so that what an office wrote on it meanwhile is a conflict that people
/// see; emptied field by field it would be an opinion without words.
extension VisitContent {
    /// The writes that delete records that the visit made and does not make any more, and clear how to reach the resident;
    /// `shown` are the live writes when the visit was opened, `nil` when all that is live now was shown.
    static func deletions(
        of retired: [RecordKey], shown: ShownWrites?, in context: EditContext
    ) throws -> [ChangeDraft.Write] {
        try retired.flatMap { key -> [ChangeDraft.Write] in
            guard let view = try context.view(of: key), view.deletion != .deleted else { return [] }
            let state = try context.state(of: key)
            let seen = state.fields.filter { $0.key.field != .deleted }.flatMap { field in
                field.writes.map(\.dot).filter { shown?.of(key, field.key).contains($0) ?? true }
            }
            let deletion = ChangeDraft.Write(
                record: key, key: FieldKey(.deleted), value: .boolean(true),
                over: state.writes(of: FieldKey(.deleted)).map(\.dot), saw: seen)
            // A delete comes last, so that nothing of the same save is beyond its sight.
            return try clearing(contactOf: key, shown: shown, in: context) + [deletion]
        }
    }

    /// The write that clears how to reach the resident, from the history too; none when nothing is there.
    static func clearing(
        contactOf key: RecordKey, shown: ShownWrites?, in context: EditContext
    ) throws -> [ChangeDraft.Write] {
        guard let field = context.schema.type(key.type)?.field(named: "contact") else { return [] }
        let contact = FieldKey(field.number)
        let state = try context.state(of: key)
        guard state.writes(of: contact).contains(where: { $0.value != Value.null.encoded }) else { return [] }
        let over = state.replaced(by: contact, policy: field.policy, shown: shown.map { $0.of(key, contact) })
        return over.isEmpty ? [] : [ChangeDraft.Write(record: key, key: contact, value: .null, over: over)]
    }

    /// The writes that bring back records that the visit had made and deleted; one that was deleted although it was there
    /// when the person began stays so.
    func revivals(since opened: VisitContent, in context: EditContext) throws -> [ChangeDraft.Write] {
        let back = records.subtracting(opened.records).sorted { $0.id < $1.id }
        return try back.compactMap { key in
            guard let view = try context.view(of: key), view.deletion == .deleted,
                let deleted = Field.common.first(where: { $0.number == .deleted })
            else { return nil }
            return try context.write(key, deleted, .boolean(false))
        }
    }
}

extension VisitContent.Entry {
    /// Whether a record that comes back says this already. How far an office has come with an opinion is not for the
    /// visit to set back.
    func isStated(in context: EditContext, since opened: VisitContent) throws -> Bool {
        guard field.policy != .append, !opened.records.contains(record) else { return false }
        let live = try context.state(of: record).writes(of: FieldKey(field.number, cell: cell))
        if field.name == "state" { return live.contains { $0.value != Value.null.encoded } }
        return live.count == 1 && live[0].value == value.encoded
    }
}
