internal import GRDB
internal import SyncProtocol

/// Contact data goes with its matter, whatever path a save came by. Specification: section "Erasing".
extension EditContext {
    /// A save with what it has to empty: one that deletes a record, or sets a field to the choice that `clearedBy` names,
    /// writes null to the fields that are cleared by it.
    ///
    /// - Parameter draft: The save.
    /// - Returns: The same save, with these writes.
    /// - Throws: ``StoreError/cleared(record:field:)`` for a value that would come into a field of a record that is deleted
    ///   or in that state already; ``StoreError``. An undo brings such a value to nothing instead.
    func clearing(_ draft: ChangeDraft) throws -> ChangeDraft {
        var writes = draft.writes
        var keys: [RecordKey] = []
        for write in writes where !keys.contains(write.record) { keys.append(write.record) }
        for key in keys {
            guard let type = schema.type(key.type) else { continue }
            for field in type.fields {
                guard let cause = field.clearedBy, let clearing = try clearing(of: key, type, by: cause, in: writes)
                else { continue }
                let given = writes.filter {
                    $0.record == key && $0.key.field == field.number && $0.value != .null
                }
                if !given.isEmpty, clearing == .before, UndoMark(reason: draft.reason) == nil {
                    throw StoreError.cleared(record: key.id.description, field: field.name)
                }
                writes.removeAll(where: given.contains)
                guard clearing == .now || !given.isEmpty else { continue }
                // A delete has seen what the same save writes; it stays the last.
                let emptying = try emptying(field, of: key, beside: writes)
                let place = writes.firstIndex { $0.record == key && $0.key.field == .deleted } ?? writes.endIndex
                writes.insert(contentsOf: emptying, at: place)
            }
        }
        return ChangeDraft(kind: draft.kind, reason: draft.reason, writes: writes)
    }

    private enum Cleared {
        /// By this save.
        case now
        /// The save leaves it as it was.
        case before
    }

    /// Whether a field holds nothing any more once a save is done.
    private func clearing(
        of key: RecordKey, _ type: RecordType, by cause: Field.Clearing, in writes: [ChangeDraft.Write]
    ) throws -> Cleared? {
        let own = writes.filter { $0.record == key }
        let deletes = own.filter { $0.key.field == .deleted }
        if !deletes.isEmpty, deletes.allSatisfy({ $0.value == .boolean(true) }) { return .now }
        let number = type.field(named: cause.field)?.number
        let states = own.filter { $0.key.field == number }
        if !states.isEmpty, states.allSatisfy({ $0.value == .choice(cause.choice) }) { return .now }
        guard let view = try view(of: key) else { return nil }
        if deletes.isEmpty, view.deletion == .deleted { return .before }
        guard states.isEmpty, let number, case .value(let write)? = view.outcome(of: number) else { return nil }
        return write.value == Value.choice(cause.choice).encoded ? .before : nil
    }

    /// The writes of null that a field still needs, over all that is live of it.
    private func emptying(
        _ field: Field, of key: RecordKey, beside writes: [ChangeDraft.Write]
    ) throws -> [ChangeDraft.Write] {
        try state(of: key).fields.filter { held in
            held.key.field == field.number && held.writes.contains { $0.value != Value.null.encoded }
                && !writes.contains { $0.record == key && $0.key == held.key }
        }.map { held in
            ChangeDraft.Write(record: key, key: held.key, value: .null, over: held.writes.map(\.dot))
        }
    }
}
