internal import GRDB
internal import SyncProtocol

extension ReplicaStore {
    /// Takes over what a server says when it lets this store in, in one transaction: settings, the identity of the
    /// server's history, and its schema.
    ///
    /// The server's schema is the one in force from then on, whatever version the software came with: only the server
    /// counts versions, and two that count alike must mean the same. A document that cannot be read here is left out and
    /// comes again with the first session.
    ///
    /// - Parameters:
    ///   - texts: Settings.
    ///   - upstreamEpoch: The identity of the server's history.
    ///   - document: The server's schema.
    /// - Throws: ``StoreError``.
    public func enroll(_ texts: [Setting: String], upstreamEpoch: [UInt8], schema document: [UInt8]) throws {
        try write { db in
            for (key, text) in texts { try db.set(key, text) }
            try db.set(.upstreamEpoch, Blob(upstreamEpoch))
            try db.remove(.mark)
            guard Schema(document: document) != nil, document != (try SchemaTable.current(in: db)).document else {
                return
            }
            try install(schema: document, replacesAll: true, in: db)
        }
    }
}
