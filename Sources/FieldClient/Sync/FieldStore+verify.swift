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

    /// A store that is damaged so that nothing in it can be counted.
    ///
    /// - Parameter damages: What was found.
    public init(damages: [Damage]) {
        (records, changes, ahead) = (0, 0, 0)
        self.damages = damages
    }
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
        var result = VerifyResult(damages: isQuick ? [] : try replica.check(progress: progress))
        do {
            (result.records, result.changes) = try replica.totals()
            result.ahead = try replica.outboxCounts().pending
            guard result.damages.isEmpty else { return result }
            return try await compared(result, caFile: caFile)
        } catch {
            // What is damaged so that it cannot be counted is damaged all the same.
            guard let damage = Damage(error) else { throw error }
            if result.damages.isEmpty { result.damages = [damage] }
            return result
        }
    }

    private func compared(_ counted: VerifyResult, caFile: String?) async throws -> VerifyResult {
        var result = counted
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
