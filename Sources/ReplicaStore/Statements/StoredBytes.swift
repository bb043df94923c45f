internal import FoundationEssentials
package import GRDB
internal import GRDBSQLite
public import SyncProtocol

/// What a column holds as bytes: they are bound from where they lie and read from where SQLite has them.
package protocol StoredBytes: DatabaseValueConvertible, StatementColumnConvertible {
    /// - Returns: `nil` when the bytes do not fit.
    init?(bytes: UnsafeRawBufferPointer)

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

extension StoredBytes {
    package var databaseValue: DatabaseValue { withUnsafeBytes { Data($0) }.databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
        Data.fromDatabaseValue(value)?.withUnsafeBytes { Self(bytes: $0) }
    }

    package func bind(to sqliteStatement: SQLiteStatement, at index: CInt) -> CInt {
        withUnsafeBytes { bytes in
            // Without an address SQLite would take null for what is empty (sqlite.org/c3ref/bind_blob.html).
            guard let start = bytes.baseAddress else { return sqlite3_bind_zeroblob(sqliteStatement, index, 0) }
            return sqlite3_bind_blob64(sqliteStatement, index, start, UInt64(bytes.count), Self.isCopiedBySQLite)
        }
    }

    package init?(sqliteStatement: SQLiteStatement, index: CInt) {
        let start = sqlite3_column_blob(sqliteStatement, index)
        let count = Int(sqlite3_column_bytes(sqliteStatement, index))
        self.init(bytes: UnsafeRawBufferPointer(start: start, count: count))
    }

    /// `SQLITE_TRANSIENT`, which Swift does not import.
    private static var isCopiedBySQLite: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

extension RecordID: StoredBytes {}
extension ReplicaID: StoredBytes {}
extension ChangeID: StoredBytes {}
extension ConflictID: StoredBytes {}
extension Digest: StoredBytes {}
extension RunningSum: StoredBytes {}

/// Bytes of any number in a column.
package struct Blob: Hashable, Sendable, StoredBytes {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package init(bytes: UnsafeRawBufferPointer) { self.bytes = Array(bytes) }

    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }
}

/// What a column holds as a number.
package protocol StoredNumber: RawRepresentable<UInt32>, DatabaseValueConvertible, StatementColumnConvertible {}

extension TypeNumber: StoredNumber {}
extension FieldNumber: StoredNumber {}
