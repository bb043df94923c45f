internal import GRDB
public import SyncProtocol
internal import Values

/// Where this store stands towards its upstream.
public struct PullState: Hashable, Sendable {
    /// This replica, and the number of its last change.
    public let replica: ReplicaID, head: UInt64
    /// How far it has read the upstream's feed: opaque; empty for the beginning.
    public let cursor: [UInt8]
    /// The version of the schema in force here.
    public let schemaVersion: UInt32
    /// The latest stamp of its clock.
    public let clock: ClockStamp
    /// The wall clock corrected by what the last session found, milliseconds since 1970.
    public let wallMilliseconds: Int64
    /// The greatest mark of the upstream's history: opaque; empty for none.
    public let mark: [UInt8]
}

extension ReplicaStore {
    /// Where this store stands now.
    public func pullState() throws -> PullState {
        try read { db in
            let chain = try db.ownChain()
            return PullState(
                replica: chain.replica, head: chain.sequence, cursor: try db.setting(.cursor) ?? [],
                schemaVersion: try schemaCache.schema(in: db).version,
                clock: ClockStamp(microseconds: try db.number(.clock) ?? 0),
                wallMilliseconds: try wallMicroseconds(in: db) / 1_000, mark: try db.setting(.mark) ?? [])
        }
    }

    /// Stores a reply of the upstream in one transaction: acknowledgements, entries, cursor and epoch together.
    ///
    /// - Parameters:
    ///   - reply: The reply.
    ///   - batch: What the request handed in.
    ///   - entries: The reply's entries that carry changes, read beforehand.
    /// - Returns: A report that says `lacksOwnChange` when the page names a change of this replica that is not here;
    ///   then nothing was stored. What touches a record that is damaged here is left out, and the report names the record:
    ///   one damaged record must not hold up the others. [It would, for ever.]
    /// - Throws: ``StoreError``.
    public func storeReply(
        _ reply: SyncReply, batch: SyncSession.Batch, entries: [IncomingChange]
    ) throws -> SyncSession.StoreReport {
        struct LacksOwnChange: Error {}
        do {
            return try writeChanges { db in
                let upstream: [UInt8]? = try db.setting(.upstreamEpoch)
                var damaged: Set<String> = []
                try acknowledge(reply, batch: batch, damaged: &damaged, in: db)
                for entry in reply.entries {
                    guard case .own(let id, let sequence, let isSuspect) = entry else { continue }
                    guard let n = try ownPosition(id, sequence: sequence, in: db) else { throw LacksOwnChange() }
                    try db.statement("DELETE FROM outbox WHERE n = ?", n).execute()
                    if isSuspect { try leavingOut(&damaged, in: db) { try remark(n, in: db) } }
                }
                let outcomes = try ingestSound(entries, damaged: &damaged, in: db)
                try observeClock(of: entries, in: db)
                let isNewHistory = upstream != nil && upstream != reply.epoch
                if isNewHistory { try refillOutbox(in: db) }
                try keepMark(of: reply, isNewHistory: upstream != reply.epoch, in: db)
                try db.set(.upstreamEpoch, Blob(reply.epoch))
                if !reply.cursor.isEmpty { try db.set(.cursor, Blob(reply.cursor)) }
                try db.set(.areas, reply.areas.joined(separator: "\n"))
                try installSchema(of: reply, in: db)
                let pulled = outcomes.filter { if case .stored = $0 { true } else { false } }.count
                return SyncSession.StoreReport(
                    pulled: pulled, refilledOutbox: isNewHistory, damaged: damaged.sorted())
            }
        } catch is LacksOwnChange {
            return SyncSession.StoreReport(pulled: 0, lacksOwnChange: true)
        }
    }

    /// Puts all that is held here into the outbox, as when the upstream begins a new history: for changes that it may hold
    /// otherwise than they were written.
    ///
    /// - Throws: ``StoreError``.
    public func handInAgain() throws { try write { db in try refillOutbox(in: db) } }

