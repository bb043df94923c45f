internal import GRDB
public import SyncProtocol
internal import SyncWire
internal import Values

/// Who writes, and on which device.
public struct Author: Hashable, Sendable {
    /// Login and role, as the server gave them.
    public let login, role: String
    /// The name the server gave to the device.
    public let device: String

    /// - Parameters: see the properties.
    public init(login: String, role: String, device: String) {
        self.login = login
        self.role = role
        self.device = device
    }
}

/// What is saved, and what the save gives back.
public struct Save<Result> {
    let drafts: [ChangeDraft]
    let result: () throws -> Result

    /// - Parameters:
    ///   - drafts: What becomes changes.
    ///   - result: What the save gives back: asked in the same transaction, once the drafts are written.
    public init(_ drafts: [ChangeDraft], giving result: @escaping @autoclosure () throws -> Result) {
        self.drafts = drafts
        self.result = result
    }
}

/// What a person sees of the store while a save is put together: one moment of it, which nothing can change meanwhile.
/// What reads it throws ``StoreError``.
public struct EditContext {
    let db: Database
    let workspace: Workspace
    /// The schema in force.
    public let schema: Schema
    private let environment: HostEnvironment

    init(_ db: Database, workspace: Workspace, schema: Schema, environment: HostEnvironment) {
        self.db = db
        self.workspace = workspace
        self.schema = schema
        self.environment = environment
    }

    /// An id for a new record.
    public func newID() -> RecordID {
        var generator = environment.random
        return RecordID(milliseconds: environment.wallMilliseconds(), using: &generator)
    }

    /// What the store holds of a record; an empty state when there is none.
    public func state(of key: RecordKey) throws -> RecordState {
        try workspace.existingRow(for: key)?.state ?? RecordState(key: key)
    }

    /// What people see of a record; `nil` when there is none.
    public func view(of key: RecordKey) throws -> RecordView? {
        try workspace.existingRow(for: key).map { try workspace.reader.view(of: $0.state) }
    }

    /// One record as it is now, after the save when the save gives it back.
    ///
    /// - Throws: ``StoreError/damaged(record:detail:)`` when there is none.
    public func record(_ key: RecordKey) throws -> StoredRecord {
        guard let row = try workspace.existingRow(for: key) else {
            throw StoreError.damaged(record: key.id.description, detail: "the record is gone")
        }
        return try workspace.reader.record(row)
    }

    /// The record with an id prefix: hexadecimal digits, hyphens optional.
    public func record(idPrefix text: String, type: TypeNumber? = nil) throws -> IDMatch {
        try workspace.reader.record(idPrefix: text, type: type)
    }

    /// Who wrote what of a record: the header of each of its changes.
    public func headers(of key: RecordKey) throws -> [ChangeID: ChangeHeader] {
        try workspace.reader.history(of: key)?.headers ?? [:]
    }

    /// How many records that are not deleted lie under a record.
    public func liveChildren(of id: RecordID) throws -> Int {
        try workspace.reader.liveChildren(of: id).count
    }

    /// The records of a type in an area, as people see them.
    public func records(of type: TypeNumber, inArea area: String) throws -> [RecordView] {
        let sql = "SELECT rid FROM placement WHERE area = ? AND type = ?"
        let rids = try Int64.fetchAll(db.statement(sql, area, type))
        return try rids.compactMap { rid in
            guard let row = try workspace.row(rid: rid), !row.isDeleted else { return nil }
            return try workspace.reader.view(of: row.state)
        }
    }

    /// A write of one field that replaces what is shown of it now.
    public func write(_ key: RecordKey, _ field: Field, cell: [UInt8] = [], _ value: Value) throws -> ChangeDraft.Write
    {
        let fieldKey = FieldKey(field.number, cell: cell)
        let over = try state(of: key).replaced(by: fieldKey, policy: field.policy)
        return ChangeDraft.Write(record: key, key: fieldKey, value: value, over: over)
    }
}

