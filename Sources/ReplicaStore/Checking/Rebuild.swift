internal import GRDB
internal import SyncProtocol
internal import Values

/// What computing a store anew came to.
public struct Rebuilding: Hashable, Encodable, Sendable {
    /// Changes that are damaged in themselves: they were set aside, and nothing is computed from them any more.
    public let leftOut: [Damage]
    /// Changes of this store's own whose numbers nobody could read, written anew under a new replica id.
    public let rewritten: Int
    /// Whether rows of the feed or numbers of records came out otherwise, so that whoever reads the feed begins anew.
    public let newOrder: Bool
}

extension ReplicaStore {
    /// Computes everything that follows from the changes anew from their bytes, in one transaction.
    ///
    /// What is damaged in itself is set aside, and what was stored twice is taken out. The same change may then arrive whole
    /// from elsewhere: a device fetches everything again, and a server begins a new history, so that its devices hand in all
    /// that they hold.
    ///
    /// - Parameter progress: Called with the number of changes done and of all.
    /// - Returns: What was done.
    /// - Throws: ``StoreError``; then nothing was changed.
    public func rebuild(progress: (Int, Int) -> Void = { _, _ in }) throws -> Rebuilding {
        try write { db in
            // An index that lacks what its table has would have everything below miss it.
            try db.execute(sql: "REINDEX")
            let rewritten = try rewriteOverrun(in: db)
            let before = try StoreOrder(db)
            try db.execute(sql: Self.emptied)
            let (leftOut, hasRepeated) = try retakeAll(before, in: db, progress: progress)
            try db.execute(sql: "DELETE FROM outbox WHERE n NOT IN (SELECT n FROM change)")
            let newOrder = try before.differs(from: db)
            if newOrder { try db.set(.feedOrder, number: (try db.number(.feedOrder) ?? 0) + 1) }
            let isOtherHistory = rewritten > 0 || hasRepeated || !leftOut.isEmpty
            switch role {
            // A mark that was given may be of a change that does not stand there any more.
            case .server where isOtherHistory: try beginNewHistory(in: db)
            case .server: break
            case .device:
                try db.remove(.cursor)
                // What is its own comes back whole only to another replica id.
                if isOtherHistory { try db.rotateReplica(using: environment.random) }
            }
            return Rebuilding(leftOut: leftOut, rewritten: rewritten, newOrder: newOrder)
        }
    }

    /// All tables that follow from the changes, but for what is stored of the changes themselves.
    private static let emptied = """
        DELETE FROM record; DELETE FROM placement; DELETE FROM area_digest; DELETE FROM child; DELETE FROM conflict;
        DELETE FROM search; DELETE FROM feed; DELETE FROM change_record; DELETE FROM unplaced; DELETE FROM chain_mark;
        DELETE FROM former_child;
        UPDATE replica SET head = 0, forked = 0
        """

    private func retakeAll(
        _ before: StoreOrder, in db: Database, progress: (Int, Int) -> Void
    ) throws -> (leftOut: [Damage], hasRepeated: Bool) {
        let positions = try Int64.fetchAll(db, sql: "SELECT n FROM change ORDER BY n")
        let schema = try schemaCache.schema(in: db)
        var leftOut: [Damage] = []
        var hasRepeated = false
        for start in stride(from: 0, to: positions.count, by: Self.retakenAtOnce) {
            let workspace = try Workspace(db, schema: schema, role: role, searchText: searchText)
            var ingest = try Ingest(workspace)
            for n in positions[start..<min(start + Self.retakenAtOnce, positions.count)] {
                do {
                    guard let stored = try StoredChange.read(n, in: db) else { continue }
                    if try !ingest.retake(stored) {
                        hasRepeated = true
                        try db.statement("DELETE FROM change WHERE n = ?", n).execute()
                    }
                } catch StoreError.damaged(_, let detail) {
                    leftOut.append(Damage(record: try before.record(of: n), detail: "change \(n): \(detail)"))
                    try setAside(n, in: db)
                }
                // Change by change, each with all that follows from it, at its own place: where a record lay in between
                // stands in the feed.
                workspace.piecePosition = n
                try workspace.flush()
                while try PlacingPiece.alone.run(in: workspace) {}
            }
            try ingest.finish()
            if workspace.hasErased { staleLog.set(true) }
            progress(min(start + Self.retakenAtOnce, positions.count), positions.count)
        }
        return (leftOut, hasRepeated)
    }

    private func setAside(_ n: Int64, in db: Database) throws {
        let sql = "INSERT INTO damaged_change (n, id, bytes) SELECT n, id, bytes FROM change WHERE n = ?"
        try db.statement(sql, n).execute()
        try db.statement("DELETE FROM change WHERE n = ?", n).execute()
    }

    /// Changes after which the records in memory are let go.
    private static let retakenAtOnce = 1_000
}

/// What cursors count on: the rows of the feed and the numbers of the records, as they were before everything is computed
/// anew.
private struct StoreOrder {
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        try db.execute(
            sql: """
                DROP TABLE IF EXISTS temp.record_before; DROP TABLE IF EXISTS temp.feed_before;
                DROP TABLE IF EXISTS temp.touched_before;
                CREATE TEMP TABLE record_before AS SELECT rid, id, type FROM main.record;
                CREATE TEMP TABLE feed_before AS SELECT area, n, rid, kind, left_areas, first, last FROM main.feed;
                CREATE TEMP TABLE touched_before AS SELECT n, rid FROM main.change
                """)
    }

    /// The first record that a change touched; `nil` where even that was not known.
    func record(of n: Int64) throws -> RecordID? {
        let sql = """
            SELECT id FROM touched_before JOIN record_before ON record_before.rid = touched_before.rid WHERE n = ?
            """
        return try db.statement(sql, n).first { row in try? row.value(0) as RecordID }
    }

    func differs(from db: Database) throws -> Bool {
        let (rows, records) = ("SELECT area, n, rid, kind, left_areas, first, last FROM", "SELECT rid, id, type FROM")
        for (columns, now, before) in [
            (rows, "main.feed", "temp.feed_before"), (records, "main.record", "temp.record_before"),
        ] {
            let isMore = "SELECT EXISTS (\(columns) \(now) EXCEPT \(columns) \(before))"
            let isLess = "SELECT EXISTS (\(columns) \(before) EXCEPT \(columns) \(now))"
            if try [isMore, isLess].contains(where: { try Bool.fetchOne(db, sql: $0) ?? false }) { return true }
        }
        return false
    }
}
