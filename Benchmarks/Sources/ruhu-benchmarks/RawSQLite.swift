import CSQLite
import Foundation

/// SQLite without anything of Ruhu's between: what the floors are measured with.
final class RawSQLite {
    private var handle: OpaquePointer?

    init(_ path: String) throws {
        guard sqlite3_open(path, &handle) == SQLITE_OK else { throw BenchmarkError("cannot open \(path)") }
    }

    deinit { sqlite3_close(handle) }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw BenchmarkError("\(sql): \(String(cString: sqlite3_errmsg(handle)))")
        }
    }

    /// Every value of the first column, as bytes.
    func blobs(_ sql: String) throws -> [[UInt8]] {
        try rows(sql) { statement in
            let count = Int(sqlite3_column_bytes(statement, 0))
            guard let start = sqlite3_column_blob(statement, 0) else { return [] }
            return Array(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    func number(_ sql: String) throws -> Int {
        try rows(sql) { Int(sqlite3_column_int64($0, 0)) }.first ?? 0
    }

    private func rows<T>(_ sql: String, _ read: (OpaquePointer?) -> T) throws -> [T] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
            throw BenchmarkError("\(sql): \(String(cString: sqlite3_errmsg(handle)))")
        }
        defer { sqlite3_finalize(statement) }
        var rows: [T] = []
        while sqlite3_step(statement) == SQLITE_ROW { rows.append(read(statement)) }
        return rows
    }

    /// Inserts each row with one prepared statement, `perTransaction` rows a transaction, each on the disk when it ends.
    func insert(_ rows: [[UInt8]], perTransaction: Int) throws {
        try execute("CREATE TABLE raw (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        var statement: OpaquePointer?
        sqlite3_prepare_v2(handle, "INSERT INTO raw (bytes) VALUES (?)", -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        for start in stride(from: 0, to: rows.count, by: perTransaction) {
            try execute("BEGIN IMMEDIATE")
            for row in rows[start..<min(start + perTransaction, rows.count)] {
                row.withUnsafeBytes { bytes in
                    sqlite3_bind_blob(statement, 1, bytes.baseAddress, Int32(bytes.count), nil)
                    sqlite3_step(statement)
                    sqlite3_reset(statement)
                }
            }
            try execute("COMMIT")
        }
    }
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
