internal import GRDB
internal import SyncProtocol

/// The records that one transaction works on: each is read once, changed in memory, and written once at the end.
final class Workspace {
    let db: Database
    let schema: Schema
    let reader: StoreReader
    let role: ReplicaStore.Role
    let searchText: ReplicaStore.SearchText
    private var rows: [Int64: RecordRow] = [:]
    private var ridByKey: [RecordKey: Int64] = [:]
    private var dirty: [RecordRow] = []
    private var dirtyIDs: Set<Int64> = []
    private var nextRID: Int64
    var sums: AreaSums
    /// Whether a record that was here before lies elsewhere now.
    private(set) var hasMoved = false
    /// Whether a value was taken out of the change log for good.
    var hasErased = false

    init(_ db: Database, schema: Schema, role: ReplicaStore.Role, searchText: @escaping ReplicaStore.SearchText) throws
    {
        self.db = db
        self.schema = schema
        reader = StoreReader(db, schema: schema)
        self.role = role
        self.searchText = searchText
        nextRID = try Int64.fetchOne(db.statement("SELECT ifnull(max(rid), 0) + 1 FROM record")) ?? 1
        sums = AreaSums(db)
    }

    // MARK: - Reading

    /// The row of a record, made when there is none.
    func row(for key: RecordKey) throws -> RecordRow {
        if let row = try existingRow(for: key) { return row }
        let row = RecordRow(rid: nextRID, key: key)
        nextRID += 1
        rows[row.rid] = row
        ridByKey[key] = row.rid
        return row
    }

    func existingRow(for key: RecordKey) throws -> RecordRow? {
        if let rid = ridByKey[key] { return rows[rid] }
        return try reader.row(key).map(remember)
    }

    /// The rows that have an id, whatever their type.
    func rows(withID id: RecordID) throws -> [RecordRow] {
        var found = try reader.statement("WHERE id = ?", id).all { row in
            try rows[row.value(0)] ?? remember(reader.row(row))
        }
        for (key, rid) in ridByKey where key.id == id && !found.contains(where: { $0.rid == rid }) {
            if let row = rows[rid] { found.append(row) }
        }
        return found
    }

    func row(rid: Int64) throws -> RecordRow? {
        if let row = rows[rid] { return row }
        return try reader.row(rid: rid).map(remember)
    }

    private func remember(_ row: RecordRow) -> RecordRow {
        rows[row.rid] = row
        ridByKey[row.key] = row.rid
        return row
    }

    // MARK: - Changing

    func markDirty(_ row: RecordRow) {
        if dirtyIDs.insert(row.rid).inserted { dirty.append(row) }
    }

    /// Writes every changed record. Writing one may change where its children lie or whether its parent is deleted,
    /// so the list grows until nothing follows from anything.
    func flush() throws {
        while let row = dirty.popLast() {
            dirtyIDs.remove(row.rid)
            try write(row)
        }
        try sums.flush()
    }

    private func write(_ row: RecordRow) throws {
        let view = RecordView(row.state, schema: schema, hasLiveChildren: try hasLiveChildren(row))
        let wasDeleted = row.isDeleted
        let oldAreas = row.contribution?.areas ?? []
        let oldParents = row.parents
        let isNew = !row.isStored
        row.isDeleted = view.deletion == .deleted
        row.parents = Placing.parents(of: row.state, schema: schema)
        let areas = try self.areas(of: row)
        let contribution = RecordRow.Contribution(
            areas: areas, changes: row.changes, changeSum: row.changeSum, stateDigest: view.digest)
        try sums.replace(row.contribution, with: contribution)
        row.contribution = contribution
        row.json = RecordJSON.text(view, schema: schema)
        try writeConflicts(of: row, view: view)
        try writeRow(row, digest: contribution.stateDigest)
        try writeSearch(row, view: view, isNew: isNew)
        if areas != oldAreas {
            try writePlacement(row, from: oldAreas, to: areas)
            hasMoved = hasMoved || !isNew
        }
        if role == .server { try writeFeed(row, from: oldAreas, to: areas) }
        if row.parents != oldParents || isNew { try writeParents(row, from: isNew ? [] : oldParents) }
        try eraseCleared(row)
        let position = row.touchedBy.last ?? row.movedBy
        row.touchedBy = []
        row.movedBy = position
        // Children lie where their parent lies; a deleted parent is no longer deleted while a child lives.
        if areas != oldAreas {
            for child in try children(of: row.key.id) {
                child.movedBy = position ?? child.movedBy
                markDirty(child)
            }
        }
        if isNew || wasDeleted != row.isDeleted || row.parents != oldParents {
            for id in Set(row.parents + oldParents) {
                for parent in try rows(withID: id) where !parent.state.writes(of: FieldKey(.deleted)).isEmpty {
                    markDirty(parent)
                }
            }
        }
    }

    /// Whether a record that its own writes do not delete lies under this one at any depth.
    ///
    /// It is asked of the live writes and not of what was computed for the children before, so that the answer does not
    /// depend on the order of writing where records lie under each other in a circle.
    private func hasLiveChildren(_ row: RecordRow) throws -> Bool {
        guard !row.state.writes(of: FieldKey(.deleted)).isEmpty else { return false }
        var visited: Set<Int64> = [row.rid]
        var pending = [row]
        while let next = pending.popLast() {
            for child in try children(of: next.key.id) where visited.insert(child.rid).inserted {
                if RecordView(child.state, schema: schema).deletion != .deleted { return true }
                pending.append(child)
            }
        }
        return false
    }

    func children(of id: RecordID) throws -> [RecordRow] {
        try Int64.fetchAll(db.statement("SELECT rid FROM child WHERE parent = ?", id)).compactMap(row(rid:))
    }

