internal import GRDB
public import SyncProtocol
internal import SyncWire

extension Database {
    /// Whether a change waits to be acknowledged.
    func isPending(_ n: Int64) throws -> Bool {
        try Bool.fetchOne(statement("SELECT EXISTS (SELECT 1 FROM outbox WHERE n = ?)", n)) ?? false
    }
}

extension ReplicaStore {
    /// Changes that the upstream has not acknowledged, oldest first, within the limits of one batch; at least one when
    /// there is any.
    ///
    /// A change whose bytes are not the ones it was stored as stays here, and the batch names its record. [Handed in, it
    /// would be a change of its own: what the disk made of it, in the person's name.]
    public func outboxBatch(after position: Int64, changesMax: Int, bytesMax: Int) throws -> SyncSession.Batch {
        try read { db in
            let sql = """
                SELECT outbox.n, change.bytes, change.id, record.id FROM outbox JOIN change ON change.n = outbox.n
                LEFT JOIN record ON record.rid = change.rid WHERE outbox.n > ? ORDER BY outbox.n
                """
            var pending: [SyncSession.Batch.Pending] = []
            var damaged: Set<String> = []
            var total = 0
            let rows = try Row.fetchCursor(db.statement(sql, position))
            while pending.count < changesMax, let row = try rows.next() {
                let bytes = (try row.value(1) as Blob).bytes
                guard let change = try? ChangeCodec.decode(bytes), change.id == (try? row.value(2)) else {
                    let (n, record) = (try row.value(0) as Int64, try? row.value(3) as RecordID)
                    damaged.insert(record?.description ?? "change \(n)")
                    continue
                }
                if !pending.isEmpty && total + bytes.count > bytesMax { break }
                total += bytes.count
                pending.append(SyncSession.Batch.Pending(position: try row.value(0), bytes: bytes))
            }
            return SyncSession.Batch(changes: pending, head: try db.ownChain().sequence, damaged: damaged.sorted())
        }
    }

    /// How many changes wait, and how many of them the server would not take.
    public func outboxCounts() throws -> (pending: Int, refused: Int) { try reading { try $0.outboxCounts() } }
}

extension StoreReader {
    /// How many changes wait, and how many of them the server would not take.
    public func outboxCounts() throws -> (pending: Int, refused: Int) {
        try db.statement("SELECT count(*), count(refused) FROM outbox").first { row in
            (try row.value(0), try row.value(1))
        } ?? (0, 0)
    }
}
