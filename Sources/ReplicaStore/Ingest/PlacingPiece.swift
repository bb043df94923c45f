internal import GRDB
internal import SyncProtocol

/// What follows from a record's move, the placing of all that lies under it, is done in pieces of bounded size, each with
/// others let in before it. Between them a record may lie where it lay; each piece does what is right by the writes that
/// are live then, so it does not matter what came between. Specification: section "What follows from a move".
struct PlacingPiece {
    /// Records after which a piece ends; bytes of records after which it does.
    let recordsMax: Int, bytesMax: Int

    /// A transaction of its own.
    static let alone = PlacingPiece(recordsMax: Limits.pieceRecordsMax, bytesMax: Limits.pieceBytesMax)
    /// What a transaction does at its own end.
    static let atEnd = PlacingPiece(recordsMax: Limits.pieceAtEndRecordsMax, bytesMax: Limits.pieceAtEndBytesMax)

    /// Places what waits, the oldest record of the store first.
    ///
    /// - Returns: Whether more waits.
    func run(in workspace: Workspace) throws -> Bool {
        let db = workspace.db
        var (records, bytes) = (0, 0)
        while records < recordsMax, bytes < bytesMax, let parent = try db.firstUnplaced() {
            let room = recordsMax - records
            let children = try children(of: parent.rid, after: parent.after, limit: room, in: db)
            var done = parent.after
            try db.statement("DELETE FROM unplaced WHERE rid = ?", parent.rid).execute()
            records += 1
            for child in children where bytes < bytesMax {
                bytes += try place(child, under: parent.rid, in: workspace)
                records += 1
                done = child.rid
            }
            if children.count < room, done == children.last?.rid ?? done { continue }
            // A record that lies under itself may have been noted anew, from its first child.
            try db.statement("INSERT OR IGNORE INTO unplaced (rid, after) VALUES (?, ?)", parent.rid, done).execute()
        }
        try workspace.sums.flush()
        return try db.isPlacingLeft()
    }

    /// What lies under a record, or lay there once: then with the changes that took it from there.
    private typealias Child = (rid: Int64, taken: (first: Int64, last: Int64)?)

    private func children(of rid: Int64, after: Int64, limit: Int, in db: Database) throws -> [Child] {
        guard
            let id = try db.statement("SELECT id FROM record WHERE rid = ?", rid).first({ try $0.value(0) as RecordID })
        else { return [] }
        let sql = """
            SELECT rid, NULL, NULL FROM child WHERE parent = ? AND rid > ?
            UNION ALL
            SELECT rid, first, last FROM former_child WHERE parent = ? AND rid > ?
                AND NOT EXISTS (SELECT 1 FROM child WHERE child.parent = ? AND child.rid = former_child.rid)
            ORDER BY 1 LIMIT ?
            """
        return try db.statement(sql, id, after, id, after, id, limit).all { row in
            let first: Int64? = try row.value(1)
            return (try row.value(0), try first.map { ($0, try row.value(2)) })
        }
    }

    /// A record that is damaged stays where it is and holds up none of the others; `check` names it.
    private func place(_ child: Child, under parent: Int64, in workspace: Workspace) throws -> Int {
        do {
            guard let row = try workspace.row(rid: child.rid) else { return 0 }
            guard let taken = child.taken else { return try workspace.placeAnew(row) }
            guard let parent = try workspace.row(rid: parent) else { return 0 }
            return try workspace.announceFormer(row, of: parent, first: taken.first, last: taken.last)
        } catch StoreError.damaged {
            return 0
        }
    }
}

extension Database {
    /// Whether something may still have to be placed.
    func isPlacingLeft() throws -> Bool {
        try Bool.fetchOne(statement("SELECT EXISTS (SELECT 1 FROM unplaced)")) ?? false
    }

    fileprivate func firstUnplaced() throws -> (rid: Int64, after: Int64)? {
        try statement("SELECT rid, after FROM unplaced ORDER BY rid LIMIT 1").first { row in
            (try row.value(0), try row.value(1))
        }
    }
}

extension ReplicaStore {
    /// Does one piece of what follows from moves, in a transaction of its own.
    ///
    /// A server does so between the transactions of devices; a device's store does all of it at the end of what it stores.
    ///
    /// - Returns: Whether more waits.
    /// - Throws: ``StoreError``; then the piece is done later.
    public func placeNextPiece() throws -> Bool {
        guard try read({ db in try db.isPlacingLeft() }) else { return false }
        return try transaction { db in
            let schema = try schemaCache.schema(in: db)
            return try PlacingPiece.alone.run(
                in: Workspace(db, schema: schema, role: role, searchText: searchText))
        }
    }

    /// Does all that follows from moves, a piece after the other.
    public func placeAll() throws { while try placeNextPiece() {} }
}
