public import ReplicaStore
public import SyncProtocol

/// Performs the actions of a ``VerifySession``: reads the sums of a store and asks the upstream for its own.
public struct VerifyDriver {
    private static let patience = RequestPatience(connectSeconds: 4, stallSeconds: 30)

    private let store: ReplicaStore
    private let upstream: any Upstream
    private let scope: Scope

    /// - Parameters:
    ///   - store: The store to compare.
    ///   - upstream: The server.
    ///   - scope: The areas to compare.
    public init(_ store: ReplicaStore, upstream: any Upstream, scope: Scope) {
        self.store = store
        self.upstream = upstream
        self.scope = scope
    }

    /// - Returns: Whether both hold the same, and where they differ first.
    /// - Throws: ``UpstreamFault``, ``StoreError``.
    public func run() async throws -> VerifySession.Agreement {
        var session = VerifySession()
        var action = session.advance(
            .started(cursor: try store.pullState().cursor, areas: try store.areaDigests(in: scope)))
        while true {
            switch action {
            case .send(let request):
                action = session.advance(.replied(try await upstream.verify(request, patience: Self.patience)))
            case .readBuckets(let area): action = session.advance(.buckets(try store.bucketDigests(area: area)))
            case .readRecords(let area, let bucket):
                action = session.advance(.records(try store.recordDigests(area: area, bucket: bucket)))
            case .finish(let verdict): return verdict
            }
        }
    }
}
