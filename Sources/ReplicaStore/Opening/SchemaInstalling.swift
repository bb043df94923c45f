internal import GRDB
public import SyncProtocol
internal import Values

extension ReplicaStore {
    /// Puts a schema in force that somebody made of the one in force now, and computes anew what it decides otherwise.
    ///
    /// - Parameter build: Makes a document from the schema in force, `nil` to leave everything as it is, and says what it made.
    /// - Returns: The schema in force afterwards and its document, and what `build` said.
    /// - Throws: ``StoreError/invalidChange(code:)`` when the document is no schema or its version is not greater; what
    ///   `build` throws.
    public func updateSchema<Result>(
        _ build: (Schema) throws -> (document: [UInt8]?, result: Result)
    ) throws -> (schema: Schema, document: [UInt8], result: Result) {
        try writeChanges { db in
            let current = try SchemaTable.current(in: db)
            let (built, result) = try build(current.schema)
            guard let document = built else { return (current.schema, current.document, result) }
            guard let schema = Schema(document: document), schema.version > current.schema.version else {
                throw StoreError.invalidChange(code: "schema_invalid")
            }
            try install(schema: document, in: db)
            return (schema, document, result)
        }
    }

    /// The same for one who has nothing more to say.
    @discardableResult
    public func updateSchema(_ build: (Schema) throws -> [UInt8]?) throws -> (schema: Schema, document: [UInt8]) {
        let (schema, document, _) = try updateSchema { (document: try build($0), result: ()) }
        return (schema, document)
    }

    /// Puts a document in force. Only records of types that it declares otherwise than before are computed anew.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - replacesAll: Whether its version need not be greater, because the documents before were nobody's.
    ///   - db: Where.
    /// - Throws: ``StoreError``.
    func install(schema document: [UInt8], replacesAll: Bool = false, in db: Database) throws {
        let old = try schemaCache.schema(in: db)
        if replacesAll { try db.execute(sql: "DELETE FROM schema_document") }
        try SchemaTable.install(document, in: db)
        schemaCache.forget()
        let new = try schemaCache.schema(in: db)
        let changed = new.types.filter { type in
            guard let before = old.type(type.number) else { return true }
            return before.bearing != type.bearing
        }
        let gone = old.types.filter { new.type($0.number) == nil }
        let types = Set((changed + gone).map(\.number))
        guard !types.isEmpty else { return }
        let hasMoved = try recompute(types, from: old, to: new, in: db)
        // Records that lie elsewhere now are announced at positions of the feed that cursors have passed.
        if hasMoved, role == .server { try db.set(.feedOrder, number: (try db.number(.feedOrder) ?? 0) + 1) }
    }

    /// Computes all records of some types anew.
    ///
    /// - Returns: Whether any of them lies elsewhere now.
    private func recompute(_ types: Set<TypeNumber>, from old: Schema, to new: Schema, in db: Database) throws -> Bool {
        let numbers = types.map { String($0.rawValue) }.joined(separator: ",")
        // Every record lies somewhere, and this table is a tenth of that of records.
        let rids = try Int64.fetchAll(
            db, sql: "SELECT DISTINCT rid FROM placement WHERE type IN (\(numbers)) ORDER BY rid")
        var hasMoved = false
        for start in stride(from: 0, to: rids.count, by: Self.recomputedAtOnce) {
            let workspace = try Workspace(db, schema: new, role: role, searchText: searchText)
            for rid in rids[start..<min(start + Self.recomputedAtOnce, rids.count)] {
                guard let row = try workspace.row(rid: rid) else { continue }
                // What is noted of the record's parents was found with the old schema.
                row.parents = Placing.parents(of: row.state, schema: old)
                row.mayClear = true
                if role == .server, try workspace.place(of: row).areas != row.contribution?.areas {
                    // Where it lies now it is announced as if it had always been there: at the position of each change,
                    // so that no page grows beyond its limit.
                    row.touchedBy = try ChangeChain.positions(rid: row.rid, last: row.last, in: db)
                }
                row.isPlacedAnew = true
                workspace.markDirty(row)
            }
            try workspace.flush()
            hasMoved = hasMoved || workspace.hasMoved
        }
        return hasMoved
    }

    /// Records that are held in memory at a time while all are computed anew.
    static let recomputedAtOnce = 2_000
}

extension RecordType {
    /// What of a type decides how its records are computed and written down; words for people and checks of input do not.
    fileprivate var bearing: RecordType {
        let blank = Localized(zh: "", en: "")
        let fields = fields.map { field in
            Field(
                number: field.number, name: field.name, title: blank, type: field.type, policy: field.policy,
                authority: field.authority, members: field.members, keyed: field.keyed, clearedBy: field.clearedBy)
        }
        return RecordType(
            number: number, name: name, title: blank, placement: placement, search: search,
            fields: fields.sorted { $0.number < $1.number })
    }
}
