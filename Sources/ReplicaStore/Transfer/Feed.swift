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
    ///   - bytesMax: Bytes of changes after which the page ends; one change at least is given.
    ///   - entriesMax: Entries, and rows of the feed, after which the page ends.
    /// - Returns: The page.
    /// - Throws: ``StoreError``.
    public func feedPage(
        after cursor: [UInt8], scope: Scope, ancestorType: TypeNumber, replica: ReplicaID, bytesMax: Int,
        entriesMax: Int = Limits.pageEntriesMax
    ) throws -> FeedPage {
        try read { db in
            let history = try FeedCursor.history(in: db)
            let start = FeedCursor(cursor, history: history, scope: scope)
            var reader = try FeedReader(db, scope: scope, ancestorType: ancestorType, after: start)
            var page = PageBuilder(db, own: replica, bytesMax: bytesMax, entriesMax: entriesMax)
            var (end, hasMore) = (start, false)
            while !hasMore, let row = try reader.next() {
                if page.isFull {
                    hasMore = true
                } else {
                    let from = row.n == start.n && row.rid == start.rid && start.m < .max ? start.m : 0
                    let m = try page.append(row, after: from)
                    end = FeedCursor(n: row.n, rid: row.rid, m: m ?? .max, mark: [])
                    hasMore = m != nil
                }
            }
            let newest = try db.newestPosition()
            if !hasMore { end = FeedCursor(n: max(newest, start.n), mark: []) }
            end = FeedCursor(n: end.n, rid: end.rid, m: end.m, mark: try FeedCursor.mark(at: end.n, in: db))
            return FeedPage(
                entries: page.entries, cursor: end.bytes(history: history, scope: scope), hasMore: hasMore,
                remaining: hasMore ? UInt64(max(1, newest - end.n)) : 0)
        }
    }

    /// How many positions of the feed after a cursor bring something to a scope, and how much may still have to be placed.
    ///
    /// - Returns: At most about ``Limits/behindRowsMax``.
    public func feedCount(after cursor: [UInt8], scope: Scope, ancestorType: TypeNumber) throws -> UInt64 {
        try read { db in
            let start = FeedCursor(cursor, history: try FeedCursor.history(in: db), scope: scope)
            var reader = try FeedReader(db, scope: scope, ancestorType: ancestorType, after: start)
            var (positions, newest, rows) = (UInt64(0), Int64(-1), 0)
            while rows < Limits.behindRowsMax, let row = try reader.next() {
                rows += 1
                guard row.isOfUse, row.n != newest else { continue }
                positions += 1
                newest = row.n
            }
            // What lies under these records may come to lie in the scope: nobody knows yet.
            let unplaced = try UInt64.fetchOne(db.statement("SELECT count(*) FROM unplaced")) ?? 0
            return positions + unplaced
        }
    }

    /// Whether a replica id is this store's, or was.
    ///
    /// - Throws: ``StoreError``.
    public func hasWritten(as replica: ReplicaID) throws -> Bool {
        try read { db in
            let sql = "SELECT EXISTS (SELECT 1 FROM own_replica WHERE id = ?)"
            if try db.ownReplica() == replica { return true }
            return try Bool.fetchOne(db.statement(sql, replica)) ?? false
        }
    }

    /// The highest sequence number this store holds of a replica.
    public func head(of replica: ReplicaID) throws -> UInt64 {
        try read { db in try db.head(of: replica) }
    }
}

/// Collects the entries of a page, each change once.
private struct PageBuilder {
    private let db: Database
    private let own: Int64?
    private let bytesMax: Int, entriesMax: Int
    private var seen: Set<Int64> = []
    private(set) var entries: [FeedEntry] = []
    private var bytes = 0
    private var rows = 0

    init(_ db: Database, own replica: ReplicaID, bytesMax: Int, entriesMax: Int) {
        self.db = db
        self.bytesMax = bytesMax
        self.entriesMax = entriesMax
        own = try? Int64.fetchOne(db.statement("SELECT number FROM replica WHERE id = ?", replica))
    }

    var isFull: Bool { bytes >= bytesMax || entries.count >= entriesMax || rows >= entriesMax }

    /// Adds what a row brings. The record's changes up to `position` were given on an earlier page.
    ///
    /// - Returns: The record's change after which the page is full, where it has further ones; `nil` for all of the row.
    /// - Throws: ``StoreError``.
    mutating func append(_ row: FeedReader.Row, after position: Int64) throws -> Int64? {
        rows += 1
        guard let wanted = row.chain else {
            if row.isTouched { try append(n: row.n) }
            return nil
        }
        // A record that entered the area brings all its changes; what came later has rows of its own.
        var m = max(position, wanted.lowerBound - 1)
        let start = m
        while case let chunk = try ChangeChain.positions(rid: row.rid, after: m, in: db), !chunk.isEmpty {
            for n in chunk where n <= wanted.upperBound {
                if isFull && m > start { return m }
                try append(n: n)
                m = n
            }
            if chunk.last.map({ $0 > wanted.upperBound }) ?? true { break }
        }
        return nil
    }

    private mutating func append(n: Int64) throws {
        guard seen.insert(n).inserted else { return }
        let sql = "SELECT replica, sequence, id, suspect, bytes FROM change WHERE n = ?"
        let entry = try db.statement(sql, n).first { row -> FeedEntry in
            let isSuspect: Bool = try row.value(3)
            if let own, try row.value(0) == own, let id: ChangeID = try? row.value(2) {
                return .own(id: id, sequence: UInt64(clamping: try row.value(1) as Int64), isSuspect: isSuspect)
            }
            return .change(bytes: (try row.value(4) as Blob).bytes, isSuspect: isSuspect)
        }
        guard let entry else { return }
        entries.append(entry)
        if case .change(let change, _) = entry { bytes += change.count } else { bytes += 48 }
    }
}
