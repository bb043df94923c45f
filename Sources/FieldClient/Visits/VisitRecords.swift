internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

/// The records beside a visit that come and go with what it says: opinions and the record of publicity.
///
/// One of which nothing is left is deleted as a whole, so that what an office wrote on it meanwhile is a conflict that people
/// see; emptied field by field it would be an opinion without words.
extension VisitSheet {
    /// The writes that delete records that the visit does not make any more, and clear how to reach the resident.
    ///
    /// - Parameters:
    ///   - retired: Those that it made; others are left alone.
    ///   - shown: The live writes that were shown when the visit was opened; `nil` when all that is live now was.
    ///   - context: The moment of the save.
    /// - Returns: The writes.
    /// - Throws: ``StoreError``.
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
    ///
    /// - Parameters:
    ///   - key: The opinion.
    ///   - shown: As for ``deletions(of:shown:in:)``.
    ///   - context: The moment of the save.
    /// - Returns: The write.
    /// - Throws: ``StoreError``.
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

    /// The writes that bring back records that the visit had made and deleted.
    ///
    /// - Parameters:
    ///   - opened: What was there when the person began; a record that was deleted although it was there stays so.
    ///   - context: The moment of the save.
    /// - Returns: The writes.
    /// - Throws: ``StoreError``.
    func revivals(since opened: VisitSheet, in context: EditContext) throws -> [ChangeDraft.Write] {
        let back = records.subtracting(opened.records).sorted { $0.id < $1.id }
        return try back.compactMap { key in
            guard let view = try context.view(of: key), view.deletion == .deleted,
                let deleted = Field.common.first(where: { $0.number == .deleted })
            else { return nil }
            return try context.write(key, deleted, .boolean(false))
        }
    }
}

extension VisitSheet.Entry {
    /// Whether a record that comes back says this already. How far an office has come with an opinion is not for the
    /// visit to set back.
    func isStated(in context: EditContext, since opened: VisitSheet) throws -> Bool {
        guard field.policy != .append, !opened.records.contains(record) else { return false }
        let live = try context.state(of: record).writes(of: FieldKey(field.number, cell: cell))
        if field.name == "state" { return live.contains { $0.value != Value.null.encoded } }
        return live.count == 1 && live[0].value == value.encoded
    }
}
