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
    /// All rows of an id that was asked for, by type.
    private var rowsByID: [RecordID: [RecordRow]] = [:]
    /// Rows that were not in the table when this began.
    private var newRows: [RecordID: [RecordRow]] = [:]
    private var dirty: [Int64: RecordRow] = [:]
    /// Records that somebody deleted and under which something was added, moved, deleted or brought back.
    private var disturbed: [RecordRow] = []
    /// Whether a record that lives lies under one, where that was asked while all is written.
    private var isLivingBelow: [Int64: Bool] = [:]
    private var nextRID: Int64
    var sums: AreaSums
    /// How many bytes of what is stored may still be read for the request that is worked on.
    var workLeft = Int.max
    private var clearedFieldsByType: [TypeNumber: Set<FieldNumber>] = [:]
    /// The position of the feed at which a piece announces what it moves; taken with the first.
    var piecePosition: Int64?
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

    /// Makes the row of a record of which there is none.
    func newRow(for key: RecordKey) -> RecordRow {
        let row = RecordRow(rid: nextRID, key: key)
        nextRID += 1
        rows[row.rid] = row
        ridByKey[key] = row.rid
        newRows[key.id, default: []].append(row)
        rowsByID[key.id] = nil
        return row
    }

    /// The fields of a type whose values are to be gone once they are cleared.
    func clearedFields(of type: TypeNumber) -> Set<FieldNumber> {
        if let known = clearedFieldsByType[type] { return known }
        let fields = (schema.type(type)?.fields ?? []).filter { $0.clearedBy != nil }
        let numbers = Set(fields.map(\.number))
        clearedFieldsByType[type] = numbers
        return numbers
    }

    func existingRow(for key: RecordKey) throws -> RecordRow? {
        if let rid = ridByKey[key] { return rows[rid] }
        return try reader.row(key).map(remember)
    }

    /// The rows that have an id, by type, whatever that is; asked of the table once.
    func rows(withID id: RecordID) throws -> [RecordRow] {
        if let known = rowsByID[id] { return known }
        var found = try reader.statement("WHERE id = ? ORDER BY type LIMIT \(Limits.recordsAboveMax)", id).all { row in
            try rows[row.value(0)] ?? remember(reader.row(row))
        }
        found += (newRows[id] ?? []).filter { !$0.isStored }
        found.sort { $0.key.type < $1.key.type }
        rowsByID[id] = found
        return found
    }

    func row(rid: Int64) throws -> RecordRow? {
        if let row = rows[rid] { return row }
        return try reader.row(rid: rid).map(remember)
    }

    private func remember(_ row: RecordRow) -> RecordRow {
        workLeft -= row.storedBytes
        rows[row.rid] = row
        ridByKey[row.key] = row.rid
        return row
    }

    // MARK: - Changing

    func markDirty(_ row: RecordRow) { dirty[row.rid] = row }

    /// Writes every changed record, in the order of the table, and then those whose deletion depends on them. What lies
    /// under a record that has moved is placed as far as one small piece goes, and the rest left to pieces of their own.
    func flush() throws {
        let changed = dirty.values.sorted { $0.rid < $1.rid }
        // Who lies under whom is written down first: then every answer below is asked of what does not change any more.
        for row in changed { try link(row) }
        for row in changed { try write(row) }
        while let row = disturbed.popLast() {
            if dirty.updateValue(row, forKey: row.rid) == nil { try write(row) }
        }
        dirty = [:]
        isLivingBelow = [:]
        try sums.flush()
        _ = try PlacingPiece.atEnd.run(in: self)
    }

    /// Writes down under which records one lies now.
    private func link(_ row: RecordRow) throws {
        let old = row.parents
        row.parents = Placing.parents(of: row.state, schema: schema)
        guard row.parents != old || !row.isStored else { return }
        for id in old where !row.parents.contains(id) {
            try db.statement("DELETE FROM child WHERE parent = ? AND rid = ?", id, row.rid).execute()
            guard role == .server, let first = row.touchedBy.first, let last = row.touchedBy.last else { continue }
            let sql = """
                INSERT INTO former_child (parent, rid, first, last) VALUES (?, ?, ?, ?)
                ON CONFLICT (parent, rid) DO UPDATE SET last = excluded.last
                """
            try db.statement(sql, id, row.rid, first, last).execute()
        }
        for id in row.parents where !old.contains(id) {
            try db.statement("INSERT OR IGNORE INTO child (parent, rid) VALUES (?, ?)", id, row.rid).execute()
        }
        try disturb(Set(row.parents + old))
    }

    /// A deleted parent is no longer deleted while a child lives.
    private func disturb(_ parents: Set<RecordID>) throws {
        for id in parents {
            disturbed += try rows(withID: id).filter { !$0.state.writes(of: FieldKey(.deleted)).isEmpty }
        }
    }

    private func write(_ row: RecordRow) throws {
        let view = RecordView(row.state, schema: schema, hasLiveChildren: try hasLiveChildren(row))
        let wasDeleted = row.isDeleted
        let oldAreas = row.contribution?.areas ?? []
        let isNew = !row.isStored
        row.isDeleted = view.deletion == .deleted
        // Whatever else is written again lies where it lay, or is reached by a piece that comes.
        let place = row.touchedBy.isEmpty && !row.isPlacedAnew ? nil : try self.place(of: row)
        let areas = place?.areas ?? oldAreas
        let isMoved = try place.map { try isNew || areas != oldAreas || isElsewhere($0, row) } ?? false
        let contribution = RecordRow.Contribution(
            areas: areas, changes: row.changes, changeSum: row.changeSum, stateDigest: view.digest)
        try sums.replace(row.contribution, with: contribution)
        row.contribution = contribution
        row.json = RecordJSON.text(view, schema: schema)
        try writeConflicts(of: row, view: view)
        try writeRow(row, digest: contribution.stateDigest, place: place?.source)
        try writeSearch(row, view: view)
        if areas != oldAreas {
            try writePlacement(row, from: oldAreas, to: areas)
            hasMoved = hasMoved || !isNew
        }
        if role == .server {
            try writeFeed(row, from: oldAreas, to: areas)
            try writeChainMarks(row)
        }
        try eraseCleared(row)
        row.touchedBy = []
        (row.isPlacedAnew, row.isFilled) = (false, false)
        if isMoved { try leaveToPieces(row) }
        if wasDeleted != row.isDeleted { try disturb(Set(row.parents)) }
    }

    /// Whether a record that its own writes do not delete lies under this one at any depth.
    ///
    /// It is asked of the live writes and not of what was computed for the children before, so that the answer does not
    /// depend on the order of writing where records lie under each other in a circle.
    private func hasLiveChildren(_ row: RecordRow) throws -> Bool {
        guard !row.state.writes(of: FieldKey(.deleted)).isEmpty else { return false }
        var above: [Int64: Int64] = [row.rid: row.rid]
        var pending = [row]
        while let next = pending.popLast() {
            var isLiving = isLivingBelow[next.rid] ?? false
            let children = isLivingBelow[next.rid] == nil ? try children(of: next.key.id) : []
            for rid in children where !isLiving && above[rid] == nil {
                guard let child = try self.row(rid: rid) else { continue }
                above[rid] = next.rid
                isLiving = RecordView(child.state, schema: schema).deletion != .deleted
                pending.append(child)
            }
            if isLiving {
                // It lies under all on the way to it.
                var rid = next.rid
                while rid != row.rid, let higher = above[rid] {
                    isLivingBelow[rid] = true
                    rid = higher
                }
                isLivingBelow[row.rid] = true
                return true
            }
        }
        isLivingBelow[row.rid] = false
        // So it is under each of them; but what lies in a circle under a record that lives has that one below it.
        if RecordView(row.state, schema: schema).deletion == .deleted {
            for rid in above.keys { isLivingBelow[rid] = false }
        }
        return false
    }

    private func children(of id: RecordID) throws -> [Int64] {
        try Int64.fetchAll(db.statement("SELECT rid FROM child WHERE parent = ?", id))
    }

    // MARK: - Placing

    /// Asks the records above, the nearest first and those of one distance by id, which areas they name.
    ///
    /// Each walk starts anew from the live writes, so the answer does not depend on the order in which records were
    /// written; a cycle of parents lies nowhere. It ends after ``Limits/recordsAboveMax`` records. Because the nearest are
    /// taken, what a record is told depends on its parents and on what these were told, and on nothing further away.
    func place(of row: RecordRow) throws -> Place {
        if let own = Placing.ownAreas(of: row.state, schema: schema) {
            return Place(areas: own, source: Blob([]), above: [])
        }
        var found: [String] = []
        var above: [Int64] = []
        var source: [UInt8] = []
        var asked: Set<RecordID> = []
        var level = [row]
        var rest = Limits.recordsAboveMax
        while !level.isEmpty, rest > 0 {
            // The end of a distance, and of each list, is told apart by a byte that begins no entry.
            source.append(0)
            let ids = Set(level.flatMap { Placing.parents(of: $0.state, schema: schema) }).subtracting(asked)
            level = []
            for id in ids.sorted() {
                guard rest > 0 else { break }
                asked.insert(id)
                let rows = try rows(withID: id).prefix(rest)
                rest -= max(1, rows.count)
                source += [1] + id.bytes
                for row in rows {
                    above.append(row.rid)
                    source += [2] + withUnsafeBytes(of: row.key.type.rawValue.bigEndian, Array.init)
                    guard let own = Placing.ownAreas(of: row.state, schema: schema) else {
                        level.append(row)
                        continue
                    }
                    found += own
                    source += [3] + Placing.joined(own).utf8
                }
            }
        }
        let hash = Digest.of(source).bytes.prefix(16)
        return Place(areas: Placing.normalized(found), source: Blob(Array(hash)), above: above)
    }

    /// Whether a record's place was found from something else before, so that what lies under it may lie elsewhere although
    /// the record itself does not.
    private func isElsewhere(_ place: Place, _ row: RecordRow) throws -> Bool {
        if place.source.bytes.isEmpty { return row.isPlacedAnew }
        return try Blob.fetchOne(db.statement("SELECT place FROM record WHERE rid = ?", row.rid)) != place.source
    }

    /// Places a record anew that no change of this transaction touched, and announces where it came to lie.
    ///
    /// - Returns: About how many bytes that took.
    func placeAnew(_ row: RecordRow) throws -> Int {
        let place = try place(of: row)
        guard let old = row.contribution else { return row.json.utf8.count }
        let isMoved = place.areas != old.areas
        guard try isMoved || isElsewhere(place, row) else { return row.json.utf8.count }
        if isMoved {
            var new = old
            new.areas = place.areas
            try sums.replace(old, with: new)
            row.contribution = new
            try writePlacement(row, from: old.areas, to: new.areas)
            if role == .server { try writeEntering(row, from: old.areas, to: new.areas) }
        }
        let sql = "UPDATE record SET areas = ?, place = ? WHERE rid = ?"
        try db.statement(sql, Placing.joined(place.areas), place.source, row.rid).execute()
        try leaveToPieces(row)
        return 2 * (row.json.utf8.count + row.state.stored.count)
    }

    /// Notes that what lies under a record has to be placed, unless all of it is written together with the record.
    private func leaveToPieces(_ row: RecordRow) throws {
        let sql = "SELECT rid FROM child WHERE parent = ? LIMIT ?"
        let some = try Int64.fetchAll(db.statement(sql, row.key.id, dirty.count + 1))
        let former = "SELECT EXISTS (SELECT 1 FROM former_child WHERE parent = ?)"
        guard
            try some.contains(where: { dirty[$0] == nil })
                || role == .server && Bool.fetchOne(db.statement(former, row.key.id)) == true
        else { return }
        try db.statement("INSERT OR REPLACE INTO unplaced (rid, after) VALUES (?, 0)", row.rid).execute()
    }

    // MARK: - Writing

    private func writeRow(_ row: RecordRow, digest: Digest, place: Blob?) throws {
        let areas = Placing.joined(row.contribution?.areas ?? [])
        if row.isStored {
            let sql = """
                UPDATE record SET areas = ?, last = ?, changes = ?, change_sum = ?, state_digest = ?, deleted = ?,
                    conflicts = ?, live = ?, state = ?, place = coalesce(?, place) WHERE rid = ?
                """
            try db.statement(
                sql, areas, row.last, row.changes, row.changeSum, digest, row.isDeleted, row.conflicts,
                Blob(row.state.stored), row.json, place, row.rid
            ).execute()
        } else {
            let sql = "INSERT INTO record (\(RecordRow.columns), place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            try db.statement(
                sql, row.rid, row.key.id, row.key.type, areas, row.last, row.changes, row.changeSum, digest,
                row.isDeleted, row.conflicts, Blob(row.state.stored), row.json, place ?? Blob([])
            ).execute()
            row.isStored = true
        }
    }

    private func writeConflicts(of row: RecordRow, view: RecordView) throws {
        let conflicts = ConflictRow.all(of: row, view: view)
        var listed: [ConflictID: Digest] = [:]
        if row.conflicts > 0 {
            let held = try db.statement("SELECT id, version FROM conflict WHERE rid = ?", row.rid).all { row in
                (id: try row.value(0, of: "conflict") as ConflictID, version: try? row.value(1) as Digest)
            }
            // What is damaged is written anew below.
            for (id, version) in held { listed[id] = version }
        }
        // Only what has changed is written: a record may have thousands, and a change seldom touches more than one.
        for conflict in conflicts {
            if listed.removeValue(forKey: conflict.id) == conflict.version { continue }
            let sql = "INSERT OR REPLACE INTO conflict (id, rid, field, cell, version) VALUES (?, ?, ?, ?, ?)"
            try db.statement(
                sql, conflict.id, row.rid, conflict.key.field, Blob(conflict.key.cell), conflict.version
            ).execute()
        }
        for id in listed.keys { try db.statement("DELETE FROM conflict WHERE id = ?", id).execute() }
        row.conflicts = conflicts.count
    }

    func writeSearch(_ row: RecordRow, view: RecordView) throws {
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
        // A text is bound up to its first zero byte, and what stands behind it is to be found all the same.
        for (name, text) in texts where text.utf8.contains(0) { texts[name] = text.replacing("\0", with: " ") }
        return searchText(type, texts)
    }

    private func writePlacement(_ row: RecordRow, from old: [String], to new: [String]) throws {
        let leave = "DELETE FROM placement WHERE area = ? AND type = ? AND rid = ?"
        for area in old where !new.contains(area) { try db.statement(leave, area, row.key.type, row.rid).execute() }
        // A row too many, which a damaged disk may leave, must not keep out what is right.
        let enter = "INSERT OR IGNORE INTO placement (area, type, rid) VALUES (?, ?, ?)"
        for area in new where !old.contains(area) { try db.statement(enter, area, row.key.type, row.rid).execute() }
    }

    /// A change is announced where the record lies and where it lay, so that those who lose it learn why.
    private func writeFeed(_ row: RecordRow, from old: [String], to new: [String]) throws {
        let sql = "INSERT OR IGNORE INTO feed (area, n, rid, kind) VALUES (?, ?, ?, ?)"
        for n in row.touchedBy {
            for area in Set(old + new) { try db.statement(sql, area, n, row.rid, 0).execute() }
        }
        if row.isFilled { return try writeEntering(row, from: [], to: new) }
        if !old.isEmpty { try writeEntering(row, from: old, to: new) }
    }

    /// A record that was here before is announced as a whole where it did not lie: at its newest change, or at the position
    /// of the piece that moved it.
    private func writeEntering(_ row: RecordRow, from old: [String], to new: [String]) throws {
        let sql = "INSERT OR IGNORE INTO feed (area, n, rid, kind, left_areas) VALUES (?, ?, ?, ?, ?)"
        for area in new where !old.contains(area) {
            let n = try row.touchedBy.last ?? positionOfPiece()
            try db.statement(sql, area, n, row.rid, 1, Placing.joined(old)).execute()
        }
    }

    /// Taken with the first row that needs it.
    private func positionOfPiece() throws -> Int64 {
        let n = try piecePosition ?? db.takePiecePosition()
        piecePosition = n
        return n
    }

    /// Announces what became of a record that lay under another one once, where that one lies: whoever received it then, and
    /// not what took it from there, would take it along.
    ///
    /// - Returns: About how many bytes that took.
    func announceFormer(_ row: RecordRow, of parent: RecordRow, first: Int64, last: Int64) throws -> Int {
        let areas = row.contribution?.areas ?? []
        let sql = """
            INSERT OR IGNORE INTO feed (area, n, rid, kind, left_areas, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        for area in parent.contribution?.areas ?? [] where area != Placing.unknown && !areas.contains(area) {
            try db.statement(sql, area, positionOfPiece(), row.rid, 2, Placing.joined(areas), first, last).execute()
        }
        return row.json.utf8.count
    }

    /// Every so many changes of a record a mark, from which those before are found.
    private func writeChainMarks(_ row: RecordRow) throws {
        for (index, n) in row.touchedBy.enumerated() {
            let number = row.changes - Int64(row.touchedBy.count) + Int64(index) + 1
            guard number.isMultiple(of: ChangeChain.marksEvery) else { continue }
            try db.statement("INSERT OR IGNORE INTO chain_mark (rid, n) VALUES (?, ?)", row.rid, n).execute()
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
