internal import GRDB
public import SyncProtocol
internal import SyncWire

/// A change that arrived, read and hashed before the writer takes it, so that the writer only writes.
public struct IncomingChange: Sendable {
    /// As it arrived, and what it says.
    public let bytes: [UInt8], change: Change
    /// Whether its stamps come from a clock that a session found wrong.
    public let isSuspect: Bool

    /// - Throws: ``ChangeFault`` when the bytes are not a change.
    public init(bytes: [UInt8], isSuspect: Bool) throws(ChangeFault) {
        change = try ChangeCodec.decode(bytes)
        self.bytes = bytes
        self.isSuspect = isSuspect
    }

    init(bytes: [UInt8], change: Change, isSuspect: Bool = false) {
        self.bytes = bytes
        self.change = change
        self.isSuspect = isSuspect
    }
}

/// What became of a change that was handed to a store.
public enum IngestOutcome: Hashable, Sendable {
    /// `created`: how many records came into being with it.
    case stored(n: Int64, created: Int)
    case duplicate
    /// Nothing of it is stored: it would cost the writer more than the change of any honest program does.
    case tooCostly
}

/// Takes changes in, one transaction at a time.
struct Ingest {
    let workspace: Workspace
    let db: Database
    let limits: WorkLimits
    private var replicas: [ReplicaID: ReplicaEntry] = [:]
    private var nextN: Int64

    private struct ReplicaEntry {
        let number: Int64
        var head: UInt64
        var isChanged: Bool
    }

    init(_ workspace: Workspace, limits: WorkLimits = .none) throws {
        self.workspace = workspace
        self.limits = limits
        db = workspace.db
        nextN = try db.newestPosition() + 1
    }

