internal import GRDB
internal import SyncProtocol

/// Compares the tables that follow from records and changes with them: what is missing is found record by record, what is
/// too much by counting.
struct DerivedTables {
    private let db: Database
    private let role: ReplicaStore.Role
    /// Where records entered areas, by record, ascending by position.
    private var entries: [Int64: [Entry]] = [:]
    /// Whether the store has the tables of this version; one that is only looked at may be older.
    private let isCurrent: Bool
    /// Whether search texts are folded as this version folds them.
    private let isFolded: Bool
    private var counts: [Table: Int] = [:]

    private struct Entry: Hashable {
        let area: String
        let n: Int64
        /// Where the record lay before; whoever received it there gets no more than what is new.
        let left: [String]
    }

    private enum Table: String, CaseIterable { case placement, child, conflict, search }

    init(_ db: Database, role: ReplicaStore.Role) throws {
        self.db = db
        self.role = role
        isCurrent = try StoreMigrations.version(of: db) == StoreMigrations.current
        isFolded = try ReplicaStore.hasPresentFolding(db)
        guard role == .server else { return }
        let left = isCurrent ? "left_areas" : "NULL"
        let rows = try Row.fetchCursor(
            db, sql: "SELECT rid, area, n, \(left) FROM feed WHERE kind = 1 ORDER BY rid, n")
        while let row = try rows.next() {
            let left: String? = try row.value(3)
            entries[try row.value(0), default: []].append(
                Entry(area: try row.value(1), n: try row.value(2), left: Placing.split(left ?? "")))
        }
    }

    // MARK: - A record's rows

    /// What is wrong with the rows of a record; `nil` when nothing is.
    mutating func damage(
        of row: RecordRow, view: RecordView, positions: [Int64], in workspace: Workspace
    ) throws -> String? {
        let areas = row.contribution?.areas ?? []
        for area in areas {
            let sql = "SELECT EXISTS (SELECT 1 FROM placement WHERE area = ? AND type = ? AND rid = ?)"
            if try !exists(db.statement(sql, area, row.key.type, row.rid)) { return "it is missing from area \(area)" }
        }
        for parent in Set(row.parents) {
            let sql = "SELECT EXISTS (SELECT 1 FROM child WHERE parent = ? AND rid = ?)"
            if try !exists(db.statement(sql, parent, row.rid)) { return "it is missing from what lies under \(parent)" }
        }
        let conflicts = ConflictRow.all(of: row, view: view)
        let sql = "SELECT id, field, cell, version FROM conflict WHERE rid = ?"
        let held = try db.statement(sql, row.rid).all { row in
            try ConflictRow(
                id: row.value(0), key: FieldKey(row.value(1), cell: (row.value(2) as Blob).bytes), version: row.value(3)
            )
        }
        if Set(held) != Set(conflicts) || row.conflicts != conflicts.count {
            return "its conflicts are not those that its changes say"
        }
        if isFolded, let text = workspace.searched(row.key, view: view),
            try String.fetchOne(db.statement("SELECT text FROM search WHERE rid = ?", row.rid)) != text
        {
            return "it is not found by what its changes say"
        }
        if let n = try unannounced(row.rid, areas: areas, positions: positions) {
            return "its change \(n) is missing from the feed"
        }
        counts[.placement, default: 0] += areas.count
        counts[.child, default: 0] += Set(row.parents).count
        counts[.conflict, default: 0] += conflicts.count
        return nil
    }

    /// The first change of a record that a device which begins at the start of the feed would not get.
    private func unannounced(_ rid: Int64, areas: [String], positions: [Int64]) throws -> Int64? {
        guard role == .server else { return nil }
        let sql = "SELECT EXISTS (SELECT 1 FROM feed WHERE area = ? AND n = ? AND rid = ? AND kind = 0)"
        var pending = areas.map { (area: $0, end: Int64.max) }
        var asked: Set<Entry> = []
        while let (area, end) = pending.popLast() {
            let entry = entries[rid]?.last { $0.area == area && $0.n < end }
            for n in positions where n > entry?.n ?? 0 && n <= end {
                if try !exists(db.statement(sql, area, n, rid)) { return n }
            }
            // What came before is brought by the entry, or has come from where the record lay.
            if let entry, asked.insert(entry).inserted { pending += entry.left.map { ($0, entry.n) } }
        }
        return try markBesideChain(rid, positions)
    }

    /// A mark of a record's changes by which none of them is found.
    private func markBesideChain(_ rid: Int64, _ positions: [Int64]) throws -> Int64? {
        guard isCurrent else { return nil }
        let marks = try Int64.fetchAll(db.statement("SELECT n FROM chain_mark WHERE rid = ?", rid))
        return marks.isEmpty ? nil : marks.first { !Set(positions).contains($0) }
    }

    /// Whether a change stands under the replica and the number that it says itself.
    func isInPlace(_ change: StoredChange) throws -> Bool {
        let sql = """
            SELECT replica.id, sequence FROM change JOIN replica ON replica.number = change.replica WHERE n = ?
            """
        let header = change.change.header
        return try db.statement(sql, change.n).first { row in
            try row.value(0) == header.replica && row.value(1) == Int64(header.sequence)
        } ?? false
    }

    private func exists(_ statement: Statement) throws -> Bool { try Bool.fetchOne(statement) ?? false }

    // MARK: - Whole tables

    /// What is wrong with what belongs to no single record.
    func damages() throws -> [Damage] {
        let found = try [
            (
                """
                SELECT EXISTS (SELECT 1 FROM replica LEFT JOIN
                    (SELECT replica, max(sequence) AS newest FROM change GROUP BY replica) AS held
                    ON held.replica = number WHERE head != ifnull(newest, 0))
                """, "the highest numbers of replicas are not those of their changes"
            ),
            (
                "SELECT EXISTS (SELECT 1 FROM change GROUP BY replica, sequence, id HAVING count(*) > 1)",
                "a change is stored twice"
            ),
            (
                "SELECT EXISTS (SELECT 1 FROM outbox WHERE n NOT IN (SELECT n FROM change))",
                "a change that waits to be handed in is not here"
            ),
        ].filter { sql, _ in try Bool.fetchOne(db, sql: sql) ?? false }
        return found.map { Damage(record: nil, detail: $0.1) }
    }

    /// Tables that hold more than belongs to the records; asked when all of these were compared and are sound.
    func surplus() throws -> [Damage] {
        try Table.allCases.compactMap { table in
            // What is kept of a type that is not searched for any more is nobody's and does no harm.
            let condition = table == .search ? " WHERE rid NOT IN (SELECT rid FROM record)" : ""
            let expected = table == .search ? 0 : counts[table] ?? 0
            let held = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table.rawValue)\(condition)") ?? 0
            return held == expected
                ? nil : Damage(record: nil, detail: "\(table.rawValue) has \(held - expected) rows of no record")
        }
    }
}
