/// What a replica knows of one record: the live writes of each field, and the writes named as replaced that have not
/// arrived yet. It is a function of the set of changes applied; order and repetition do not matter.
public struct RecordState: Hashable, Sendable {
    /// The record.
    public let key: RecordKey
    /// Fields with at least one live write, ascending by key; the writes of a field ascending by clock and id.
    public private(set) var fields: [FieldWrites]
    /// Replaced writes that are not here yet.
    public private(set) var missing: Set<Missing>

    /// The live writes of one field or cell.
    public struct FieldWrites: Hashable, Sendable {
        /// The field or cell.
        public let key: FieldKey
        /// At least one, ascending by clock and id.
        public var writes: [LiveWrite]

        /// Writes of one field.
        public init(key: FieldKey, writes: [LiveWrite]) {
            self.key = key
            self.writes = writes
        }
    }

    /// A write that others replace and that is not here yet.
    public struct Missing: Hashable, Sendable {
        /// The write.
        public let dot: Dot
        /// The field that it wrote.
        public let key: FieldKey

        /// A write that is waited for.
        public init(dot: Dot, key: FieldKey) {
            self.dot = dot
            self.key = key
        }
    }

    /// A state; without fields that of a record of which nothing is known.
    public init(key: RecordKey, fields: [FieldWrites] = [], missing: Set<Missing> = []) {
        self.key = key
        self.fields = fields
        self.missing = missing
    }

    /// The live writes of a field, ascending by clock and id.
    public func writes(of key: FieldKey) -> [LiveWrite] {
        guard let index = index(of: key) else { return [] }
        return fields[index].writes
    }

    /// Whether a predecessor of the field has not arrived, so that its conflicts are not announced.
    public func isIncomplete(_ key: FieldKey) -> Bool {
        !missing.isEmpty && missing.contains { $0.key == key }
    }

    /// Applies what one change does to this record. A caller applies each change once.
    ///
    /// Nothing ever waits: a write that names a predecessor not yet here is applied at once.
    /// [Waiting could block forever.]
    ///
    /// - Parameters:
    ///   - change: A change that is not applied yet.
    ///   - index: This record's index in `change.records`.
    ///   - isSuspect: Whether the stamps of the change are not trusted.
    ///   - isApplied: Whether a change that touches this record was applied before. Asked only for predecessors that
    ///     are not live, so a caller may walk the record's changes.
    public mutating func apply(
        _ change: Change, recordIndex index: Int, isSuspect: Bool, isApplied: (ChangeID) throws -> Bool
    ) rethrows {
        for (number, operation) in change.operations.enumerated() where operation.record == index {
            let dot = Dot(change: change.id, operation: UInt32(number))
            let slot = self.index(of: operation.key)
            for replaced in operation.over where replaced.change != change.id {
                if let slot, let position = fields[slot].writes.firstIndex(where: { $0.dot == replaced }) {
                    fields[slot].writes.remove(at: position)
                } else if try !isApplied(replaced.change) {
                    missing.insert(Missing(dot: replaced, key: operation.key))
                }
            }
            // A write that was replaced before it arrived is never live.
            if missing.contains(Missing(dot: dot, key: operation.key)) { continue }
            let write = LiveWrite(
                dot: dot, clock: change.header.clock, role: change.header.role, isSuspect: isSuspect,
                value: operation.payload.valueBytes, saw: operation.saw)
            insert(write, key: operation.key, slot: slot)
        }
        if !missing.isEmpty { missing = missing.filter { $0.dot.change != change.id } }
        if fields.contains(where: \.writes.isEmpty) { fields.removeAll(where: \.writes.isEmpty) }
    }

    /// Marks the writes of a change as suspect, when the authority's word on its clock arrives after the change.
    public mutating func markSuspect(_ change: ChangeID) {
        for field in fields.indices {
            for write in fields[field].writes.indices where fields[field].writes[write].dot.change == change {
                fields[field].writes[write].isSuspect = true
            }
        }
    }

    private mutating func insert(_ write: LiveWrite, key: FieldKey, slot: Int?) {
        if let slot {
            let position = fields[slot].writes.firstIndex { LiveWrite.isEarlier(write, $0) }
            fields[slot].writes.insert(write, at: position ?? fields[slot].writes.endIndex)
        } else if let last = fields.last, key < last.key {
            let position = fields.firstIndex { key < $0.key } ?? fields.endIndex
            fields.insert(FieldWrites(key: key, writes: [write]), at: position)
        } else {
            fields.append(FieldWrites(key: key, writes: [write]))
        }
    }

    private func index(of key: FieldKey) -> Int? {
        fields.firstIndex { $0.key == key }
    }
}
