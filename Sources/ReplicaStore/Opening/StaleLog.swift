internal import GRDB
internal import Synchronization
internal import Values

/// Whether the write-ahead log of a server still holds values that were erased: a log grows by whole pages, and the pages
/// from before lie in it until it is emptied (sqlite.org/wal.html#ckpt).
final class StaleLog: Sendable {
    private let stale = Atomic(false)

    /// Asked after every transaction.
    var isStale: Bool { stale.load(ordering: .acquiring) }

    func set(_ isStale: Bool) { stale.store(isStale, ordering: .releasing) }
}

extension ReplicaStore {
    /// Empties a server's write-ahead log, now or when nobody reads in it any more.
    func forgetErased() {
        staleLog.set(true)
        database.writeWithoutTransaction { db in emptyLog(db) }
    }

    /// The same when the writer is free; whoever read waits for nothing.
    func forgetErasedSoon() {
        guard let pool = database as? DatabasePool, !pool.configuration.readonly else { return }
        pool.asyncWriteWithoutTransaction { [weak self] db in
            guard let self, staleLog.isStale else { return }
            emptyLog(db)
        }
    }

    /// Moves the log into the file and cuts it to nothing. Where a reader is in the log this comes to nothing, without a wait
    /// for it: the next transaction tries again, and so does the reader when it is done.
    func emptyLog(_ db: Database) {
        guard role == .server else { return staleLog.set(false) }
        let patience = Int(environment.lockTimeoutSeconds * 1_000)
        do {
            try db.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(patience)") }
            try db.checkpoint(.truncate)
            staleLog.set(false)
        } catch {
            // Nothing is lost: what was erased is out of the records, and the log is emptied later.
        }
    }
}
