import CommunityModel
import SyncProtocol

@testable import ReplicaStore

/// A device and a server that talk without a network between them.
struct TestTransfer {
    let device: ReplicaStore
    let server: ReplicaStore
    var scope = TestStores.everything
    var bytesMax = Limits.pageBytesMax
    var entriesMax = Limits.pageEntriesMax
    /// What arrives in place of the server's schema document: another one, or bytes that the device cannot read.
    var document: [UInt8]?

    /// Plays a whole session and returns how it ended.
    @discardableResult
    func sync() throws -> SyncSession.Summary {
        var session = SyncSession(wallMilliseconds: 1_790_000_000_000)
        var action = session.advance(.started)
        for _ in 0..<100_000 {
            switch action {
            case .readBatch(let position, let changesMax, let bytesMax):
                action = session.advance(
                    .batch(try device.outboxBatch(after: position, changesMax: changesMax, bytesMax: bytesMax)))
            case .send(let batch): action = session.advance(.replied(try answer(batch)))
            case .store(let batch, let reply):
                action = session.advance(.stored(try store(reply, batch: batch)))
            case .rotateReplica:
                try device.rotateReplica()
                action = session.advance(.rotated(head: 0))
            case .wait: action = session.advance(.waited)
            case .finish(let summary): return summary
            case .fail(let failure): throw failure
            }
        }
        throw SyncSession.RequestFailure.unexpected(code: "endless", text: "the session does not end")
    }

    /// What a server answers to a batch.
    func answer(_ batch: SyncSession.Batch) throws -> SyncReply {
        let state = try device.pullState()
        let incoming = try batch.changes.map { try IncomingChange(bytes: $0.bytes, isSuspect: false) }
        let outcomes = try server.ingest(incoming)
        let page = try server.feedPage(
            after: state.cursor, scope: scope, ancestorType: RecordTypes.area, replica: state.replica,
            bytesMax: bytesMax, entriesMax: entriesMax)
        let inForce = try server.schemaDocument()
        return SyncReply(
            epoch: try server.epoch(),
            states: outcomes.map { PushState(outcome: $0 == .duplicate ? .duplicate : .stored) },
            entries: page.entries, cursor: page.cursor, hasMore: page.hasMore, remaining: page.remaining,
            schemaVersion: inForce.version,
            schema: state.schemaVersion < inForce.version ? document ?? inForce.document : [],
            wallMilliseconds: 1_790_000_000_000, knownSequence: try server.head(of: state.replica),
            areas: scope.codes)
    }

    func store(_ reply: SyncReply, batch: SyncSession.Batch) throws -> SyncSession.StoreReport {
        let entries = try reply.entries.compactMap { entry -> IncomingChange? in
            guard case .change(let bytes, let isSuspect) = entry else { return nil }
            return try IncomingChange(bytes: bytes, isSuspect: isSuspect)
        }
        return try device.storeReply(reply, batch: batch, entries: entries)
    }
}
