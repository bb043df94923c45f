internal import ReplicaStore
internal import SyncProtocol

extension Assignment {
    /// The writes of a record that does not exist yet.
    func writes(ofNew key: RecordKey) -> [ChangeDraft.Write] {
        switch content {
        case .value(.null): []
        case .value(let value):
            [ChangeDraft.Write(record: key, key: FieldKey(field.number, cell: cell), value: value)]
        case .elements(let elements): elements.map { Self.write($0, isIn: true, of: field, record: key, over: []) }
        }
    }

    /// The writes of an explicit edit: it writes even when the value is equal.
    func writes(of key: RecordKey, in context: EditContext) throws -> [ChangeDraft.Write] {
        switch content {
        case .value(let value):
            let write = try context.write(key, field, cell: cell, value)
            guard field.number == .deleted, value == .boolean(true) else { return [write] }
            let seen = try context.state(of: key).seenByDelete
            return [ChangeDraft.Write(record: key, key: write.key, value: value, over: write.over, saw: seen)]
        case .elements(let elements):
            let state = try context.state(of: key)
            let wanted = elements.map(\.encoded)
            // An element that is out already needs no second removal.
            let present = state.fields.filter { cell in
                cell.key.field == field.number && cell.writes.contains { $0.value == Value.boolean(true).encoded }
            }.map(\.key.cell)
            let removed = present.filter { !wanted.contains($0) }.compactMap { Value(encoded: $0) }
            return (elements.map { ($0, true) } + removed.map { ($0, false) }).map { element, isIn in
                let cell = FieldKey(field.number, cell: element.encoded)
                let over = state.replaced(by: cell, policy: field.policy)
                return Self.write(element, isIn: isIn, of: field, record: key, over: over)
            }
        }
    }

    private static func write(
        _ element: Value, isIn: Bool, of field: Field, record: RecordKey, over: [Dot]
    ) -> ChangeDraft.Write {
        ChangeDraft.Write(
            record: record, key: FieldKey(field.number, cell: element.encoded), value: .boolean(isIn), over: over)
    }
}
