internal import GRDB
internal import SyncProtocol
internal import SyncWire
internal import Values

/// Changes of a store's own that nobody can read, because somebody else wrote under its replica id with the greatest number
/// and it counted on from there. Versions before let that happen.
extension ReplicaStore {
    /// Writes them anew under a new replica id, each at its place: as it was, by the same author and with the same stamps.
    ///
    /// What others have replaced since in changes that can be read is left out, because these cannot name the new ids.
    ///
    /// - Returns: How many there were.
    func rewriteOverrun(in db: Database) throws -> Int {
        let greatest = Int64(Limits.sequenceMax)
        let sql = "SELECT n FROM change WHERE sequence > ? ORDER BY n"
        let positions = try Int64.fetchAll(db.statement(sql, greatest))
        guard let first = positions.first else { return 0 }
        let replaced = try dots(replacedAfter: first, upTo: greatest, in: db)
        var generator = environment.random
        let replica = ReplicaID(using: &generator)
        try db.statement("INSERT INTO replica (id) VALUES (?)", replica).execute()
        let number = db.lastInsertedRowID
        var (sequence, link, renamed): (UInt64, Digest?, [ChangeID: ChangeID]) = (0, nil, [:])
        for n in positions {
            let bytes = try Blob.fetchOne(db.statement("SELECT bytes FROM change WHERE n = ?", n))?.bytes ?? []
            // What is no change in any other way is set aside later.
            guard let old = try? ChangeCodec.decode(bytes, sequenceMax: .max) else { continue }
            let writes = old.operations.indices.compactMap { index -> ChangeDraft.Write? in
                let operation = old.operations[index]
                guard !replaced.contains(Dot(change: old.id, operation: UInt32(index))),
                    let value = Value(encoded: operation.payload.valueBytes)
                else { return nil }
                let now = { (dot: Dot) in Dot(change: renamed[dot.change] ?? dot.change, operation: dot.operation) }
                return ChangeDraft.Write(
                    record: old.records[operation.record], key: operation.key, value: value,
                    over: operation.over.map(now), saw: operation.saw.map(now))
            }
            guard !writes.isEmpty else {
                try db.statement("DELETE FROM change WHERE n = ?", n).execute()
                continue
            }
            sequence += 1
            let header = ChangeHeader(
                replica: replica, sequence: sequence, previousLink: link, author: old.header.author,
                role: old.header.role, device: old.header.device, schemaVersion: old.header.schemaVersion,
                clock: old.header.clock, writtenAt: old.header.writtenAt, kind: old.header.kind,
                reason: old.header.reason)
            let random = environment.random
            guard let (bytes, change) = try? ChangeCodec.encode(writes, header: header, salt: { random.bytes(16) })
            else { continue }
            renamed[old.id] = change.id
            link = ChangeHash.link(previous: link, change: change.id)
            let update = "UPDATE change SET replica = ?, sequence = ?, id = ?, bytes = ? WHERE n = ?"
            try db.statement(update, number, Int64(sequence), change.id, Blob(bytes), n).execute()
        }
        return positions.count
    }

    /// The writes that later changes which everybody can read say they replace.
    private func dots(replacedAfter n: Int64, upTo greatest: Int64, in db: Database) throws -> Set<Dot> {
        var dots: Set<Dot> = []
        let sql = "SELECT bytes FROM change WHERE n > ? AND sequence <= ?"
        let rows = try Row.fetchCursor(db.statement(sql, n, greatest))
        while let row = try rows.next() {
            guard let change = try? ChangeCodec.decode((row.value(0) as Blob).bytes) else { continue }
            for operation in change.operations { dots.formUnion(operation.over) }
        }
        return dots
    }
}
