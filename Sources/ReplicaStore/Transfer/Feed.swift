internal import GRDB
public import SyncProtocol

/// One page of the feed.
public struct FeedPage: Sendable {
    /// The changes in the order of the feed.
    public let entries: [FeedEntry]
    /// Where the next page begins, opaque, and whether there is one.
    public let cursor: [UInt8], hasMore: Bool
    /// An upper bound of what waits beyond the page.
    public let remaining: UInt64
}

extension ReplicaStore {
    /// The changes in a scope after a cursor, in the order in which they were committed.
    ///
    /// - Parameters:
    ///   - cursor: Opaque, from an earlier page; empty for the start.
    ///   - scope: Areas whose records are sent.
    ///   - ancestorType: The type of which records above the scope are sent along.
    ///   - replica: Changes that this replica wrote are given as bare ids.
    ///   - bytesMax: Bytes of changes after which the page ends; the changes of one position are never divided.
    ///   - entriesMax: Rows of the feed after which the page ends.
    /// - Returns: The page.
    /// - Throws: ``StoreError``.
    public func feedPage(
        after cursor: [UInt8], scope: Scope, ancestorType: TypeNumber, replica: ReplicaID, bytesMax: Int,
        entriesMax: Int = Limits.pageEntriesMax
    ) throws -> FeedPage {
        try read { db in
            let history = try FeedCursor.history(in: db)
            let start = FeedCursor(cursor, history: history, scope: scope).n
            let newest = try db.newestPosition()
            let reader = FeedReader(db, scope: scope, ancestorType: ancestorType)
            var rows = try reader.rows(after: start, limit: entriesMax)
            let isCut = rows.count >= entriesMax
            // A position whose rows may go on beyond the limit is left for the next page; where it fills this one, it is
            // read whole, because the cursor will pass it. [Page boundaries that lose rows.]
            if isCut, let first = rows.first?.n, let last = rows.last?.n {
                if first != last {
                    rows.removeAll { $0.n == last }
                } else {
                    rows = try reader.rows(after: last - 1, through: last, limit: .max)
                }
            }
            var page = PageBuilder(db, own: replica)
            var end = start
            var isFull = false
            for row in rows {
                if row.n != end && page.bytes >= bytesMax {
                    isFull = true
                    break
                }
                try page.append(row)
                end = row.n
            }
            let hasMore = isFull || isCut
            if !hasMore { end = max(newest, start) }
            return FeedPage(
                entries: page.entries,
                cursor: try FeedCursor(n: end, mark: FeedCursor.mark(at: end, in: db)).bytes(
                    history: history, scope: scope), hasMore: hasMore,
                remaining: hasMore ? UInt64(max(0, newest - end)) : 0)
        }
    }

    /// How many changes in scope lie after a cursor.
    public func feedCount(after cursor: [UInt8], scope: Scope, ancestorType: TypeNumber) throws -> UInt64 {
        try read { db in
            let start = FeedCursor(cursor, history: try FeedCursor.history(in: db), scope: scope).n
            let reader = FeedReader(db, scope: scope, ancestorType: ancestorType)
            return UInt64(Set(try reader.rows(after: start, limit: 1_000_000).map(\.n)).count)
        }
    }

    /// The highest sequence number this store holds of a replica.
    public func head(of replica: ReplicaID) throws -> UInt64 {
        try read { db in try db.head(of: replica) }
    }
}

/// Reads the rows of the feed that a scope covers.
private struct FeedReader {
    struct FeedRow {
        let n: Int64
        let rid: Int64
        let isEntry: Bool
    }

    private let db: Database
    private let scope: Scope
    private let ancestorType: TypeNumber

    init(_ db: Database, scope: Scope, ancestorType: TypeNumber) {
        self.db = db
        self.scope = scope
        self.ancestorType = ancestorType
    }

    /// Ascending by position; each area contributes at most `limit` rows, so the first `limit` of all are complete.
    func rows(after n: Int64, through end: Int64 = .max, limit: Int) throws -> [FeedRow] {
        var rows: [FeedRow] = []
        for area in try areas() {
            let sql =
                scope.covers(area)
                ? "SELECT n, rid, kind FROM feed WHERE area = ? AND n > ? AND n <= ? ORDER BY n LIMIT ?"
                : """
                SELECT n, feed.rid, kind FROM feed JOIN record ON record.rid = feed.rid
                WHERE area = ? AND n > ? AND n <= ? AND record.type = \(ancestorType.rawValue)
                ORDER BY n LIMIT ?
                """
            rows += try db.statement(sql, area, n, end, limit).all { row in
                FeedRow(n: try row.value(0), rid: try row.value(1), isEntry: try row.value(2) == 1)
            }
        }
        rows.sort { ($0.n, $0.rid) < ($1.n, $1.rid) }
        return rows.count > limit ? Array(rows.prefix(limit)) : rows
    }

    /// Areas that have ever had a row in the feed and concern the scope. Each is found by one step in the index.
    private func areas() throws -> [String] {
        var areas: [String] = []
        for code in scope.codes {
            var next = try first(atLeast: code)
            while let area = next, area.hasPrefix(code) {
                areas.append(area)
                next = try first(after: area)
            }
        }
        for code in scope.codes {
            for length in 1..<max(1, code.count) {
                let ancestor = String(code.prefix(length))
                if !areas.contains(ancestor), try first(atLeast: ancestor) == ancestor { areas.append(ancestor) }
            }
        }
        return areas + ["*"]
    }

    private func first(atLeast area: String) throws -> String? {
        try String.fetchOne(db.statement("SELECT area FROM feed WHERE area >= ? ORDER BY area LIMIT 1", area))
    }

    private func first(after area: String) throws -> String? {
        try String.fetchOne(db.statement("SELECT area FROM feed WHERE area > ? ORDER BY area LIMIT 1", area))
    }
}

/// Collects the entries of a page, each change once.
private struct PageBuilder {
    private let db: Database
    private let own: Int64?
    private var seen: Set<Int64> = []
    private(set) var entries: [FeedEntry] = []
    private(set) var bytes = 0

    init(_ db: Database, own replica: ReplicaID) {
        self.db = db
        own = try? Int64.fetchOne(db.statement("SELECT number FROM replica WHERE id = ?", replica))
    }

    mutating func append(_ row: FeedReader.FeedRow) throws {
        guard row.isEntry else { return try append(n: row.n) }
        // A record that entered the area brings all its changes.
        let last = try Int64.fetchOne(db.statement("SELECT last FROM record WHERE rid = ?", row.rid)) ?? 0
        for n in try ChangeChain.positions(rid: row.rid, last: last, in: db) { try append(n: n) }
    }

    private mutating func append(n: Int64) throws {
        guard seen.insert(n).inserted else { return }
        let sql = "SELECT replica, sequence, id, suspect, bytes FROM change WHERE n = ?"
        let entry = try db.statement(sql, n).first { row -> FeedEntry in
            let isSuspect: Bool = try row.value(3)
            if let own, try row.value(0) == own, let id: ChangeID = try? row.value(2) {
                return .own(id: id, sequence: UInt64(try row.value(1) as Int64), isSuspect: isSuspect)
            }
            return .change(bytes: (try row.value(4) as Blob).bytes, isSuspect: isSuspect)
        }
        guard let entry else { return }
        entries.append(entry)
        if case .change(let change, _) = entry { bytes += change.count } else { bytes += 48 }
    }
}
