internal import GRDB
public import SyncProtocol

/// Damage that a check found.
public struct Damage: Hashable, Encodable, Sendable {
    /// The record that is affected; `nil` when only the store as a whole is.
    public let record: RecordID?
    /// English, for logs; what was expected to agree and does not.
    public let detail: String

    init(record: RecordID?, detail: String) {
        self.record = record
        self.detail = detail
    }

    /// The damage that an error tells of; `nil` for what is wrong with something else than what is stored.
    ///
    /// - Parameter error: Of opening or reading a store.
    public init?(_ error: any Error) {
        switch error as? StoreError {
        case .corrupt(_, let detail): self.init(record: nil, detail: detail)
        case .damaged(let record, let detail): self.init(record: RecordID(record), detail: detail)
        // SQLITE_ERROR: a statement of ours that a store takes, and this file does not, because a table is gone.
        case .sqlite(1, let detail): self.init(record: nil, detail: detail)
        default: return nil
        }
    }
}

extension ReplicaStore {
    /// Computes everything again from the bytes of the changes and compares it with what is stored.
    ///
    /// - Parameters:
    ///   - limit: Damages after which the check stops.
    ///   - progress: Called with the number of records done and of all.
    /// - Returns: What does not agree; empty when the store is sound.
    /// - Throws: ``StoreError`` when the store cannot be read for another reason than its damage.
    public func check(limit: Int = 100, progress: (Int, Int) -> Void = { _, _ in }) throws -> [Damage] {
        var damages: [Damage] = []
        do {
            let failures = try read { db in try String.fetchAll(db, sql: "PRAGMA integrity_check(10)") }
            damages += failures.filter { $0 != "ok" }.map { Damage(record: nil, detail: $0) }
            return try recompute(after: damages, limit: limit, progress: progress)
        } catch {
            guard let damage = Damage(error) else { throw error }
            return damages + [damage]
        }
    }

    private func recompute(
        after found: [Damage], limit: Int, progress: (Int, Int) -> Void
    ) throws -> [Damage] {
        var damages = found
        return try read { db in
            let schema = try schemaCache.schema(in: db)
            let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM record") ?? 0
            var sums: [String: AreaDigest] = [:]
            var derived = try DerivedTables(db, role: role)
            var touches = 0
            var done = 0
            var workspace = try Workspace(db, schema: schema, role: role, searchText: searchText)
            let cursor = try Row.fetchCursor(workspace.reader.statement("ORDER BY rid"))
            while let row = try cursor.next() {
                let found = try examine(row, in: workspace, &derived, sums: &sums, touches: &touches)
                if let found, !damages.contains(found) { damages.append(found) }
                if damages.count >= limit { return damages }
                done += 1
                if done.isMultiple(of: 500) {
                    progress(done, total)
                    // A workspace keeps the parents it has read; a fresh one now and then bounds its memory.
                    workspace = try Workspace(db, schema: schema, role: role, searchText: searchText)
                }
            }
            progress(total, total)
            // A change that no record's chain leads to was lost from it.
            let expected = try Int.fetchOne(
                db, sql: "SELECT (SELECT count(*) FROM change) + (SELECT count(*) FROM change_record)")
            if expected != touches, damages.isEmpty {
                damages.append(
                    Damage(record: nil, detail: "\(expected ?? 0) touches are stored, \(touches) are linked"))
            }
            damages += try derived.damages()
            if damages.isEmpty { damages += try derived.surplus() + compare(sums, in: db) }
            return Array(damages.prefix(limit))
        }
    }

    private func examine(
        _ row: Row, in workspace: Workspace, _ derived: inout DerivedTables, sums: inout [String: AreaDigest],
        touches: inout Int
    ) throws -> Damage? {
        let (db, schema) = (workspace.db, workspace.schema)
        let id: RecordID? = try? row.value(1)
        do {
            let stored = try workspace.reader.row(row)
            var state = RecordState(key: stored.key)
            var sum = RunningSum.zero
            var applied: Set<ChangeID> = []
            let positions = try ChangeChain.positions(rid: stored.rid, last: stored.last, in: db)
            for n in positions {
                guard let change = try StoredChange.read(n, in: db),
                    let index = change.change.records.firstIndex(of: stored.key)
                else { return Damage(record: id, detail: "change \(n) is missing or does not touch the record") }
                state.apply(change.change, recordIndex: index, isSuspect: change.isSuspect) { applied.contains($0) }
                applied.insert(change.change.id)
                if index == 0, try !derived.isInPlace(change) {
                    return Damage(record: id, detail: "change \(n) is not kept under its replica and number")
                }
                sum += RecordView.changeDigest(change.change.id, record: stored.key)
            }
            touches += positions.count
            let view = try workspace.reader.view(of: state)
            if Int64(positions.count) != stored.changes || sum != stored.changeSum {
                return Damage(record: id, detail: "its changes do not add up to the stored sum")
            }
            if state != stored.state {
                return Damage(record: id, detail: "its live writes are not what its changes say")
            }
            if view.digest != stored.contribution?.stateDigest {
                return Damage(record: id, detail: "its state digest is not what its changes say")
            }
            if RecordJSON.text(view, schema: schema) != stored.json
                || (view.deletion == .deleted) != stored.isDeleted
            {
                return Damage(record: id, detail: "its readable state is not what its changes say")
            }
            if try !liesRight(stored, in: workspace) {
                return Damage(record: id, detail: "it is not kept in the areas that its changes say")
            }
            if let detail = try derived.damage(of: stored, view: view, positions: positions, in: workspace) {
                return Damage(record: id, detail: detail)
            }
            for area in stored.contribution?.areas ?? [] {
                var digest = sums[area] ?? AreaDigest(area: area)
                digest.changes += UInt64(stored.changes)
                digest.changeSum += sum
                digest.records += 1
                digest.stateSum += view.digest
                sums[area] = digest
            }
            return nil
        } catch StoreError.damaged(let record, let detail) {
            // The damage may lie in a parent that was read to find the areas.
            return Damage(record: RecordID(record) ?? id, detail: detail)
        }
    }

    /// Whether a record lies where its changes say, or will once what follows from a move above it is done.
    private func liesRight(_ row: RecordRow, in workspace: Workspace) throws -> Bool {
        let place = try workspace.place(of: row)
        if place.areas == row.contribution?.areas { return true }
        // An older store that is only looked at has no such table.
        guard try workspace.db.tableExists("unplaced") else { return false }
        return try place.above.contains { rid in
            let sql = "SELECT EXISTS (SELECT 1 FROM unplaced WHERE rid = ?)"
            return try Bool.fetchOne(workspace.db.statement(sql, rid)) ?? false
        }
    }

    private func compare(_ sums: [String: AreaDigest], in db: Database) throws -> [Damage] {
        let sql = "SELECT area, changes, change_sum, records, state_sum FROM area_digest"
        let stored = try db.statement(sql).all(AreaDigest.init)
        let found = Set(stored).symmetricDifference(sums.values)
        return Set(found.map(\.area)).sorted().map { area in
            Damage(record: nil, detail: "the sums of area \(area) are not those of its records")
        }
    }
}
