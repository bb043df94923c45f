internal import GRDB
public import SyncProtocol

/// What an undo or redo would do, change by change, the newest first: one change, or the rows of one import.
public struct UndoPlan: Hashable, Sendable {
    /// What would become of one change.
    public struct UndoStep: Hashable, Sendable {
        /// The change that is taken back.
        public let change: ChangeID
        /// Who wrote it, when and why.
        public let header: ChangeHeader
        /// Whether it still waits to be acknowledged.
        public let isPending: Bool
        /// What would be written, record by record.
        public let records: [RecordUndo]
    }

    /// Whether it undoes or redoes, and what: the newest change first.
    public let kind: UndoMark.Kind, steps: [UndoStep]

    /// Whether nothing can be taken back.
    public var isEmpty: Bool { steps.allSatisfy { step in step.records.allSatisfy(\.writes.isEmpty) } }

    fileprivate var drafts: [ChangeDraft] {
        steps.compactMap { step in
            let writes = step.records.flatMap(\.writes)
            guard !writes.isEmpty else { return nil }
            let kind: ChangeHeader.Kind = step.header.kind == .bulkImport ? .bulkImport : .edit
            return ChangeDraft(kind: kind, reason: UndoMark(self.kind, of: step.change).reason, writes: writes)
        }
    }
}

/// What was planned does not fit the store any more: something has been saved or received since.
public struct UndoOutdated: Error, Hashable, Sendable {
    /// The fault has nothing more to say.
    public init() {}
}

extension ReplicaStore {
    /// What an author's next undo or redo on this device would do.
    ///
    /// - Parameters:
    ///   - kind: Which of the two.
    ///   - author: Who asks; only changes of this author on this device are looked at.
    /// - Returns: The plan; `nil` when there is nothing to take back.
    /// - Throws: ``StoreError``.
    public func undoPlan(_ kind: UndoMark.Kind, for author: Author) throws -> UndoPlan? {
        try read { db in
            let schema = try schemaCache.schema(in: db)
            let workspace = try Workspace(db, schema: schema, role: role, searchText: searchText)
            return try UndoPlanning(db, workspace: workspace, author: author).plan(kind)
        }
    }

    /// Takes back what a plan says, in changes of their own; nothing is removed from the log.
    ///
    /// - Parameters:
    ///   - plan: The plan, as it was shown.
    ///   - author: Whose it is.
    ///   - progress: Called now and then with the number of changes put together and of all.
    /// - Returns: The changes.
    /// - Throws: ``UndoOutdated`` when the store has changed since the plan was made; ``StoreError``.
    public func undo(
        _ plan: UndoPlan, as author: Author, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> [Change] {
        try save(as: author, handsIn: true, progress: progress) { context in
            let planning = UndoPlanning(context.db, workspace: context.workspace, author: author)
            guard try planning.plan(plan.kind) == plan else { throw UndoOutdated() }
            return plan.drafts
        }
    }
}
