internal import GRDB
public import SyncProtocol

/// An open conflict: a work item for a person.
public struct OpenConflict: Sendable {
    /// The same on every replica.
    public let id: ConflictID
    /// The record, and the field or cell that people disagree about.
    public let key: RecordKey, field: FieldKey
    /// What the field or cell is called; see `RecordType.name(of:)`.
    public let fieldName: String
    /// What a resolution names as shown.
    public let version: Digest
    /// In the order people count them, from 1.
    public let values: [ConflictValue]
    /// The value that the candidates started from, where it is known and single.
    public let base: Value?
    /// Why no policy could decide: the name of the policy, `edit_against_delete` or `live_children`.
    public let cause: String
    /// Codes of the areas that the record lies in.
    public let areas: [String]
}

/// One of the values of a conflict, with who stated it last.
public struct ConflictValue: Sendable {
    /// What was stated.
    public let value: Value
    /// Login and role of who stated it, and the name of the device.
    public let author, role, device: String
    /// Milliseconds since 1970, by the clock of the device that wrote it.
    public let writtenAt: Int64
    /// Why, in the author's words; may be empty.
    public let reason: String
    /// Whether its stamp comes from a clock that a session found wrong.
    public let isSuspect: Bool
    /// The live writes that state it.
    public let dots: [Dot]
}

extension ReplicaStore {
    /// How many conflicts are open.
    public func conflictCount() throws -> Int { try reading { try $0.conflictCount() } }

    /// The open conflicts, by id.
    ///
    /// - Parameter areaPrefix: Only those of records in areas whose code begins with it; empty for all.
    /// - Returns: The conflicts.
    /// - Throws: ``StoreError``.
    public func conflicts(areaPrefix: String = "") throws -> [OpenConflict] {
        try reading { reader in
            try reader.conflicts("ORDER BY id").filter { conflict in
                areaPrefix.isEmpty || conflict.areas.contains { $0.hasPrefix(areaPrefix) }
            }
        }
    }

    /// The open conflicts whose id begins with a prefix.
    public func conflicts(idPrefix: String) throws -> [OpenConflict] {
        let prefix = idPrefix.lowercased()
        return try reading { reader in
            try reader.conflicts("WHERE substr(lower(hex(id)), 1, ?) = ? ORDER BY id", prefix.count, prefix)
        }
    }

    /// Resolves a conflict by writing a value over the writes that were shown.
    ///
    /// - Parameters:
    ///   - id: The conflict.
    ///   - version: The version that was shown.
    ///   - value: One of its values or another.
    ///   - reason: Why, in the author's words; it travels with the change.
    ///   - author: Who resolves it.
    ///   - handsIn: Whether the change waits in the outbox for an upstream.
    /// - Returns: The change.
    /// - Throws: ``StoreError/conflictChanged(id:)`` when the conflict is closed or has changed since.
    @discardableResult
    public func resolve(
        _ id: ConflictID, version: Digest, value: Value, reason: String, as author: Author, handsIn: Bool
    ) throws -> [Change] {
        try save(as: author, handsIn: handsIn) { context in
            let open = try context.workspace.reader.conflicts("WHERE id = ?", id).first
            guard let open, open.version == version else { throw StoreError.conflictChanged(id: id.hex) }
            let state = try context.state(of: open.key)
            let isDelete = open.field.field == .deleted && value == .boolean(true)
            let children = isDelete ? try context.liveChildren(of: open.key.id) : 0
            guard children == 0 else {
                throw StoreError.hasChildren(record: open.key.id.description, count: children)
            }
            let write = ChangeDraft.Write(
                record: open.key, key: open.field, value: value, over: state.writes(of: open.field).map(\.dot),
                saw: isDelete ? state.seenByDelete : [])
            return [ChangeDraft(kind: .resolution, reason: reason, writes: [write])]
        }
    }
}

extension StoreReader {
    /// How many conflicts are open.
    public func conflictCount() throws -> Int { try Int.fetchOne(db.statement("SELECT count(*) FROM conflict")) ?? 0 }

