public import ReplicaStore
public import SyncProtocol
internal import SyncEngine
internal import Values

/// What a comparison with the server came to.
public struct VerifyResult: Sendable {
    /// Whether both hold the same and nothing waits on either side.
    public var isEqual = false
    public var records: Int
    public var changes: Int
    /// Changes not handed in.
    public var ahead: Int
    /// Changes not received; `nil` when the server was not asked.
    public var behind: Int?
    /// What the check of the store itself found.
    public var damages: [Damage] = []
    /// The first area and record that differ.
    public var area: String?
    public var record: RecordID?
    /// Set when the server computes with another schema, so that states cannot be compared.
    public var serverSchemaVersion: UInt32?
}

extension FieldStore {
    /// Proves that this device and its server hold the same, or finds the first record where they do not.
    ///
    /// - Parameters:
    ///   - isQuick: Whether to trust the stored sums instead of computing everything again from the changes.
    ///   - caFile: Certificates to trust; `nil` for those that were named at enrolment.
    ///   - progress: Called with the number of records checked and of all.
    /// - Returns: What the comparison came to; the server is not asked when the store itself is damaged.
    /// - Throws: ``StoreError``, ``UpstreamFault``.
    public func verify(
        isQuick: Bool, caFile: String? = nil, progress: (Int, Int) -> Void
    ) async throws -> VerifyResult {
        let totals = try replica.totals()
        var result = VerifyResult(
            records: totals.records, changes: totals.changes, ahead: try replica.outboxCounts().pending)
        if !isQuick {
            result.damages = try replica.check(progress: progress)
            guard result.damages.isEmpty else { return result }
        }
        let upstream = try upstream(caFile: caFile)
        defer { upstream.close() }
        let verdict = try await VerifyDriver(replica, upstream: upstream, scope: Scope(areas)).run()
        let behind = Int(clamping: verdict.behind)
        result.behind = behind
        result.area = verdict.area
        result.record = verdict.record
        if verdict.serverSchemaVersion != schema.version { result.serverSchemaVersion = verdict.serverSchemaVersion }
        result.isEqual = verdict.isEqual && result.ahead == 0 && behind == 0
        return result
    }
}
