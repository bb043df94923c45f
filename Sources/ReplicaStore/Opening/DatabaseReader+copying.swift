package import GRDB

extension DatabaseReader {
    /// Copies all that the database holds at one moment into an empty file, by SQLite's own means
    /// (sqlite.org/backup.html). Whoever writes meanwhile is not held up.
    ///
    /// - Throws: ``StoreError``.
    package func copy(to file: String) throws {
        try StoreError.translating(path: file) {
            let target = try DatabaseQueue(path: file)
            defer { try? target.close() }
            try backup(to: target)
            // The first page says that there is a write-ahead log where the source has one; the copy is to be one file.
            try target.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
        }
    }
}
