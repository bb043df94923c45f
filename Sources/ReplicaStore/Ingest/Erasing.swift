internal import GRDB
internal import SyncProtocol
internal import SyncWire

/// Takes what was cleared out of the change log. Specification: section "Erasing".
extension Workspace {
    /// Erases the values that were cleared from the fields of a record that are to be gone once cleared, such as the telephone
    /// number of an opinion that is closed.
    ///
    /// Which values go is a function of the set of changes alone, so every replica that holds the same changes has erased the
    /// same, whatever arrived first.
    func eraseCleared(_ row: RecordRow) throws {
        let fields = (schema.type(row.key.type)?.fields ?? []).filter { $0.clearedBy != nil }.map(\.number)
        guard !fields.isEmpty, !row.touchedBy.isEmpty else { return }
        var held: [ChangeID: (n: Int64, stored: StoredChange)] = [:]
        for n in try ChangeChain.positions(rid: row.rid, last: row.last, in: db) {
            if let stored = try StoredChange.read(n, in: db) { held[stored.change.id] = (n, stored) }
        }
        for (change, operations) in cleared(fields, of: row.key, in: held.mapValues(\.stored.change)) {
            guard let (n, stored) = held[change] else { continue }
            try replace(n, by: try erased(operations, of: stored, at: n))
        }
    }

    /// The operations whose values somebody cleared: those that a write of null replaces, and those that these replaced.
    private func cleared(
        _ fields: [FieldNumber], of key: RecordKey, in changes: [ChangeID: Change]
    ) -> [ChangeID: Set<Int>] {
        let null = Value.null.encoded
        var pending: [Dot] = []
        for operation in changes.values.flatMap({ change in
            change.operations.filter { change.records[$0.record] == key }
        }) where fields.contains(operation.key.field) && operation.payload.valueBytes == null {
            pending += operation.over
        }
        var visited: Set<Dot> = []
        var found: [ChangeID: Set<Int>] = [:]
        while let dot = pending.popLast() {
            guard visited.insert(dot).inserted, let change = changes[dot.change],
                change.operations.indices.contains(Int(dot.operation))
            else { continue }
            let operation = change.operations[Int(dot.operation)]
            guard change.records[operation.record] == key, fields.contains(operation.key.field) else { continue }
            pending += operation.over
            if case .value(let value, _) = operation.payload, value != null {
                found[dot.change, default: []].insert(Int(dot.operation))
            }
        }
        return found
    }

    private func erased(_ operations: Set<Int>, of stored: StoredChange, at n: Int64) throws -> [UInt8] {
        do throws(ChangeFault) {
            return try ChangeCodec.erasing(operations, of: stored.bytes)
        } catch {
            throw StoreError.damaged(record: "change \(n)", detail: error.rawValue)
        }
    }

    /// The file, too, forgets what stood there: stores overwrite what they delete. A server's log is emptied afterwards.
    private func replace(_ n: Int64, by bytes: [UInt8]) throws {
        try db.statement("UPDATE change SET bytes = ? WHERE n = ?", Blob(bytes), n).execute()
        hasErased = true
    }
}
