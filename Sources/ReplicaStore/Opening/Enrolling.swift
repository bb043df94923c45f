internal import GRDB
internal import SyncProtocol

extension ReplicaStore {
    /// Takes over what a server says when it lets this store in, in one transaction: settings, the identity of the
    /// server's history, and its schema where that is newer than the one in force.
    ///
    /// - Throws: ``StoreError/invalidChange(code:)`` when `document` is not a schema.
    public func enroll(_ texts: [Setting: String], upstreamEpoch: [UInt8], schema document: [UInt8]) throws {
        try write { db in
            for (key, text) in texts { try db.set(key, Array(text.utf8)) }
            try db.set(.upstreamEpoch, upstreamEpoch)
            guard !document.isEmpty else { return }
            guard let offered = SchemaTable.read(document) else {
                throw StoreError.invalidChange(code: "schema_invalid")
            }
            guard offered.version > (try schemaCache.schema(in: db).version) else { return }
            try SchemaTable.install(document, in: db)
            try recomputeAll(in: db)
        }
    }
}
