internal import AdminProtocol
internal import CommunityModel
internal import FoundationEssentials
internal import ReplicaStore
internal import SyncProtocol

/// The stores of a running server, and the threads on which they are used.
final class ServerStores: Sendable {
    /// What does not change while the server runs.
    let name: String
    let epoch: [UInt8]
    let schema: Schema
    let schemaDocument: [UInt8]
    let groupCommit: GroupCommit
    private let records: ReplicaStore
    private let access: AccessStore
    private let reads = BlockingPool(label: "ruhu.read", atOnce: ServerLimits.readsAtOnce)
    private let edits = BlockingPool(label: "ruhu.edit", atOnce: 1)
    private let accesses = BlockingPool(label: "ruhu.access", atOnce: 1)

    /// - Throws: `StoreError`.
    init(_ folder: ServerFolder) throws {
        let access = try AccessStore.open(path: folder.access)
        let records = try ReplicaStore.open(
            path: folder.records, role: .server, searchText: AddressSearch.text)
        name = try access.serverName()
        epoch = try records.epoch()
        schema = try records.schema()
        schemaDocument = try records.schemaDocument().document
        groupCommit = GroupCommit { changes in try records.ingest(changes) }
        self.access = access
        self.records = records
    }

    /// Milliseconds since 1970.
    func now() -> Int64 { StoreEnvironment.system.wallMilliseconds() }

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
        try await edits.run { [records] in try work(records) }
    }

    /// Reads or writes users, devices, codes and tokens.
    func accessing<Result: Sendable>(
        _ work: @escaping @Sendable (AccessStore) throws -> Result
    ) async throws -> Result {
        try await accesses.run { [access] in try work(access) }
    }

    /// Lets go of the files, which empties the write-ahead log.
    func close() throws {
        try records.close()
        try access.close()
    }
}
