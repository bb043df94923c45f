/// What a replica knows of one record: the live writes of each field, and the writes named as replaced that have not
/// arrived yet. It is a function of the set of changes applied; order and repetition do not matter.
public struct RecordState: Hashable, Sendable {
    /// The record.
    public let key: RecordKey
    /// Fields with at least one live write, ascending by key; the writes of a field ascending by clock and id.
    public private(set) var fields: [FieldWrites]
    /// Replaced writes that are not here yet, by the change that will bring them.
    private var awaited: [ChangeID: Set<Missing>]

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
        awaited = Dictionary(grouping: missing, by: \.dot.change).mapValues { Set($0) }
    }

    /// Replaced writes that are not here yet.
    public var missing: Set<Missing> { Set(awaited.values.joined()) }

    /// The live writes of a field, ascending by clock and id.
    public func writes(of key: FieldKey) -> [LiveWrite] {
        guard let index = index(of: key) else { return [] }
        return fields[index].writes
    }

    /// Whether a predecessor of the field has not arrived, so that its conflicts are not announced.
    public func isIncomplete(_ key: FieldKey) -> Bool {
        awaited.values.contains { $0.contains { $0.key == key } }
    }

    /// About how many bytes the state takes where it is kept: what reading, computing and writing the record costs.
    public var weight: Int {
        let live = fields.reduce(0) { sum, field in
            field.writes.reduce(sum) { $0 + 48 + field.key.cell.count + $1.value.count + 36 * $1.saw.count }
        }
        return awaited.values.reduce(live) { sum, dots in dots.reduce(sum) { $0 + 44 + $1.key.cell.count } }
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
        // Field by field, each once: a change may write one field thousands of times, and name what it replaces in each.
        var own = change.operations.indices.filter { change.operations[$0].record == index }[...]
        let keys = own.map { change.operations[$0].key }
        if !zip(keys, keys.dropFirst()).allSatisfy(<=) {
            own = own.sorted { (change.operations[$0].key, $0) < (change.operations[$1].key, $1) }[...]
        }
        var added: [FieldWrites] = []
        var isEmptied = false
        while let first = own.first {
            let key = change.operations[first].key
            let run = own.prefix { change.operations[$0].key == key }
            own = own.dropFirst(run.count)
            let slot = self.slot(of: key)
            // Taken out while it changes, so that nothing is copied.
            var writes: [LiveWrite] = []
            if slot.isThere { swap(&writes, &fields[slot.index].writes) }
            let replaced = run.flatMap { change.operations[$0].over.filter { $0.change != change.id } }
            for dot in Self.remove(replaced, from: &writes) where try !isApplied(dot.change) {
                awaited[dot.change, default: []].insert(Missing(dot: dot, key: key))
            }
            // A write that was replaced before it arrived is never live.
            let known = awaited[change.id] ?? []
            for number in run {
                let (operation, dot) = (change.operations[number], Dot(change: change.id, operation: UInt32(number)))
                if known.contains(Missing(dot: dot, key: key)) { continue }
                writes.append(
                    LiveWrite(
                        dot: dot, clock: change.header.clock, role: change.header.role, isSuspect: isSuspect,
                        value: operation.payload.valueBytes, saw: operation.saw))
            }
            if !zip(writes, writes.dropFirst()).allSatisfy(LiveWrite.isEarlier) { writes.sort(by: LiveWrite.isEarlier) }
            if slot.isThere {
                fields[slot.index].writes = writes
                isEmptied = isEmptied || writes.isEmpty
            } else if !writes.isEmpty {
                added.append(FieldWrites(key: key, writes: writes))
            }
        }
        awaited[change.id] = nil
        if isEmptied { fields.removeAll(where: \.writes.isEmpty) }
        insert(added)
    }

    /// Takes the writes that a change replaces out of the live ones of a field.
    ///
    /// - Returns: Those that are not live, each once.
    private static func remove(_ replaced: [Dot], from writes: inout [LiveWrite]) -> [Dot] {
        // Nearly always one write over one.
        if replaced.count <= 1 {
            guard let dot = replaced.first else { return [] }
            guard let position = writes.firstIndex(where: { $0.dot == dot }) else { return [dot] }
            writes.remove(at: position)
            return []
        }
        var rest = Set(replaced)
        writes.removeAll { rest.remove($0.dot) != nil }
        return Array(rest)
    }

    /// Marks the writes of a change as suspect, when the authority's word on its clock arrives after the change.
    public mutating func markSuspect(_ change: ChangeID) {
        for field in fields.indices {
            for write in fields[field].writes.indices where fields[field].writes[write].dot.change == change {
                fields[field].writes[write].isSuspect = true
            }
        }
    }

    /// Gives a live write the value that its change was stored without.
    public mutating func fill(_ dot: Dot, of key: FieldKey, with value: [UInt8]) {
        let slot = slot(of: key)
        guard slot.isThere, let index = fields[slot.index].writes.firstIndex(where: { $0.dot == dot }) else { return }
        let write = fields[slot.index].writes[index]
        fields[slot.index].writes[index] = LiveWrite(
            dot: dot, clock: write.clock, role: write.role, isSuspect: write.isSuspect, value: value, saw: write.saw)
    }

    /// Puts fields that have not had a write in their places.
    ///
    /// - Parameter added: Ascending by key.
    private mutating func insert(_ added: [FieldWrites]) {
        guard let first = added.first else { return }
        if fields.last.map({ $0.key < first.key }) ?? true {
            fields += added
        } else if added.count == 1 {
            fields.insert(first, at: slot(of: first.key).index)
        } else {
            var merged: [FieldWrites] = []
            merged.reserveCapacity(fields.count + added.count)
            var rest = added[...]
            for field in fields {
                while let next = rest.first, next.key < field.key { merged.append(rest.removeFirst()) }
                merged.append(field)
            }
            fields = merged + rest
        }
    }

    /// Where a field stands, or would stand.
    private func slot(of key: FieldKey) -> (index: Int, isThere: Bool) {
        var (low, high) = (0, fields.count)
        while low < high {
            let middle = (low + high) / 2
            if fields[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return (low, low < fields.count && fields[low].key == key)
    }

    private func index(of key: FieldKey) -> Int? {
        let slot = slot(of: key)
        return slot.isThere ? slot.index : nil
    }
}
