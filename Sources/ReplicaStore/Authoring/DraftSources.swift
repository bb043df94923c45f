internal import GRDB
public import SyncProtocol

/// What a draft needs to be read with, kept beside it.
public struct DraftSource: Hashable, Sendable {
    /// Tells it from the others of the draft.
    public let name: String
    /// What is kept, as its keeper writes it.
    public let document: [UInt8]

    /// - Parameters:
    ///   - name: See the property.
    ///   - document: See the property.
    public init(name: String, document: [UInt8]) {
        self.name = name
        self.document = document
    }
}

extension ReplicaStore {
    /// The names of what is kept with a draft.
    ///
    /// - Parameter draft: The draft's id.
    /// - Returns: The names.
    /// - Throws: ``StoreError``.
    public func draftSourceNames(of draft: RecordID) throws -> Set<String> {
        try read { db in
            Set(try String.fetchAll(db.statement("SELECT name FROM draft_source WHERE draft = ?", draft)))
        }
    }

    /// Something that is kept with a draft; `nil` when there is none of that name, or when it was damaged on the disk.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - draft: The draft's id.
    /// - Returns: What was kept.
    /// - Throws: ``StoreError``.
    public func draftSource(_ name: String, of draft: RecordID) throws -> DraftSource? {
        try read { db in
            let sql = "SELECT digest, document FROM draft_source WHERE draft = ? AND name = ?"
            return try db.statement(sql, draft, name).first { row in
                let document: Blob = try row.value(1, of: draft.description)
                guard Digest.of(document.bytes) == (try? row.value(0)) else { return nil }
                return DraftSource(name: name, document: document.bytes)
            }
        }
    }
}

extension Database {
    func keep(_ source: DraftSource, of draft: RecordID) throws {
        let sql = "INSERT OR REPLACE INTO draft_source (draft, name, digest, document) VALUES (?, ?, ?, ?)"
        try statement(sql, draft, source.name, Digest.of(source.document), Blob(source.document)).execute()
    }
}