    /// Walks up to the records that name an area themselves. Each walk starts anew from the live writes, so the answer
    /// does not depend on the order in which records were written; a cycle of parents lies nowhere.
    func areas(of row: RecordRow) throws -> [String] {
        var visited: Set<Int64> = []
        var found: [String] = []
        var pending = [row]
        while let next = pending.popLast() {
            guard visited.insert(next.rid).inserted else { continue }
            if let areas = Placing.ownAreas(of: next.state, schema: schema) {
                found += areas
            } else {
                for parent in Placing.parents(of: next.state, schema: schema) {
                    pending += try rows(withID: parent)
                }
            }
        }
        return Placing.normalized(found)
    }

    // MARK: - Writing

    private func writeRow(_ row: RecordRow, digest: Digest) throws {
        let areas = Placing.joined(row.contribution?.areas ?? [])
        if row.isStored {
            let sql = """
                UPDATE record SET areas = ?, last = ?, changes = ?, change_sum = ?, state_digest = ?, deleted = ?,
                    conflicts = ?, live = ?, state = ? WHERE rid = ?
                """
            try db.statement(
                sql, areas, row.last, row.changes, row.changeSum, digest, row.isDeleted, row.conflicts,
                Blob(row.state.stored), row.json, row.rid
            ).execute()
        } else {
            let sql = "INSERT INTO record (\(RecordRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            try db.statement(
                sql, row.rid, row.key.id, row.key.type, areas, row.last, row.changes, row.changeSum, digest,
                row.isDeleted, row.conflicts, Blob(row.state.stored), row.json
            ).execute()
            row.isStored = true
        }
    }

    private func writeConflicts(of row: RecordRow, view: RecordView) throws {
        let conflicts = ConflictRow.all(of: row, view: view)
        if row.conflicts > 0 {
            try db.statement("DELETE FROM conflict WHERE rid = ?", row.rid).execute()
        }
        for conflict in conflicts {
            let sql = "INSERT INTO conflict (id, rid, field, cell, version) VALUES (?, ?, ?, ?, ?)"
            try db.statement(
                sql, conflict.id, row.rid, conflict.key.field, Blob(conflict.key.cell), conflict.version
            ).execute()
        }
        row.conflicts = conflicts.count
    }

    private func writeSearch(_ row: RecordRow, view: RecordView, isNew: Bool) throws {
        guard let text = searched(row.key, view: view) else { return }
        let sql = "INSERT OR REPLACE INTO search (rid, type, text) VALUES (?, ?, ?)"
        try db.statement(sql, row.rid, row.key.type, text).execute()
    }

    /// The text by which a record is found; `nil` for one that nobody searches for.
    func searched(_ key: RecordKey, view: RecordView) -> String? {
        guard let type = schema.type(key.type), !type.search.isEmpty else { return nil }
        var texts: [String: String] = [:]
        for name in type.search {
            guard let field = type.field(named: name), let outcome = view.outcome(of: field.number) else { continue }
            switch outcome {
            case .value(let write):
                if case .text(let text)? = Value(encoded: write.value) { texts[name] = text }
            case .conflict(let candidates, _):
                // Whoever looks for either value finds the record.
                let values = candidates.compactMap { Value(encoded: $0.value) }
                texts[name] = values.compactMap { if case .text(let text) = $0 { text } else { nil } }
                    .joined(separator: " ")
            case .entries: continue
            }
        }
        return searchText(type, texts)
    }

    private func writePlacement(_ row: RecordRow, from old: [String], to new: [String]) throws {
        let leave = "DELETE FROM placement WHERE area = ? AND type = ? AND rid = ?"
        for area in old where !new.contains(area) { try db.statement(leave, area, row.key.type, row.rid).execute() }
        let enter = "INSERT INTO placement (area, type, rid) VALUES (?, ?, ?)"
        for area in new where !old.contains(area) { try db.statement(enter, area, row.key.type, row.rid).execute() }
    }

    /// A change is announced where the record lies and where it lay, so that those who lose it learn why.
    private func writeFeed(_ row: RecordRow, from old: [String], to new: [String]) throws {
        let sql = "INSERT OR IGNORE INTO feed (area, n, rid, kind) VALUES (?, ?, ?, ?)"
        for n in row.touchedBy {
            for area in Set(old + new) { try db.statement(sql, area, n, row.rid, 0).execute() }
        }
        guard !old.isEmpty else { return }
        for area in new where !old.contains(area) {
            // Each move is announced at the change that caused it: many at one position would make one endless page.
            let newest = try Int64.fetchOne(db.statement("SELECT max(n) FROM change")) ?? row.last
            let n = row.touchedBy.last ?? row.movedBy ?? newest
            try db.statement(sql, area, n, row.rid, 1).execute()
        }
    }

    private func writeParents(_ row: RecordRow, from old: [RecordID]) throws {
        for id in old where !row.parents.contains(id) {
            try db.statement("DELETE FROM child WHERE parent = ? AND rid = ?", id, row.rid).execute()
        }
        for id in row.parents where !old.contains(id) {
            try db.statement("INSERT OR IGNORE INTO child (parent, rid) VALUES (?, ?)", id, row.rid).execute()
        }
    }
}

/// A row of `conflict`.
struct ConflictRow: Hashable {
    let id: ConflictID
    let key: FieldKey
    let version: Digest

    /// The announced conflicts of a record.
    static func all(of row: RecordRow, view: RecordView) -> [ConflictRow] {
        view.conflicts.map { key, candidates in
            ConflictRow(
                id: ConflictID(record: row.key, key: key), key: key, version: RecordView.version(of: candidates))
        }
    }
}
