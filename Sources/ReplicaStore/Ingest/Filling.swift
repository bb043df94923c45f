internal import GRDB
internal import SyncProtocol
internal import SyncWire

/// A change that was handed in without its values, and comes again with them. Specification: section "Erasing".
extension Ingest {
    /// Takes over the values that the copy of a change lacks that is held, but for those that somebody has cleared.
    ///
    /// [Whoever hands in another's change first, without its values, would keep them out for ever.]
    func fill(_ incoming: IncomingChange, n: Int64) throws {
        let isSame = "SELECT bytes = ? FROM change WHERE n = ?"
        // What is damaged is left for a check to find.
        guard try Bool.fetchOne(db.statement(isSame, Blob(incoming.bytes), n)) == false,
            let held = try? StoredChange.read(n, in: db)
        else { return }
        let copy = incoming.change.operations
        var lacking = Set(
            copy.indices.filter { index in
                guard case .erased = held.change.operations[index].payload, case .value = copy[index].payload
                else { return false }
                return true
            })
        for (index, key) in held.change.records.enumerated() {
            let fields = workspace.clearedFields(of: key.type)
            let doubtful = lacking.filter { copy[$0].record == index && fields.contains(copy[$0].key.field) }
            guard !doubtful.isEmpty, let row = try workspace.existingRow(for: key) else { continue }
            workspace.spend(row.changes, of: WorkLimits.changeBytes)
            try limits.hold(workspace)
            let cleared = try workspace.cleared(fields, of: key, in: History(row, in: db))
            lacking.subtract(
                doubtful.filter {
                    cleared.contains(Dot(change: held.change.id, operation: UInt32($0)))
                        && copy[$0].payload.valueBytes != Value.null.encoded
                })
        }
        guard !lacking.isEmpty, let bytes = try? ChangeCodec.filling(lacking, of: held.bytes, from: incoming.bytes)
        else { return }
        try db.statement("UPDATE change SET bytes = ? WHERE n = ?", Blob(bytes), n).execute()
        for index in lacking {
            let dot = Dot(change: held.change.id, operation: UInt32(index))
            guard let row = try workspace.existingRow(for: held.change.records[copy[index].record]) else { continue }
            row.state.fill(dot, of: copy[index].key, with: copy[index].payload.valueBytes)
            (row.isFilled, row.isPlacedAnew) = (true, true)
            workspace.markDirty(row)
        }
    }
}
