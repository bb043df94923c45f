import CommunityModel
import SyncEngine
import SyncProtocol

@testable import ReplicaStore

/// A device and a server in one process, the one the upstream of the other.
struct TestSession {
    let device: ReplicaStore
    let server: ReplicaStore
    var scope = TestStores.everything
    var bytesMax = Limits.pageBytesMax
    var entriesMax = Limits.pageEntriesMax
    /// What arrives in place of the server's schema document: another one, or bytes that the device cannot read.
    var document: [UInt8]?

    /// Plays a whole session.
    @discardableResult
    func sync() async throws -> SyncResult {
        let upstream = LocalUpstream(
            served, areas: scope.codes, ancestorType: RecordTypes.area, pageBytesMax: bytesMax,
            pageEntriesMax: entriesMax)
        var driver = try SyncDriver(device, upstream: upstream)
        return try await driver.run()
    }

    /// What a server answers to a batch.
    func answer(_ batch: SyncSession.Batch) async throws -> SyncReply {
        let state = try device.pullState()
        let request = SyncRequest(
            schemaVersion: state.schemaVersion, replica: state.replica, head: batch.head, cursor: state.cursor,
            wallMilliseconds: state.wallMilliseconds, logicalClock: state.clock, changes: batch.changes.map(\.bytes),
            pageBytesMax: UInt32(bytesMax), mark: state.mark)
        return try await SyncAnswer(
            served, ancestorType: RecordTypes.area, pageBytesMax: bytesMax, pageEntriesMax: entriesMax
        ).reply(to: request, areas: scope.codes)
    }

    func store(_ reply: SyncReply, batch: SyncSession.Batch) throws -> SyncSession.StoreReport {
        let entries = try reply.entries.compactMap { entry -> IncomingChange? in
            guard case .change(let bytes, let isSuspect) = entry else { return nil }
            return try IncomingChange(bytes: bytes, isSuspect: isSuspect)
        }
        return try device.storeReply(reply, batch: batch, entries: entries)
    }

    private var served: any ServedStore { OtherDocument(store: LocalStore(server), document: document) }
}

/// A server's store that sends another schema document than its own.
private struct OtherDocument: ServedStore {
    let store: LocalStore
    let document: [UInt8]?

    func heed(_ mark: [UInt8]) async throws { try await store.heed(mark) }

    var schemaInForce: SchemaInForce {
        get throws {
            let inForce = try store.schemaInForce
            return SchemaInForce(schema: inForce.schema, document: document ?? inForce.document)
        }
    }

    func store(_ changes: [IncomingChange]) async throws -> [Result<IngestOutcome, StoreError>] {
        try await store.store(changes)
    }

    func reading<Result: Sendable>(
        _ work: @escaping @Sendable (ReplicaStore) throws -> Result
    ) async throws -> Result {
        try await store.reading(work)
    }

    func now() -> Int64 { store.now() }
}
