internal import GRDB
internal import Synchronization
internal import SyncProtocol

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
