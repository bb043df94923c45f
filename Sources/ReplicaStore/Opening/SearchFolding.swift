internal import GRDB
internal import SyncProtocol
internal import Values

extension ReplicaStore {
    /// The way in which search texts are folded, counted up whenever it changes. 1 kept signs that are not seen.
    static let searchFolding: UInt64 = 2

    static func hasPresentFolding(_ db: Database) throws -> Bool { try db.number(.searchFolding) == searchFolding }

    /// Writes those search texts anew that an earlier version folded otherwise: the ones with signs that are not seen.
    /// Records and their keys stay as they are.
    func foldAnew(_ db: Database) throws {
        guard try !Self.hasPresentFolding(db) else { return }
        let texts = try Row.fetchCursor(db, sql: "SELECT rid, text FROM search")
        var stale: [Int64] = []
        while let row = try texts.next() {
            let text: String = row[1]
            if text.unicodeScalars.contains(where: \.isIgnorable) { stale.append(row[0]) }
        }
        let schema = try schemaCache.schema(in: db)
        for start in stride(from: 0, to: stale.count, by: Self.recomputedAtOnce) {
            let workspace = try Workspace(db, schema: schema, role: role, searchText: searchText)
            for rid in stale[start..<min(start + Self.recomputedAtOnce, stale.count)] {
                guard let row = try workspace.row(rid: rid) else { continue }
                try workspace.writeSearch(row, view: RecordView(row.state, schema: workspace.schema))
            }
        }
        try db.set(.searchFolding, number: Self.searchFolding)
    }
}
