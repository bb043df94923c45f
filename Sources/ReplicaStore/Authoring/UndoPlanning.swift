internal import GRDB
internal import SyncProtocol

/// Finds what the next undo takes back, and computes its result.
struct UndoPlanning {
    /// Rows of one import follow each other closer than this, in milliseconds: a person who imports twice takes longer.
    private static let importGapMilliseconds: Int64 = 1_000

    private let db: Database
    private let workspace: Workspace
    private let author: Author

    init(_ db: Database, workspace: Workspace, author: Author) {
        self.db = db
        self.workspace = workspace
        self.author = author
    }

    func plan(_ kind: UndoMark.Kind) throws -> UndoPlan? {
        var passed: [ChangeID: UndoMark?] = [:]
        let found = try changes(kind, passing: &passed)
        guard !found.isEmpty else { return nil }
        let records: [[UndoneRecord]] = try found.map { found in
            try found.change.records.indices.map { try record(at: $0, of: found, passed: passed) }
        }
        let doomed = doomed(among: records.flatMap { $0 })
        let steps = try zip(found, records).map { found, records in
            UndoPlan.UndoStep(
                change: found.change.id, header: found.change.header, isPending: try db.isPending(found.n),
                records: records.map { $0.undo(deleting: doomed) })
        }
        return UndoPlan(kind: kind, steps: steps)
    }

    // MARK: - Which changes

    private struct Found {
        let n: Int64
        let change: Change
    }

    /// The change that is taken back next; with it the other rows of the same import.
    ///
    /// - Parameters:
    ///   - kind: What is looked for.
    ///   - passed: Takes the newer changes of the same person, which cancel one another.
    /// - Returns: The newest first; empty when there is nothing to take back.
    /// - Throws: `StoreError`.
    private func changes(_ kind: UndoMark.Kind, passing passed: inout [ChangeID: UndoMark?]) throws -> [Found] {
        var search = UndoSearch(kind)
        var found: [Found] = []
        for replica in try replicas() where try isOwn(replica) {
            let sql = "SELECT n FROM change WHERE replica = ? ORDER BY sequence DESC, n DESC"
            let positions = try Int64.fetchCursor(db.statement(sql, replica))
            while let n = try positions.next() {
                guard let change = try StoredChange.read(n, in: db)?.change, isOwn(change) else { continue }
                if let last = found.last?.change, !isSameImport(change, as: last) { return found }
                switch search.take(change.id, reason: change.header.reason) {
                case .passed:
                    if !found.isEmpty { return found }
                    passed[change.id] = .some(UndoMark(reason: change.header.reason))
                case .found:
                    found.append(Found(n: n, change: change))
                    if change.header.kind != .bulkImport { return found }
                case .ended: return found
                }
            }
            if !found.isEmpty { return found }
        }
        return found
    }

    /// The replica under which this store writes, then all others.
    private func replicas() throws -> [Int64] {
        try Int64.fetchAll(
            db.statement("SELECT number FROM replica ORDER BY id = ? DESC, number DESC", db.ownReplica()))
    }

    /// Whether this store wrote under a replica id, now or before it was copied or restored.
    private func isOwn(_ replica: Int64) throws -> Bool {
        let newest = "SELECT n FROM change WHERE replica = ? ORDER BY sequence DESC LIMIT 1"
        guard let n = try Int64.fetchOne(db.statement(newest, replica)),
            let change = try StoredChange.read(n, in: db)?.change
        else { return false }
        return change.header.device == author.device
    }

    private func isOwn(_ change: Change) -> Bool {
        change.header.author == author.login && change.header.device == author.device
    }

    /// Whether a change was saved together with the one that follows it: the stamps of one save count on by one.
    private func isSameImport(_ change: Change, as later: Change) -> Bool {
        let (own, next) = (change.header, later.header)
        // Anybody may have written these numbers.
        let gap = next.writtenAt.subtractingReportingOverflow(own.writtenAt)
        return own.kind == .bulkImport && next.kind == .bulkImport && own.replica == next.replica
            && own.sequence &+ 1 == next.sequence && own.clock.microseconds &+ 1 == next.clock.microseconds
            && !gap.overflow && gap.partialValue < Self.importGapMilliseconds
            && UndoMark(reason: own.reason)?.kind == UndoMark(reason: next.reason)?.kind
    }

    // MARK: - What was there before

    private func record(
        at index: Int, of found: Found, passed: [ChangeID: UndoMark?]
    ) throws -> UndoneRecord {
        let key = found.change.records[index]
        guard let row = try workspace.existingRow(for: key) else {
            throw StoreError.damaged(record: key.id.description, detail: "the record of a change is gone")
        }
        var state = RecordState(key: key)
        var before = state
        var applied: Set<ChangeID> = []
        var written: Set<FieldKey> = []
        for stored in try History(row, in: db).changes {
            guard let own = stored.change.records.firstIndex(of: key) else { continue }
            if stored.n > found.n {
                guard passed[stored.change.id] == nil else { continue }
                written.formUnion(stored.change.operations.filter { $0.record == own }.map(\.key))
                continue
            }
            before = state
            state.apply(stored.change, recordIndex: own, isSuspect: stored.isSuspect) { applied.contains($0) }
            applied.insert(stored.change.id)
        }
        var fields: [FieldKey] = []
        for operation in found.change.operations where operation.record == index && !fields.contains(operation.key) {
            fields.append(operation.key)
        }
        return UndoneRecord(
            before: before, after: state, now: row.state, fields: fields, written: written,
            restoring: Set(passed.filter { $0.value != nil }.keys), isDeleted: row.isDeleted,
            liveChildren: try workspace.reader.liveChildren(of: key.id), schema: workspace.schema)
    }

    /// The records that can be deleted together: a child that has to stay keeps what it lies under, and so on upwards.
    private func doomed(among records: [UndoneRecord]) -> Set<RecordKey> {
        var doomed = Set(records.filter(\.isMade).map(\.now.key))
        while true {
            let kept = doomed.subtracting(
                records.filter { $0.isMade && $0.undo(deleting: doomed).effect == .deleted }.map(\.now.key))
            if kept.isEmpty { return doomed }
            doomed.subtract(kept)
        }
    }
}
