internal import CommunityModel
internal import Logging
internal import ReplicaStore
internal import ServiceLifecycle
internal import SyncEngine
internal import SyncProtocol
internal import Synchronization
internal import Values

/// The stores of a running server, and the threads on which they are used.
final class ServerStores: ServedStore {
    /// What does not change while the server runs.
    let name: String
    let groupCommit: GroupCommit
    /// What devices hand in.
    let days = DeviceDays()
    private let epochBegan: Mutex<(epoch: [UInt8], milliseconds: Int64)>
    /// What this start took over from the software.
    let update: BuiltInUpdate.UpdateResult
    private let inForce: Mutex<SchemaInForce>
    private let logger: Logger
    private let records: ReplicaStore
    private let access: AccessStore
    private let reads = BlockingPool(label: "ruhu.read", atOnce: ServerLimits.readsAtOnce)
    private let edits = BlockingPool(label: "ruhu.edit", atOnce: 1)
    private let accesses = BlockingPool(label: "ruhu.access", atOnce: 1)

    /// - Throws: `StoreError`.
    init(_ folder: ServerFolder, logger: Logger, environment: HostEnvironment) throws {
        let access = try AccessStore.open(path: folder.access)
        let records = try ReplicaStore.open(
            path: folder.records, role: .server, environment: environment, searchText: AddressSearch.text)
        if try records.isWhereItWas() {
            // On a full disk the note before stays, which fits as well: a server that can only read serves all the same.
            try? records.noteIdentity()
        } else {
            try NewHistory.begin(in: records)
            NewHistory.tell(of: "its files are not where they were, or are an earlier state of themselves", logger)
        }
        update = try BuiltInUpdate(records: records).run()
        name = try access.serverName()
        let epoch = try records.epoch()
        epochBegan = Mutex((epoch, try access.beginning(of: epoch, now: environment.wallMilliseconds())))
        inForce = Mutex(try Self.schema(of: records))
        groupCommit = GroupCommit(placePiece: { try records.placeNextPiece() }) { requests in
            try records.ingest(requests: requests)
        }
        self.logger = logger
        self.access = access
        self.records = records
        groupCommit.followUp()
    }

    private static func schema(of records: ReplicaStore) throws -> SchemaInForce {
        SchemaInForce(schema: try records.schema(), document: try records.schemaDocument().document)
    }

    /// The schema in force at this moment; a request asks once, so that all it says fits together.
    var schemaInForce: SchemaInForce { inForce.withLock { $0 } }

    var schema: Schema { schemaInForce.schema }

    /// Puts a schema in force that is made of the one in force now; devices receive it with their next sync.
    ///
    /// - Parameter build: Makes a document, `nil` to leave everything as it is, and says what it made.
    /// - Returns: What `build` said.
    /// - Throws: What `build` throws; `StoreError`; ``Refusal/busy``.
    func updateSchema<Result: Sendable>(
        _ build: @escaping @Sendable (Schema) throws -> (document: [UInt8]?, result: Result)
    ) async throws -> Result {
        try await editing { [self] records in
            let updated = try records.updateSchema(build)
            inForce.withLock { $0 = SchemaInForce(schema: updated.schema, document: updated.document) }
            return updated.result
        }
    }

    /// Answers nobody before the new history has begun who proves that it must.
    func heed(_ mark: [UInt8]) async throws {
        guard try await reading({ try $0.isBelied(by: mark) }) else { return }
        let hasBegun = try await editing { [self] records in
            // Of several who prove it at once the first is enough: marks of the history before prove nothing of the new one.
            guard try records.isBelied(by: mark) else { return false }
            try NewHistory.begin(in: records)
            let schema = try Self.schema(of: records)
            inForce.withLock { $0 = schema }
            return true
        }
        if hasBegun { NewHistory.tell(of: "a device has seen more of its history than it holds", logger) }
    }

    /// Milliseconds since 1970.
    func now() -> Int64 { environment.wallMilliseconds() }

    /// The clock and the randomness of everything that the server does.
    var environment: HostEnvironment { records.environment }

    /// Now, as it matters to quotas.
    ///
    /// - Parameter epoch: The identity of the store's history.
    /// - Returns: The day, and when the history began.
    /// - Throws: `StoreError`; ``Refusal/busy``.
    func quotaMoment(of epoch: [UInt8]) async throws -> QuotaMoment {
        let now = now()
        let day = LocalDay.number(of: now)
        let known = epochBegan.withLock { $0 }
        if known.epoch == epoch { return QuotaMoment(day: day, epoch: epoch, epochBegan: known.milliseconds) }
        let began = try await accessing { access in try access.beginning(of: epoch, now: now) }
        epochBegan.withLock { $0 = (epoch, began) }
        return QuotaMoment(day: day, epoch: epoch, epochBegan: began)
    }

    func store(_ changes: [IncomingChange]) async throws -> [GroupCommit.CommitOutcome] {
        try await groupCommit.store(changes)
    }

    /// Reads records.
    func reading<Result: Sendable>(
        _ work: @escaping @Sendable (ReplicaStore) throws -> Result
    ) async throws -> Result {
        try await reads.run { [records] in try work(records) }
    }

    /// Writes records as an administrator.
    func editing<Result: Sendable>(
        _ work: @escaping @Sendable (ReplicaStore) throws -> Result
    ) async throws -> Result {
        defer { groupCommit.followUp() }
        return try await edits.run { [records] in try work(records) }
    }

    /// Reads or writes users, devices, codes and tokens.
    func accessing<Result: Sendable>(
        _ work: @escaping @Sendable (AccessStore) throws -> Result
    ) async throws -> Result {
        try await accesses.run { [access] in try work(access) }
    }

    /// Lets go of the files, which empties the write-ahead log.
    func close() throws {
        try? records.noteIdentity()
        try records.close()
        try access.close()
    }
}

/// Remembers when each device was last heard of and each token of administration last used, and writes it down once a
/// minute, with what devices handed in: what is only shown to people, or bounds misuse, is not worth a wait for the disk in
/// every request.
final class LastSeen: Service {
    private struct Pending {
        var devices: [RecordID: Sighting] = [:]
        var tokens: [Digest: Int64] = [:]
    }

    private let pending = Mutex(Pending())
    private let stores: ServerStores
    private let logger: Logger

    init(stores: ServerStores, logger: Logger) {
        self.stores = stores
        self.logger = logger
    }

    func note(_ device: RecordID, _ sighting: Sighting) {
        pending.withLock { $0.devices[device] = sighting }
    }

    /// - Parameters:
    ///   - token: The hash of it.
    ///   - moment: Milliseconds since 1970.
    func note(token: Digest, at moment: Int64) {
        pending.withLock { $0.tokens[token] = moment }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await self.stores.environment.sleep(Double(ServerLimits.lastSeenSeconds))
                await self.write()
            }
        }
        await write()
    }

    /// Writes down what is not yet; a list of devices or tokens calls it first, so that it tells the latest.
    func write() async {
        let noted = pending.withLock { pending in
            defer { pending = Pending() }
            return pending
        }
        let days = stores.days.takeUnwritten()
        do {
            try await stores.accessing { access in
                try access.note(noted.devices)
                try access.note(tokens: noted.tokens)
                try access.note(days: days)
            }
        } catch {
            logger.warning("cannot note when devices were last seen", metadata: ["error": "\(error)"])
            pending.withLock { pending in
                pending.devices.merge(noted.devices) { newer, _ in newer }
                pending.tokens.merge(noted.tokens) { newer, _ in newer }
            }
            stores.days.isUnwritten(days.keys)
        }
    }
}
