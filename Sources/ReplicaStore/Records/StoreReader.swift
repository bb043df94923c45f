internal import GRDB
public import SyncProtocol

/// Reads a store as of one moment: records as they are stored, what people see of them, and what else is asked together.
///
/// It is the one place for whoever edits, lists or logs records, decides a conflict or checks the store.
/// What reads throws ``StoreError``.
public struct StoreReader {
    let db: Database
    /// The schema in force.
    public let schema: Schema

    init(_ db: Database, schema: Schema) {
        self.db = db
        self.schema = schema
    }

    // MARK: - Rows

    /// The rows that a condition names, for ``row(_:)-(Row)``.
    func statement<each Value: StatementBinding>(
        _ condition: String, _ values: repeat each Value
    ) throws -> Statement {
        try db.statement("SELECT \(RecordRow.columns) FROM record \(condition)", repeat each values)
    }

    func row(_ row: Row) throws -> RecordRow { try RecordRow(row, schema: schema) }

    func row(_ key: RecordKey) throws -> RecordRow? {
        try statement("WHERE id = ? AND type = ?", key.id, key.type).first(row)
    }

    func row(rid: Int64) throws -> RecordRow? { try statement("WHERE rid = ?", rid).first(row) }

    // MARK: - What people see

    /// The records that a condition names, as people see them.
    func records<each Value: StatementBinding>(
        _ condition: String, _ values: repeat each Value
    ) throws -> [StoredRecord] {
        try statement(condition, repeat each values).all { try record(row($0)) }
    }

    func record(_ row: RecordRow) throws -> StoredRecord {
        StoredRecord(view: try view(of: row.state), areas: row.contribution?.areas ?? [], json: row.json)
    }

    /// What people see of a record with these writes.
    func view(of state: RecordState) throws -> RecordView {
        // What lies under a record matters where somebody deleted it.
        let isDeleted = !state.writes(of: FieldKey(.deleted)).isEmpty
        return RecordView(state, schema: schema, hasLiveChildren: try isDeleted && hasLiveChildren(state.key.id))
    }

    /// Whether a record that is not deleted lies under one.
    func hasLiveChildren(_ id: RecordID) throws -> Bool {
        try Bool.fetchOne(db.statement("SELECT EXISTS (SELECT 1 \(Self.liveChildren))", id)) ?? false
    }

    /// The records under one that are not deleted.
    func liveChildren(of id: RecordID) throws -> [RecordKey] {
        try db.statement("SELECT record.id, record.type \(Self.liveChildren)", id).all { row in
            let id: RecordID = try row.value(0, of: "record")
            return RecordKey(id: id, type: try row.value(1, of: id.description))
        }
    }

    private static let liveChildren = """
        FROM child JOIN record ON record.rid = child.rid WHERE child.parent = ? AND record.deleted = 0
        """
}

extension ReplicaStore {
    /// Reads several things as of one moment.
    ///
    /// - Parameter body: Asks the reader, which is of no use afterwards, and nothing else of the store.
    /// - Returns: What `body` returns.
    /// - Throws: ``StoreError``, and what `body` throws.
    public func reading<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
        try read { db in try body(StoreReader(db, schema: schemaCache.schema(in: db))) }
    }
}