    fileprivate func conflicts<each Value: StatementBinding>(
        _ condition: String, _ values: repeat each Value
    ) throws -> [OpenConflict] {
        let sql = "SELECT id, rid, field, cell FROM conflict \(condition)"
        let rows = try db.statement(sql, repeat each values).all { row -> (id: ConflictID, rid: Int64, key: FieldKey) in
            let id: ConflictID = try row.value(0, of: "conflict")
            let key = FieldKey(try row.value(2, of: id.hex), cell: (try row.value(3, of: id.hex) as Blob).bytes)
            return (id, try row.value(1, of: id.hex), key)
        }
        // A record is read once, however many of its fields are in conflict.
        var open: [OpenConflict] = []
        var record: (rid: Int64, disputed: DisputedRecord?)?
        for row in rows.sorted(by: { $0.rid < $1.rid }) {
            if record?.rid != row.rid { record = (row.rid, try disputed(row.rid)) }
            if let conflict = try record?.disputed.flatMap({ try conflict(row.id, row.key, of: $0) }) {
                open.append(conflict)
            }
        }
        return open.sorted { $0.id < $1.id }
    }

    private func disputed(_ rid: Int64) throws -> DisputedRecord? {
        guard let row = try self.row(rid: rid) else { return nil }
        return DisputedRecord(
            row: row,
            candidates: Dictionary(
                try view(of: row.state).conflicts.map { ($0.key, $0.candidates) },
                uniquingKeysWith: { first, _ in first }),
            history: try History(row, in: db))
    }

    private func conflict(_ id: ConflictID, _ key: FieldKey, of record: DisputedRecord) throws -> OpenConflict? {
        guard let candidates = record.candidates[key] else { return nil }
        let (row, history) = (record.row, record.history)
        let type = schema.type(row.key.type)
        var cause = type?.field(key.field)?.policy.rawValue ?? Policy.manual.rawValue
        if key.field == .deleted, !row.state.writes(of: key).contains(where: { $0.value == [1, 0] }) {
            cause = try hasLiveChildren(row.key.id) ? "live_children" : "edit_against_delete"
        }
        return OpenConflict(
            id: id, key: row.key, field: key, fieldName: type?.name(of: key) ?? "_\(key.field.rawValue)",
            version: RecordView.version(of: candidates), values: candidates.map { history.value(of: $0) },
            base: history.base(of: candidates, key: key), cause: cause, areas: row.contribution?.areas ?? [])
    }
}

/// A record in conflict, with what its conflicts are told from.
private struct DisputedRecord {
    let row: RecordRow
    let candidates: [FieldKey: [FieldOutcome.Candidate]]
    let history: History
}

extension History {
    fileprivate func value(of candidate: FieldOutcome.Candidate) -> ConflictValue {
        let write = candidate.writes[candidate.writes.count - 1]
        let header = header(of: write.dot.change)
        return ConflictValue(
            value: Value(encoded: candidate.value) ?? .erased, author: header?.author ?? "",
            role: header?.role ?? write.role, device: header?.device ?? "", writtenAt: header?.writtenAt ?? 0,
            reason: header?.reason ?? "", isSuspect: write.isSuspect, dots: candidate.writes.map(\.dot))
    }

    /// The value that every candidate's write replaced, when that was one and the same.
    fileprivate func base(of candidates: [FieldOutcome.Candidate], key: FieldKey) -> Value? {
        var values: Set<[UInt8]> = []
        for write in candidates.flatMap(\.writes) {
            guard let operation = self.write(write.dot)?.operation, operation.key == key else { return nil }
            let replaced = operation.over.compactMap { self.write($0)?.operation.payload.valueBytes }
            guard !replaced.isEmpty else { return nil }
            values.formUnion(replaced)
        }
        guard values.count == 1, let bytes = values.first else { return nil }
        return Value(encoded: bytes)
    }
}
