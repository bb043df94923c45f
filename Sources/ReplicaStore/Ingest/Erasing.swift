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
        let fields = clearedFields(of: row.key.type)
        guard !fields.isEmpty, row.mayClear else { return }
        row.mayClear = false
        let history = try History(row, in: db)
        let cleared = Dictionary(grouping: cleared(fields, of: row.key, in: history), by: \.change)
        for stored in history.changes {
            let operations = (cleared[stored.change.id] ?? []).map { Int($0.operation) }.filter { index in
                guard case .value(let value, _) = stored.change.operations[index].payload else { return false }
                return value != Value.null.encoded
            }
            if operations.isEmpty { continue }
            try replace(stored.n, by: try erased(Set(operations), of: stored))
        }
    }

    /// The writes whose values somebody cleared: those that a write of null replaces, and those that these replaced.
    func cleared(_ fields: Set<FieldNumber>, of key: RecordKey, in history: History) -> Set<Dot> {
        let null = Value.null.encoded
        var pending: [Dot] = []
        for operation in history.changes.map(\.change).flatMap({ change in
            change.operations.filter { change.records[$0.record] == key }
        }) where fields.contains(operation.key.field) && operation.payload.valueBytes == null {
            pending += operation.over
        }
        var found: Set<Dot> = []
        while let dot = pending.popLast() {
            guard let (operation, record) = history.write(dot), record == key, fields.contains(operation.key.field),
                found.insert(dot).inserted
            else { continue }
            pending += operation.over
        }
        return found
    }

    private func erased(_ operations: Set<Int>, of stored: StoredChange) throws -> [UInt8] {
        do throws(ChangeFault) {
            return try ChangeCodec.erasing(operations, of: stored.bytes)
        } catch {
            throw StoreError.damaged(record: "change \(stored.n)", detail: error.rawValue)
        }
    }

    /// The file, too, forgets what stood there: stores overwrite what they delete. A server's log is emptied afterwards.
    private func replace(_ n: Int64, by bytes: [UInt8]) throws {
        try db.statement("UPDATE change SET bytes = ? WHERE n = ?", Blob(bytes), n).execute()
        hasErased = true
    }
}
