internal import GRDB
internal import SyncProtocol
internal import Values

/// A server's history: what its epoch names, and the marks that tell how far it has come. Specification: section "Marks".
extension ReplicaStore {
    /// The epoch, and the mark of the newest change; no mark while there is none, or before the store was first served.
    public func history() throws -> (epoch: [UInt8], mark: [UInt8]) {
        try read { db in
            let epoch: [UInt8] = try db.setting(.epoch) ?? []
            guard let key: [UInt8] = try db.setting(.markKey) else { return (epoch, []) }
            // A mark of a change whose id is damaged would say nothing.
            let newest = try db.statement("SELECT n, id FROM change ORDER BY n DESC LIMIT 1").first {
                row -> HistoryMark? in
                guard let id: ChangeID = try? row.value(1) else { return nil }
                return HistoryMark(position: UInt64(clamping: try row.value(0) as Int64), change: id)
            }
            return (epoch, newest?.bytes(epoch: epoch, key: key) ?? [])
        }
    }

    /// Whether a mark that this store gave in its present history is of a change that it does not hold: then its disk went
    /// back to an earlier state.
    ///
    /// - Parameter mark: What somebody shows. What this store never gave, or gave in another history, proves nothing.
    /// - Returns: Whether it proves that.
    /// - Throws: ``StoreError``.
    public func isBelied(by mark: [UInt8]) throws -> Bool {
        try read { db in
            guard let key: [UInt8] = try db.setting(.markKey),
                let mark = HistoryMark(mark, epoch: try db.setting(.epoch) ?? [], key: key)
            else { return false }
            let sql = "SELECT id FROM change WHERE n = ?"
            let held = try db.statement(sql, Int64(clamping: mark.position)).first { row in
                try? row.value(0) as ChangeID
            }
            return held.map { !mark.isOf($0) } ?? true
        }
    }

    /// Whether the file is the one that this server served last, and not an earlier state of it or a copy.
    ///
    /// - Throws: ``StoreError``.
    public func isWhereItWas() throws -> Bool {
        try read { db in
            let now = try db.identity(at: path)
            let noted = StoreIdentity.read(path: path)
            // Versions before noted nothing of a server that had written nothing of its own.
            return try noted?.fits(now) ?? (db.setting(.markKey) as Blob? == nil)
        }
    }

    /// Begins a new history under a new replica id, because this store went back to an earlier state or is a copy: who knew
    /// the one before hands in again all that he holds (Protocol/decisions/0009).
    ///
    /// - Throws: ``StoreError``.
    public func beginNewHistory() throws {
        try write { db in try beginNewHistory(in: db) }
    }

    func beginNewHistory(in db: Database) throws {
        var generator = environment.random
        try db.set(.epoch, ReplicaID(using: &generator))
        try db.rotateReplica(using: environment.random)
        try noteIdentity(in: db)
    }

    /// Notes where the store is and how far it has come, so that the next start can tell whether it went back.
    ///
    /// - Throws: ``StoreError``.
    public func noteIdentity() throws { try write { db in try noteIdentity(in: db) } }

    private func noteIdentity(in db: Database) throws {
        if try db.setting(.markKey) as Blob? == nil { try db.set(.markKey, Blob(environment.random.bytes(32))) }
        // Before the commit: the replica's id in it does not fit should the commit fail.
        try db.identity(at: path).write(path: path)
    }
}