    /// Stores one change and applies it to the records it touches. ``finish()`` makes the result visible.
    mutating func take(_ incoming: IncomingChange) throws -> IngestOutcome {
        let change = incoming.change
        var replica = try entry(for: change.header.replica)
        if change.header.sequence <= replica.head,
            let held = try find(change.id, replica: replica.number, sequence: change.header.sequence)
        {
            // The authority's first word on a change stands, because others have received it already; a device takes
            // that word over when it arrives after the change.
            if workspace.role == .device && incoming.isSuspect && !held.isSuspect {
                try markSuspect(change, n: held.n)
            }
            do { try fill(incoming, n: held.n) } catch is WorkLimits.Exceeded { return .tooCostly }
            return .duplicate
        }
        guard let touched = try touched(by: incoming) else { return .tooCostly }
        let n = nextN
        nextN += 1
        if change.header.sequence > replica.head {
            replica.head = change.header.sequence
            replica.isChanged = true
        }
        replicas[change.header.replica] = replica
        let first = try apply(change, to: touched, at: n)
        let sql = """
            INSERT INTO change (n, replica, sequence, id, rid, previous, suspect, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.statement(
            sql, n, replica.number, Int64(change.header.sequence), change.id, first.rid, first.previous,
            incoming.isSuspect, Blob(incoming.bytes)
        ).execute()
        return .stored(n: n, created: first.created)
    }

    /// Leaves the records that a change touches as it makes them, with it as the newest of each.
    ///
    /// - Returns: The row of the first record, the position of the change of it before, and how many records are new.
    private func apply(
        _ change: Change, to touched: [(row: RecordRow?, state: RecordState)], at n: Int64
    ) throws -> (rid: Int64, previous: Int64, created: Int) {
        var first: (rid: Int64, previous: Int64, created: Int) = (0, 0, 0)
        for (index, (held, state)) in touched.enumerated() {
            let row = held ?? workspace.newRow(for: state.key)
            if held == nil { first.created += 1 }
            let previous = row.last
            row.state = state
            row.applied?.insert(change.id)
            row.mayClear = row.mayClear || writesClearedField(change, record: index)
            row.last = n
            row.changes += 1
            row.changeSum += RecordView.changeDigest(change.id, record: row.key)
            row.touchedBy.append(n)
            workspace.markDirty(row)
            if index == 0 {
                (first.rid, first.previous) = (row.rid, previous)
            } else {
                try db.statement("INSERT INTO change_record (n, rid, previous) VALUES (?, ?, ?)", n, row.rid, previous)
                    .execute()
            }
        }
        return first
    }

    /// Takes in again, where it stands, a change that is stored but that no record leads to any more.
    ///
    /// - Returns: Whether it stands for the first time; otherwise it is the same as one before, and nothing was done.
    mutating func retake(_ stored: StoredChange) throws -> Bool {
        let header = stored.change.header
        var replica = try entry(for: header.replica)
        if header.sequence <= replica.head {
            let sql = "SELECT id FROM change WHERE replica = ? AND sequence = ? AND n < ?"
            let earlier = try db.statement(sql, replica.number, Int64(header.sequence), stored.n).all { row in
                try row.value(0) as ChangeID
            }
            if earlier.contains(stored.change.id) { return false }
            if !earlier.isEmpty {
                try db.statement("UPDATE replica SET forked = 1 WHERE number = ?", replica.number).execute()
            }
        }
        replica.head = max(replica.head, header.sequence)
        replica.isChanged = true
        replicas[header.replica] = replica
        let incoming = IncomingChange(bytes: stored.bytes, change: stored.change, isSuspect: stored.isSuspect)
        guard let touched = try touched(by: incoming) else {
            preconditionFailure("what is computed anew is taken in without limits")
        }
        let first = try apply(stored.change, to: touched, at: stored.n)
        let sql = "UPDATE change SET replica = ?, sequence = ?, rid = ?, previous = ? WHERE n = ?"
        try db.statement(
            sql, replica.number, Int64(header.sequence), first.rid, first.previous, stored.n
        ).execute()
        return true
    }

    /// The records of a change as it leaves them, in its order; nothing is changed yet.
    ///
    /// - Returns: `nil` when the change goes beyond the limits.
    /// - Throws: ``StoreError``.
    private func touched(by incoming: IncomingChange) throws -> [(row: RecordRow?, state: RecordState)]? {
        let change = incoming.change
        var touched: [(row: RecordRow?, state: RecordState)] = []
        do {
            for (index, key) in change.records.enumerated() {
                let row = try workspace.existingRow(for: key)
                if let row, !row.mayClear, writesClearedField(change, record: index) {
                    // All changes of the record are read once more when it is written.
                    workspace.spend(row.changes, of: WorkLimits.changeBytes)
                }
                try limits.hold(workspace)
                let old = row?.state ?? RecordState(key: key)
                var state = old
                try state.apply(change, recordIndex: index, isSuspect: incoming.isSuspect) { id in
                    try row.map { try isApplied(id, to: $0) } ?? false
                }
                guard limits.allow(state, after: old, schema: workspace.schema) else { return nil }
                touched.append((row, state))
            }
        } catch is WorkLimits.Exceeded {
            return nil
        }
        return touched
    }

    private func writesClearedField(_ change: Change, record index: Int) -> Bool {
        let fields = workspace.clearedFields(of: change.records[index].type)
        return !fields.isEmpty && change.operations.contains { $0.record == index && fields.contains($0.key.field) }
    }

    /// Writes the records, the sums and the heads.
    func finish() throws {
        try workspace.flush()
        for entry in replicas.values where entry.isChanged {
            let sql = "UPDATE replica SET head = ? WHERE number = ?"
            try db.statement(sql, Int64(entry.head), entry.number).execute()
        }
    }

    private mutating func entry(for id: ReplicaID) throws -> ReplicaEntry {
        if let known = replicas[id] { return known }
        let held = try db.statement("SELECT number, head FROM replica WHERE id = ?", id).first { row in
            ReplicaEntry(
                number: try row.value(0), head: UInt64(clamping: try row.value(1) as Int64), isChanged: false)
        }
        if held == nil { try db.statement("INSERT INTO replica (id) VALUES (?)", id).execute() }
        let entry = held ?? ReplicaEntry(number: db.lastInsertedRowID, head: 0, isChanged: true)
        replicas[id] = entry
        return entry
    }

    /// Finds a change by its place; a different change in the same place means that the replica was cloned, and both
    /// are kept.
    private func find(
        _ id: ChangeID, replica: Int64, sequence: UInt64
    ) throws -> (n: Int64, isSuspect: Bool)? {
        let sql = "SELECT n, id, suspect FROM change WHERE replica = ? AND sequence = ?"
        let held = try db.statement(sql, replica, Int64(sequence)).all { row in
            (id: try? row.value(1) as ChangeID, n: try row.value(0) as Int64, isSuspect: try row.value(2) as Bool)
        }
        workspace.spend(Int64(held.count), of: WorkLimits.stepBytes)
        if let same = held.first(where: { $0.id == id }) { return (same.n, same.isSuspect) }
        if !held.isEmpty { try db.statement("UPDATE replica SET forked = 1 WHERE number = ?", replica).execute() }
        return nil
    }

    /// Whether a change is among the earlier changes of a record. The way back through them is walked once at most.
    private func isApplied(_ id: ChangeID, to row: RecordRow) throws -> Bool {
        if let applied = row.applied { return applied.contains(id) }
        workspace.spend(row.changes, of: WorkLimits.stepBytes)
        try limits.hold(workspace)
        let applied = try ChangeChain.ids(rid: row.rid, last: row.last, in: db)
        row.applied = applied
        return applied.contains(id)
    }

    private func markSuspect(_ change: Change, n: Int64) throws {
        try db.statement("UPDATE change SET suspect = 1 WHERE n = ?", n).execute()
        for key in change.records {
            guard let row = try workspace.existingRow(for: key) else { continue }
            row.state.markSuspect(change.id)
            workspace.markDirty(row)
        }
    }
}

/// The way back through the changes of one record.
enum ChangeChain {
    /// One step of it.
    ///
    /// - Returns: `nil` where it is broken; no id where that is damaged.
    static func step(_ n: Int64, rid: Int64, in db: Database) throws -> (id: ChangeID?, previous: Int64)? {
        try db.statement("SELECT id, rid, previous FROM change WHERE n = ?", n).first { row in
            let id: ChangeID? = try? row.value(0)
            if try row.value(1) == rid { return (id, try row.value(2)) }
            let further = "SELECT previous FROM change_record WHERE n = ? AND rid = ?"
            return try Int64.fetchOne(db.statement(further, n, rid)).map { (id, $0) }
        }
    }

    /// Positions of a record's changes, oldest first.
    ///
    /// - Parameters:
    ///   - rid: The record's row.
    ///   - last: The newest change to begin from.
    ///   - after: Changes at this position and before are left out.
    ///   - db: Where.
    /// - Returns: The positions.
    /// - Throws: ``StoreError``.
    static func positions(rid: Int64, last: Int64, after: Int64 = 0, in db: Database) throws -> [Int64] {
        var positions: [Int64] = []
        try walk(rid: rid, last: last, after: after, in: db) { n, _ in positions.append(n) }
        return positions.reversed()
    }

    /// The ids of a record's changes.
    static func ids(rid: Int64, last: Int64, in db: Database) throws -> Set<ChangeID> {
        var ids: Set<ChangeID> = []
        try walk(rid: rid, last: last, in: db) { _, id in if let id { ids.insert(id) } }
        return ids
    }

    private static func walk(
        rid: Int64, last: Int64, after: Int64 = 0, in db: Database, _ body: (Int64, ChangeID?) -> Void
    ) throws {
        var n = last
        while n > after {
            let step = try step(n, rid: rid, in: db)
            body(n, step?.id)
            guard let step, step.previous < n else { break }
            n = step.previous
        }
    }

    /// Of how many changes of a record one is marked, so that the next ones after any are found by reading no more.
    static let marksEvery: Int64 = 256

    /// The next positions of a record's changes after one, oldest first, of a server's record up to the next mark.
    static func positions(rid: Int64, after n: Int64, in db: Database) throws -> [Int64] {
        let sql = """
            SELECT coalesce((SELECT n FROM chain_mark WHERE rid = ? AND n > ? ORDER BY n LIMIT 1),
                (SELECT last FROM record WHERE rid = ?), 0)
            """
        let last = try Int64.fetchOne(db.statement(sql, rid, n, rid)) ?? 0
        return try positions(rid: rid, last: last, after: n, in: db)
    }
}

extension ReplicaStore {
    /// Takes changes in and returns once they are on the disk, with one outcome each, in order.
    ///
    /// - Throws: ``StoreError``; then none of them was stored.
    public func ingest(_ changes: [IncomingChange]) throws -> [IngestOutcome] {
        try writeChanges { db in
            let outcomes = try ingest(changes, in: db)
            try observeClock(of: changes, in: db)
            return outcomes
        }
    }

    /// Takes in what several devices push in a request each, and returns once all of it is on the disk.
    ///
    /// What is wrong with one request, or with a record that it touches, reaches neither the others nor the other changes of
    /// the same request; and none may cost the writer more than `Limits` says.
    ///
    /// - Parameter requests: The changes of each.
    /// - Returns: For each request what became of each of its changes, or why the store could not take this one.
    /// - Throws: ``StoreError`` when nothing can be stored now.
    public func ingest(requests: [[IncomingChange]]) throws -> [[Result<IngestOutcome, StoreError>]] {
        try writeChanges { db in
            let outcomes = try requests.map { try ingest(request: $0, in: db) }
            for changes in requests { try observeClock(of: changes, in: db) }
            return outcomes
        }
    }

    private func ingest(
        request changes: [IncomingChange], in db: Database
    ) throws -> [Result<IngestOutcome, StoreError>] {
        var workLeft = Limits.requestWorkBytesMax
        func attempt(_ changes: [IncomingChange]) throws -> [Result<IngestOutcome, StoreError>] {
            do {
                var outcomes: [IngestOutcome] = []
                try StoreError.translating(path: path) {
                    try db.inSavepoint {
                        outcomes = try ingest(changes, limits: .pushed, workLeft: &workLeft, in: db)
                        return .commit
                    }
                }
                return outcomes.map(Result.success)
            } catch let error as StoreError where error.concernsChange {
                // One bad change must not hold up the others: they are tried one by one.
                return try changes.count == 1 ? [.failure(error)] : changes.flatMap { try attempt([$0]) }
            }
        }
        return try attempt(changes)
    }

    func ingest(_ changes: [IncomingChange], in db: Database) throws -> [IngestOutcome] {
        var workLeft = Int.max
        return try ingest(changes, limits: .none, workLeft: &workLeft, in: db)
    }

    private func ingest(
        _ changes: [IncomingChange], limits: WorkLimits, workLeft: inout Int, in db: Database
    ) throws -> [IngestOutcome] {
        let schema = try schemaCache.schema(in: db)
        let workspace = try Workspace(db, schema: schema, role: role, searchText: searchText)
        workspace.workLeft = workLeft
        defer { workLeft = workspace.workLeft }
        var ingest = try Ingest(workspace, limits: limits)
        var outcomes: [IngestOutcome] = []
        outcomes.reserveCapacity(changes.count)
        for change in changes { outcomes.append(try ingest.take(change)) }
        try ingest.finish()
        if workspace.hasErased { staleLog.set(true) }
        return outcomes
    }

    func observeClock(of changes: [IncomingChange], in db: Database) throws {
        let wall = try wallMicroseconds(in: db)
        var clock = HybridClock(last: ClockStamp(microseconds: try db.number(.clock) ?? 0))
        let before = clock
        for change in changes where !change.isSuspect {
            clock.observe(change.change.header.clock, wallMicroseconds: wall)
        }
        if clock != before { try db.set(.clock, number: clock.last.microseconds) }
    }
}

extension StoreError {
    /// Whether a change, or a record it touches, is at fault and not the store as a whole.
    fileprivate var concernsChange: Bool {
        switch self {
        case .damaged, .invalidChange, .conflictChanged, .hasChildren, .cleared: true
        // SQLITE_CONSTRAINT and SQLITE_TOOBIG: something of the change has no place in a table, whatever it is.
        case .sqlite(let code, _): [19, 18].contains(code & 0xFF)
        case .missing, .gone, .exists, .notAStore, .corrupt, .newerVersion, .locked, .full, .notWritable, .draftGone,
            .draftChanged:
            false
        }
    }
}
