internal import FoundationEssentials
internal import GRDB
public import SyncProtocol
internal import Synchronization

/// The schema documents a store holds; the one with the greatest version is in force.
enum SchemaTable {
    static func current(in db: Database) throws -> (schema: Schema, document: [UInt8]) {
        let sql = "SELECT document FROM schema_document ORDER BY version DESC LIMIT 1"
        guard let document = try Blob.fetchOne(db.statement(sql))?.bytes, let schema = Schema(document: document) else {
            throw StoreError.damaged(record: "schema", detail: "the store has no readable schema")
        }
        return (schema, document)
    }

    /// Puts a document in force and makes a view for each of its types.
    ///
    /// - Throws: ``StoreError/invalidChange(code:)`` when the document is not a schema.
    static func install(_ document: [UInt8], in db: Database) throws {
        guard let schema = Schema(document: document) else { throw StoreError.invalidChange(code: "schema_invalid") }
        let sql = "INSERT OR REPLACE INTO schema_document (version, document) VALUES (?, ?)"
        try db.statement(sql, schema.version, Blob(document)).execute()
        for view in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'view'") {
            try db.execute(sql: "DROP VIEW \"\(view)\"")
        }
        for type in schema.types { try createView(type, in: db) }
    }

    /// `SELECT * FROM household` answers with plain columns: the file is useful by itself.
    ///
    /// A type whose names SQL could not hold, or whose name is that of a table, has no view and is kept all the same: a
    /// document of a later version must not hold up what comes with it.
    private static func createView(_ type: RecordType, in db: Database) throws {
        let plain = { (name: String) in
            !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }
        }
        guard plain(type.name), type.fields.allSatisfy({ plain($0.name) }),
            Set(type.fields.map(\.name)).isDisjoint(with: ["id", "conflicts"]),
            try !db.tableExists(type.name), try !db.viewExists(type.name), !type.name.hasPrefix("sqlite")
        else { return }
        let id = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)]
            .map { "lower(substr(hex(id), \($0.0), \($0.1)))" }.joined(separator: " || '-' || ")
        let columns = type.fields.map { "json_extract(state, '$.\($0.name)') AS \"\($0.name)\"" }
        try db.execute(
            sql: """
                CREATE VIEW "\(type.name)" AS SELECT \(id) AS id, \(columns.joined(separator: ", ")),
                    json_extract(state, '$._conflicts') AS conflicts
                FROM record WHERE type = \(type.number.rawValue) AND deleted = 0
                """)
    }
}

extension ReplicaStore {
    /// The schema in force.
    public func schema() throws -> Schema {
        try read { db in try schemaCache.schema(in: db) }
    }

    /// The schema in force and its document.
    public func schemaDocument() throws -> (version: UInt32, document: [UInt8]) {
        try read { db in
            let current = try SchemaTable.current(in: db)
            return (current.schema.version, current.document)
        }
    }
}

/// The schema in force, read from its document once.
final class SchemaCache: Sendable {
    private let cached = Mutex<Schema?>(nil)

    func schema(in db: Database) throws -> Schema {
        let version = try UInt32.fetchOne(db.statement("SELECT max(version) FROM schema_document"))
        if let schema = cached.withLock({ $0 }), schema.version == version { return schema }
        let schema = try SchemaTable.current(in: db).schema
        cached.withLock { $0 = schema }
        return schema
    }

    /// Has the document read again: another one may have taken the place of one with the same version.
    func forget() { cached.withLock { $0 = nil } }
}
