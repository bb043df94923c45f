internal import GRDB
public import SyncProtocol

/// An open conflict: a work item for a person.
public struct OpenConflict: Sendable {
    public let id: ConflictID
    public let key: RecordKey
    public let field: FieldKey
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
    public let areas: [String]
}

/// One of the values of a conflict, with who stated it last.
public struct ConflictValue: Sendable {
    public let value: Value
    public let author: String
    public let role: String
    public let device: String
    /// Milliseconds since 1970, by the clock of the device that wrote it.
    public let writtenAt: Int64
    public let reason: String
    public let isSuspect: Bool
    /// The live writes that state it.
    public let dots: [Dot]
}

extension ReplicaStore {
    /// How many conflicts are open.
    public func conflictCount() throws -> Int {
        try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM conflict") ?? 0 }
    }

    /// The open conflicts, by id; only those of one record when `record` is given.
    public func conflicts(areaPrefix: String = "") throws -> [OpenConflict] {
        try read { db in
            let schema = try schemaCache.schema(in: db)
            return try db.statement("SELECT id, rid, field, cell FROM conflict ORDER BY id").all {
                try conflict($0, schema: schema, in: db)
            }.filter { conflict in
                areaPrefix.isEmpty || conflict.areas.contains { $0.hasPrefix(areaPrefix) }
            }
        }
    }

    /// The open conflicts whose id begins with a prefix.
    public func conflicts(idPrefix: String) throws -> [OpenConflict] {
        let prefix = idPrefix.lowercased()
        return try read { db in
            let sql = "SELECT id, rid, field, cell FROM conflict WHERE substr(lower(hex(id)), 1, ?) = ? ORDER BY id"
            let schema = try schemaCache.schema(in: db)
            return try db.statement(sql, prefix.count, prefix).all { try conflict($0, schema: schema, in: db) }
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
            let sql = "SELECT id, rid, field, cell FROM conflict WHERE id = ?"
            let held = try context.db.statement(sql, id).first {
                try conflict($0, schema: context.schema, in: context.db)
            }
            guard let open = held, open.version == version else {
                throw StoreError.conflictChanged(id: id.hex)
            }
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

    private func conflict(_ row: Row, schema: Schema, in db: Database) throws -> OpenConflict? {
        let sql = "SELECT \(RecordRow.columns) FROM record WHERE rid = ?"
        let id: ConflictID = try row.value(0, of: "conflict")
        let record = try db.statement(sql, row.value(1, of: id.hex) as Int64).first {
            try RecordRow($0, schema: schema)
        }
        guard let record else { return nil }
        let key = FieldKey(try row.value(2, of: id.hex), cell: (try row.value(3, of: id.hex) as Blob).bytes)
        let childSQL = """
            SELECT EXISTS (SELECT 1 FROM child JOIN record ON record.rid = child.rid
                WHERE child.parent = ? AND record.deleted = 0)
            """
        let hasLiveChildren =
            try key.field == .deleted
            && Bool.fetchOne(db.statement(childSQL, record.key.id)) ?? false
        let view = RecordView(record.state, schema: schema, hasLiveChildren: hasLiveChildren)
        guard let candidates = view.conflicts.first(where: { $0.key == key })?.candidates else { return nil }
        let history = try History(db, rid: record.rid, last: record.last)
        let field = schema.type(record.key.type)?.field(key.field)
        let name = schema.type(record.key.type)?.name(of: key) ?? "_\(key.field.rawValue)"
        var cause = field?.policy.rawValue ?? Policy.manual.rawValue
        if key.field == .deleted, !record.state.writes(of: key).contains(where: { $0.value == [1, 0] }) {
            cause = hasLiveChildren ? "live_children" : "edit_against_delete"
        }
        return OpenConflict(
            id: id, key: record.key, field: key, fieldName: name, version: RecordView.version(of: candidates),
            values: candidates.map { history.value(of: $0) },
            base: history.base(of: candidates, key: key, record: record.key), cause: cause,
            areas: record.contribution?.areas ?? [])
    }
}

/// The changes of one record, to look up who wrote what.
private struct History {
    private var changes: [ChangeID: Change] = [:]

    init(_ db: Database, rid: Int64, last: Int64) throws {
        for n in try ChangeChain.positions(rid: rid, last: last, in: db) {
            if let change = try StoredChange.read(n, in: db)?.change { changes[change.id] = change }
        }
    }

    func value(of candidate: FieldOutcome.Candidate) -> ConflictValue {
        let write = candidate.writes[candidate.writes.count - 1]
        let header = changes[write.dot.change]?.header
        return ConflictValue(
            value: Value(encoded: candidate.value) ?? .erased, author: header?.author ?? "",
            role: header?.role ?? write.role, device: header?.device ?? "", writtenAt: header?.writtenAt ?? 0,
            reason: header?.reason ?? "", isSuspect: write.isSuspect, dots: candidate.writes.map(\.dot))
    }

    /// The value that every candidate's write replaced, when that was one and the same.
    func base(of candidates: [FieldOutcome.Candidate], key: FieldKey, record: RecordKey) -> Value? {
        var values: Set<[UInt8]> = []
        for write in candidates.flatMap(\.writes) {
            guard let operation = operation(write.dot), operation.key == key else { return nil }
            let replaced = operation.over.compactMap { self.operation($0)?.payload.valueBytes }
            guard !replaced.isEmpty else { return nil }
            values.formUnion(replaced)
        }
        guard values.count == 1, let bytes = values.first else { return nil }
        return Value(encoded: bytes)
    }

    private func operation(_ dot: Dot) -> Operation? {
        guard let change = changes[dot.change], Int(dot.operation) < change.operations.count else { return nil }
        return change.operations[Int(dot.operation)]
    }
}