    /// Notes that a session ended, and takes over the server's time when the session found this clock wrong
    /// and nothing written by it is left to hand in.
    public func finishSession(clockOffsetMilliseconds offset: Int64?) throws {
        try write { db in
            try db.set(.lastSync, String(environment.wallMilliseconds()))
            // What the server refused is handed in for ever and judged by its bytes, not by today's clock.
            let unsent = "SELECT count(*) FROM outbox WHERE refused IS NULL"
            guard let offset, try Int.fetchOne(db, sql: unsent) == 0 else { return }
            try db.set(.clockOffset, String(offset))
            var clock = HybridClock()
            clock.restart(wallMicroseconds: try wallMicroseconds(in: db))
            try db.set(.clock, number: clock.last.microseconds)
        }
    }

    /// A mark of another history says nothing of this one; within one the greatest is kept, in whatever order replies come.
    private func keepMark(of reply: SyncReply, isNewHistory: Bool, in db: Database) throws {
        if isNewHistory { try db.remove(.mark) }
        let held: [UInt8] = try db.setting(.mark) ?? []
        if held.lexicographicallyPrecedes(reply.mark) { try db.set(.mark, Blob(reply.mark)) }
    }

    /// Takes in what touches no damaged record: all together, and one by one only where that fails.
    private func ingestSound(
        _ entries: [IncomingChange], damaged: inout Set<String>, in db: Database
    ) throws -> [IngestOutcome] {
        if let outcomes = try leavingOut(&damaged, in: db, { try ingest(entries, in: db) }) { return outcomes }
        return try entries.compactMap { entry in
            try leavingOut(&damaged, in: db) { try ingest([entry], in: db) }?.first
        }
    }

    /// Does something whole, or not at all where a record is damaged, and notes which.
    private func leavingOut<Result>(
        _ damaged: inout Set<String>, in db: Database, _ body: () throws -> Result
    ) throws -> Result? {
        var result: Result?
        do {
            try db.inSavepoint {
                result = try body()
                return .commit
            }
        } catch StoreError.damaged(let record, _) {
            damaged.insert(record)
            return nil
        }
        return result
    }

    private func acknowledge(
        _ reply: SyncReply, batch: SyncSession.Batch, damaged: inout Set<String>, in db: Database
    ) throws {
        for (change, state) in zip(batch.changes, reply.states) {
            if state.isAcknowledged {
                try db.statement("DELETE FROM outbox WHERE n = ?", change.position).execute()
            } else {
                try db.statement("UPDATE outbox SET refused = ? WHERE n = ?", state.code, change.position).execute()
            }
            if state.isSuspect { try leavingOut(&damaged, in: db) { try remark(change.position, in: db) } }
        }
    }

    private func ownPosition(_ id: ChangeID, sequence: UInt64, in db: Database) throws -> Int64? {
        let sql = """
            SELECT n, id FROM change WHERE sequence = ? AND replica = (SELECT number FROM replica WHERE id = ?)
            """
        return try db.statement(sql, Int64(truncatingIfNeeded: sequence), db.ownReplica()).all { row in
            (n: try row.value(0) as Int64, id: try? row.value(1) as ChangeID)
        }.first { $0.id == id }?.n
    }

    /// Marks one of this store's changes as suspect by taking it in once more with the mark.
    private func remark(_ n: Int64, in db: Database) throws {
        let sql = "SELECT bytes FROM change WHERE n = ? AND suspect = 0"
        guard let bytes = try Blob.fetchOne(db.statement(sql, n))?.bytes else { return }
        do {
            _ = try ingest([IncomingChange(bytes: bytes, isSuspect: true)], in: db)
        } catch let fault as ChangeFault {
            throw StoreError.damaged(record: "change \(n)", detail: fault.rawValue)
        }
    }

    /// The upstream was restored and may have lost anything: hand in again all that is here. It knows what it holds.
    private func refillOutbox(in db: Database) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO outbox (n) SELECT n FROM change")
    }

    /// A document that this version of the software cannot read is left out and comes again with the next session, until
    /// an upgrade can; meanwhile records of types it declares are kept and handed on as they are.
    private func installSchema(of reply: SyncReply, in db: Database) throws {
        guard reply.schemaVersion > (try schemaCache.schema(in: db).version), Schema(document: reply.schema) != nil
        else {
            return
        }
        try install(schema: reply.schema, in: db)
    }
}
