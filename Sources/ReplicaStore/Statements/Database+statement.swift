package import GRDB
internal import GRDBSQLite

extension Database {
    /// A statement that is prepared once, with its values bound from where they lie: arguments as GRDB takes them would be
    /// copied first.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - values: As many as it has question marks.
    /// - Returns: The statement, for one run.
    /// - Throws: `DatabaseError`.
    package func statement<each Value: StatementBinding>(
        _ sql: String, _ values: repeat each Value
    ) throws -> Statement {
        var statement = try cachedStatement(sql: sql)
        // Whoever still goes through its rows keeps it.
        if sqlite3_stmt_busy(statement.sqliteStatement) != 0 { statement = try makeStatement(sql: sql) }
        // GRDB need not look for arguments; all are bound below.
        statement.setUncheckedArguments(StatementArguments())
        var index: CInt = 0
        for value in repeat each values {
            index += 1
            let code = value.bind(to: statement.sqliteStatement, at: index)
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: sql) }
        }
        precondition(index == sqlite3_bind_parameter_count(statement.sqliteStatement), "a value for each question mark")
        return statement
    }
}

extension Statement {
    /// Reads the first row where SQLite has it; `nil` when there is none.
    package func first<Result>(_ read: (Row) throws -> Result?) throws -> Result? {
        let rows = try Row.fetchCursor(self)
        return try withExtendedLifetime(rows) { try rows.next().flatMap(read) }
    }

    /// Reads each row where SQLite has it, and leaves out those that come to nothing.
    package func all<Result>(_ read: (Row) throws -> Result?) throws -> [Result] {
        let rows = try Row.fetchCursor(self)
        var results: [Result] = []
        while let row = try rows.next() {
            if let result = try read(row) { results.append(result) }
        }
        return results
    }
}

extension Row {
    /// What a column holds.
    ///
    /// - Parameters:
    ///   - index: The column, from 0.
    ///   - record: What the row belongs to, for people.
    /// - Returns: The value.
    /// - Throws: ``StoreError/damaged(record:detail:)`` for what does not fit: a file may hold anything.
    package func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
        _ index: Int, of record: @autoclosure () -> String = "?"
    ) throws -> Value {
        do {
            return try decode(atIndex: index)
        } catch is RowDecodingError {
            throw StoreError.damaged(record: record(), detail: "its \(Array(columnNames)[index]) does not fit")
        }
    }
}
