internal import GRDB
public import SyncProtocol

/// A record as lists show it: its readable state as it is stored, nothing of its history.
///
/// Reading one costs a tenth of a ``StoredRecord``, which matters to whoever searches a hundred thousand.
public struct ListedRecord: Sendable {
    /// The record's id.
    public let id: RecordID
    /// One JSON object with the names of the schema; `_conflicts` lists the fields in conflict.
    public let json: String
}

extension ReplicaStore {
    /// Records of a type that are not deleted, by id, without their history.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - words: Each must occur in the record's search text; written the way the store's search text is.
    ///   - areaPrefix: Only records in areas whose code begins with it; empty for all records.
    /// - Returns: The records, by id.
    /// - Throws: ``StoreError``.
    public func listing(
        of type: TypeNumber, matching words: [String] = [], areaPrefix: String = ""
    ) throws -> [ListedRecord] {
        var sql = "SELECT id, state FROM record WHERE type = ? AND deleted = 0"
        var arguments: StatementArguments = [type]
        if !words.isEmpty {
            let matches = words.map { _ in " AND instr(text, ?) > 0" }.joined()
            sql += " AND rid IN (SELECT rid FROM search WHERE type = ?\(matches))"
            arguments += [type] + StatementArguments(words)
        }
        if !areaPrefix.isEmpty {
            sql += " AND rid IN (SELECT rid FROM placement WHERE area >= ? AND area < ? AND type = ?)"
            arguments += [areaPrefix, areaPrefix + "\u{10FFFF}", type]
        }
        return try read { db in try ListedRecord.fetch(db, sql + " ORDER BY id", arguments) }
    }
}

extension EditContext {
    /// The records of a type that are not deleted, without their history.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - area: Only those in this very area, when given.
    /// - Returns: The records, in no particular order.
    /// - Throws: ``StoreError/damaged(record:detail:)``, and `DatabaseError` when SQLite fails.
    public func listing(of type: TypeNumber, inArea area: String? = nil) throws -> [ListedRecord] {
        var sql = "SELECT id, state FROM record WHERE type = ? AND deleted = 0"
        var arguments: StatementArguments = [type]
        if let area {
            sql += " AND rid IN (SELECT rid FROM placement WHERE area = ? AND type = ?)"
            arguments += [area, type]
        }
        return try ListedRecord.fetch(db, sql, arguments)
    }
}

extension ListedRecord {
    fileprivate static func fetch(
        _ db: Database, _ sql: String, _ arguments: StatementArguments
    ) throws -> [ListedRecord] {
        var records: [ListedRecord] = []
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            let id: RecordID = try row.value(0, of: "record")
            records.append(ListedRecord(id: id, json: try row.value(1, of: id.description)))
        }
        return records
    }
}
