internal import GRDB
public import SyncProtocol

extension EditContext {
    /// The position of the newest change; each change of a save takes the next.
    public func newestPosition() throws -> Int64 {
        try Int64.fetchOne(db.statement("SELECT ifnull(max(n), 0) FROM change")) ?? 0
    }

    /// The texts of some fields of every record of a type in an area, one row a record, deleted ones left out.
    ///
    /// Reads the readable state alone, so that an area of 100,000 records costs no memory for their writes. A field in
    /// conflict gives its provisional value; a field without a text gives an empty one.
    public func texts(of fields: [Field], type: TypeNumber, inArea area: String) throws -> [[String]] {
        let columns = fields.map { _ in "json_extract(state, '$.' || ?)" }.joined(separator: ", ")
        let sql = """
            SELECT \(columns) FROM record WHERE deleted = 0
                AND rid IN (SELECT rid FROM placement WHERE area = ? AND type = ?)
            """
        let arguments = StatementArguments(fields.map(\.name)) + [area, type]
        var rows: [[String]] = []
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try cursor.next() {
            rows.append(fields.indices.map { String.fromDatabaseValue(row[$0]) ?? "" })
        }
        return rows
    }

    /// Whether an area record with this code is in the store.
    public func hasArea(_ code: String, type: TypeNumber) throws -> Bool { try db.hasArea(code, type: type) }
}

extension ReplicaStore {
    /// Whether an area record with this code is in the store.
    public func hasArea(_ code: String, type: TypeNumber) throws -> Bool {
        try read { db in try db.hasArea(code, type: type) }
    }
}

extension Database {
    fileprivate func hasArea(_ code: String, type: TypeNumber) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM placement WHERE area = ? AND type = ?)"
        return try Bool.fetchOne(statement(sql, code, type)) ?? false
    }
}
