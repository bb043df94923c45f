public import ReplicaStore
public import SyncProtocol

/// The result of an edit of one field.
public struct FieldEdit {
    /// In the order in which they become operations; empty where nothing changes.
    public let writes: [ChangeDraft.Write]
    /// Elements of a union field that it takes out without naming them.
    public let removed: [Value]
}

extension Assignment {
    /// The writes of a record that does not exist yet.
    public func writes(ofNew key: RecordKey) -> [ChangeDraft.Write] {
        switch content {
        case .value(.null), .removing: []
        case .value(let value):
            [ChangeDraft.Write(record: key, key: FieldKey(field.number, cell: cell), value: value)]
        case .elements(let elements), .adding(let elements):
            elements.map { Self.write($0, isIn: true, of: field, record: key, over: []) }
        }
    }

    /// The writes of an explicit edit. Specification: section "What a new write replaces".
    ///
    /// Nothing is written where the field says so already: one live value, equal, with no conflict and nothing
    /// incomplete.
    /// - Parameters:
    ///   - key: The record.
    ///   - context: The moment of the save.
    ///   - confirms: Whether to write all the same, because a person confirms what is there.
    /// - Returns: The writes, and what they take out.
    /// - Throws: `StoreError`.
    public func edit(_ key: RecordKey, in context: EditContext, confirms: Bool = false) throws -> FieldEdit {
        let state = try context.state(of: key)
        switch content {
        case .value(let value):
            let fieldKey = FieldKey(field.number, cell: cell)
            if !confirms, field.policy != .append, state.says(value, in: fieldKey) {
                return FieldEdit(writes: [], removed: [])
            }
            let over = state.replaced(by: fieldKey, policy: field.policy)
            let isDelete = field.number == .deleted && value == .boolean(true)
            let write = ChangeDraft.Write(
                record: key, key: fieldKey, value: value, over: over, saw: isDelete ? state.seenByDelete : [])
            return FieldEdit(writes: [write], removed: [])
        case .elements(let elements):
            let gone = state.elements(of: field.number).filter { !elements.contains($0) }
            let isHeld = gone.isEmpty && elements.allSatisfy { isIn($0, state) }
            // Who states all of a set states each of it, also against somebody who takes one out meanwhile.
            return FieldEdit(writes: isHeld && !confirms ? [] : writes(elements, gone, of: key, state), removed: gone)
        case .adding(let elements):
            let new = elements.filter { confirms || !isIn($0, state) }
            return FieldEdit(writes: writes(new, [], of: key, state), removed: [])
        case .removing(let elements):
            // An element that is out already needs no second removal.
            let held = state.elements(of: field.number)
            return FieldEdit(writes: writes([], elements.filter(held.contains), of: key, state), removed: [])
        }
    }

    private func isIn(_ element: Value, _ state: RecordState) -> Bool {
        state.says(.boolean(true), in: FieldKey(field.number, cell: element.encoded))
    }

    private func writes(
        _ added: [Value], _ removed: [Value], of key: RecordKey, _ state: RecordState
    ) -> [ChangeDraft.Write] {
        (added.map { ($0, true) } + removed.map { ($0, false) }).map { element, isIn in
            let over = state.replaced(by: FieldKey(field.number, cell: element.encoded), policy: field.policy)
            return Self.write(element, isIn: isIn, of: field, record: key, over: over)
        }
    }

    private static func write(
        _ element: Value, isIn: Bool, of field: Field, record: RecordKey, over: [Dot]
    ) -> ChangeDraft.Write {
        ChangeDraft.Write(
            record: record, key: FieldKey(field.number, cell: element.encoded), value: .boolean(isIn), over: over)
    }
}

extension RecordState {
    /// Whether a field or cell says a value already: all that is live in it is equal, and nothing is incomplete. A field
    /// that nothing was ever said of is empty, and a record that was never deleted is not.
    func says(_ value: Value, in key: FieldKey) -> Bool {
        guard !isIncomplete(key) else { return false }
        let live = writes(of: key)
        guard !live.isEmpty else { return value == .null || key.field == .deleted && value == .boolean(false) }
        return live.allSatisfy { $0.value == value.encoded }
    }

    /// The elements that are in a union field.
    fileprivate func elements(of field: FieldNumber) -> [Value] {
        fields.filter { cell in
            cell.key.field == field && cell.writes.contains { $0.value == Value.boolean(true).encoded }
        }.compactMap { Value(encoded: $0.key.cell) }
    }
}
