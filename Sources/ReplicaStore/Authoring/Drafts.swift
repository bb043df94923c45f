internal import GRDB
public import SyncProtocol

/// Something that is being filled in: kept on the disk of this device, in no change until it is submitted.
public struct KeptDraft: Hashable, Sendable {
    /// The id that the record will have.
    public let id: RecordID
    /// What was filled in so far, as its keeper writes it.
    public let document: [UInt8]

    /// - Parameters: see the properties.
    public init(id: RecordID, document: [UInt8]) {
        self.id = id
        self.document = document
    }
}

extension ReplicaStore {
    /// All drafts, by id, which is the order in which they were begun.
    ///
    /// - Returns: The drafts.
    /// - Throws: ``StoreError``.
    public func drafts() throws -> [KeptDraft] {
        try read { db in
            // A draft whose id was damaged keeps nobody from the others.
            try db.statement("SELECT id, document FROM draft WHERE length(id) = 16 ORDER BY id").all { row in
                KeptDraft(id: try row.value(0), document: try (row.value(1) as Blob).bytes)
            }
        }
    }

    /// One draft; `nil` when there is none under the id.
    ///
    /// - Parameter id: The id that the record will have.
    /// - Returns: The draft.
    /// - Throws: ``StoreError``.
    public func draft(_ id: RecordID) throws -> KeptDraft? {
        try read { db in
            try db.draftDocument(id).map { KeptDraft(id: id, document: $0.bytes) }
        }
    }

    /// Puts a draft in the place of what was kept under its id; it is on the disk when this returns.
    ///
    /// - Parameters:
    ///   - draft: The draft.
    ///   - before: What was read or kept of it last; `nil` for one that is begun. Two programs that have one draft open
    ///     never write over each other: whoever has not read what the other kept is refused.
    ///   - sources: What it needs to be read with and was not kept with it before; what was stays.
    ///   - moment: What the store held when the draft was thought of; `nil` when that does not matter.
    /// - Throws: ``StoreError/draftGone(id:)``, ``StoreError/draftChanged(id:)``, ``StoreChanged``; ``StoreError``.
    public func keep(
        _ draft: KeptDraft, replacing before: KeptDraft?, with sources: [DraftSource] = [],
        asOf moment: StoreMoment? = nil
    ) throws {
        try write { db in
            try db.hold(moment)
            try db.expect(before, as: draft.id)
            let sql = "INSERT OR REPLACE INTO draft (id, document) VALUES (?, ?)"
            try db.statement(sql, draft.id, Blob(draft.document)).execute()
            for source in sources { try db.keep(source, of: draft.id) }
        }
    }

    /// Drops a draft; nothing happens when there is none.
    ///
    /// - Parameter id: The id that the record would have had.
    /// - Throws: ``StoreError``.
    public func discardDraft(_ id: RecordID) throws {
        try write { db in try db.discardDraft(id) }
    }
}

extension StoreReader {
    /// How many drafts there are.
    public func draftCount() throws -> Int { try Int.fetchOne(db.statement("SELECT count(*) FROM draft")) ?? 0 }
}

extension Database {
    /// Takes a draft away that became something else.
    ///
    /// - Throws: ``StoreError/draftGone(id:)``, ``StoreError/draftChanged(id:)``; ``StoreError``.
    func end(_ draft: KeptDraft) throws {
        try expect(draft, as: draft.id)
        try discardDraft(draft.id)
    }

    /// Whether a draft is what somebody believes it to be.
    fileprivate func expect(_ draft: KeptDraft?, as id: RecordID) throws {
        let held = try draftDocument(id)
        if held?.bytes == draft?.document { return }
        throw held == nil ? StoreError.draftGone(id: id.description) : StoreError.draftChanged(id: id.description)
    }

    fileprivate func draftDocument(_ id: RecordID) throws -> Blob? {
        try Blob.fetchOne(statement("SELECT document FROM draft WHERE id = ?", id))
    }

    fileprivate func discardDraft(_ id: RecordID) throws {
        try statement("DELETE FROM draft WHERE id = ?", id).execute()
        try statement("DELETE FROM draft_source WHERE draft = ?", id).execute()
    }
}