extension ReplicaStore {
    /// Saves: puts together drafts from what the store holds, gives each a place and an identity, and returns once they
    /// are on the disk, all or none.
    ///
    /// - Parameters:
    ///   - author: Who saves, and on which device.
    ///   - handsIn: Whether the changes wait in the outbox for an upstream; `false` on a district server.
    ///   - draft: A draft that becomes what is saved, as it was read or kept last; it goes in the same transaction.
    ///   - moment: What the store held when the save was thought of; `nil` when the save is right whatever it holds.
    ///   - progress: Called now and then with the number of changes put together and of all.
    ///   - build: Puts the drafts together from what the store holds at that moment, and says what the save gives back.
    /// - Returns: One change for each draft, and what the save gives back.
    /// - Throws: ``StoreError``, ``StoreChanged``, and whatever `build` throws.
    public func save<Result>(
        as author: Author, handsIn: Bool, ending draft: KeptDraft? = nil, asOf moment: StoreMoment? = nil,
        progress: (Int, Int) -> Void = { _, _ in }, build: (EditContext) throws -> Save<Result>
    ) throws -> (changes: [Change], result: Result) {
        try writeChanges { db in
            try db.hold(moment)
            let schema = try schemaCache.schema(in: db)
            let workspace = try Workspace(db, schema: schema, role: role, searchText: searchText)
            let context = EditContext(db, workspace: workspace, schema: schema, environment: environment)
            let save = try build(context)
            let drafts = try save.drafts.map { try context.clearing($0) }
            if let draft { try db.end(draft) }
            guard !drafts.isEmpty else { return ([], try save.result()) }
            var pen = try ChangeWriter(db, store: self, author: author, schemaVersion: schema.version)
            var ingest = try Ingest(workspace)
            var changes: [Change] = []
            for draft in drafts {
                let incoming = try pen.write(draft)
                guard case .stored(let n, _) = try ingest.take(incoming) else {
                    throw StoreError.invalidChange(code: "change_repeated")
                }
                if handsIn { try db.statement("INSERT INTO outbox (n) VALUES (?)", n).execute() }
                changes.append(incoming.change)
                if changes.count.isMultiple(of: 500) { progress(changes.count, drafts.count) }
            }
            try ingest.finish()
            if workspace.hasErased { staleLog.set(true) }
            // Before anything outside of the transaction is touched.
            let result = try save.result()
            try pen.finish()
            return (changes, result)
        }
    }

    /// The same for a save that gives nothing back.
    @discardableResult
    public func save(
        as author: Author, handsIn: Bool, ending draft: KeptDraft? = nil, asOf moment: StoreMoment? = nil,
        progress: (Int, Int) -> Void = { _, _ in }, build: (EditContext) throws -> [ChangeDraft]
    ) throws -> [Change] {
        try save(as: author, handsIn: handsIn, ending: draft, asOf: moment, progress: progress) { context in
            Save(try build(context), giving: ())
        }.changes
    }

    /// The wall clock of this store in microseconds since 1970, corrected by what the last session found.
    func wallMicroseconds(in db: Database) throws -> Int64 {
        let offset = try db.text(.clockOffset).flatMap { Int64($0) } ?? 0
        let (wall, overflow) = environment.wallMilliseconds().addingReportingOverflow(offset)
        let (microseconds, beyond) = wall.multipliedReportingOverflow(by: 1_000)
        return overflow || beyond ? 0 : microseconds
    }
}

/// Gives drafts their place in the replica's sequence, their stamps and their bytes.
private struct ChangeWriter {
    private let db: Database
    private let store: ReplicaStore
    private let author: Author
    private let schemaVersion: UInt32
    /// Up to where the store held changes before these.
    private let position: Int64
    private let wallMicroseconds: Int64
    private var clock: HybridClock
    private var chain: OwnChain

    init(_ db: Database, store: ReplicaStore, author: Author, schemaVersion: UInt32) throws {
        var identity = try db.identity(at: store.path)
        let noted = StoreIdentity.read(path: store.path)
        if try !(noted?.fits(identity) ?? (identity.sequence == 0)) || db.isDisturbed(db.ownChain()) {
            try db.rotateReplica(using: store.environment.random)
            identity = try db.identity(at: store.path)
        }
        self.db = db
        self.store = store
        self.author = author
        self.schemaVersion = schemaVersion
        position = identity.position ?? 0
        chain = try db.ownChain()
        wallMicroseconds = try store.wallMicroseconds(in: db)
        clock = HybridClock(last: ClockStamp(microseconds: try db.number(.clock) ?? 0))
    }

    mutating func write(_ draft: ChangeDraft) throws -> IncomingChange {
        // Beyond the greatest number the change is refused.
        chain.sequence += 1
        let header = ChangeHeader(
            replica: chain.replica, sequence: chain.sequence, previousLink: chain.link, author: author.login,
            role: author.role,
            device: author.device, schemaVersion: schemaVersion, clock: clock.tick(wallMicroseconds: wallMicroseconds),
            writtenAt: store.environment.wallMilliseconds(), kind: draft.kind, reason: draft.reason)
        do {
            let random = store.environment.random
            let (bytes, change) = try ChangeCodec.encode(draft.writes, header: header) { random.bytes(16) }
            chain.link = ChangeHash.link(previous: chain.link, change: change.id)
            return IncomingChange(bytes: bytes, change: change)
        } catch let fault {
            throw StoreError.invalidChange(code: fault.rawValue)
        }
    }

    func finish() throws {
        try db.set(.clock, number: clock.last.microseconds)
        try db.set(chain)
        try StoreIdentity.current(
            path: store.path, sequence: chain.sequence, replica: chain.replica, position: position
        ).write(path: store.path)
    }
}
