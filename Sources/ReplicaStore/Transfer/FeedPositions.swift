internal import GRDB

/// Positions of the feed. Each change takes the next one, and so does each piece of what follows from moves; what belongs
/// to a piece belongs to no change.
extension Database {
    /// The newest position that was taken; 0 before the first.
    func newestPosition() throws -> Int64 {
        let sql = "SELECT max(ifnull((SELECT max(n) FROM change), 0), ifnull((SELECT max(n) FROM feed_piece), 0))"
        return try Int64.fetchOne(statement(sql)) ?? 0
    }

    /// The number of the change at a position, counted in the order of arrivals from 1; that of the one before it where the
    /// position belongs to no change.
    func arrivals(through n: Int64) throws -> Int64 {
        let sql = "SELECT n, arrivals FROM feed_piece WHERE n <= ? ORDER BY n DESC LIMIT 1"
        return try statement(sql, n).first { row in try row.value(1) + (n - row.value(0)) } ?? n
    }

    /// Takes the next position for a piece.
    func takePiecePosition() throws -> Int64 {
        let newest = try newestPosition()
        let sql = "INSERT INTO feed_piece (n, arrivals) VALUES (?, ?)"
        try statement(sql, newest + 1, arrivals(through: newest)).execute()
        return newest + 1
    }
}
