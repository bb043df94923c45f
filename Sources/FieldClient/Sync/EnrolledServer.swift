internal import ReplicaStore
public import SyncEngine
public import SyncProtocol
public import Values

/// What is done with the server that the store is enrolled at.
public struct EnrolledServer: UseCase, Sendable {
    let store: FieldStore

    /// Hands in what the server does not have yet, and fetches what this device does not.
    ///
    /// - Parameters:
    ///   - isAnew: Whether to fetch everything again from the start; what is here already stays as it is.
    ///   - isResending: Whether to hand in everything that is held here.
    ///   - waitSeconds: How long to go on without any progress once the server was reached.
    ///   - caFile: Certificates to trust; `nil` for those that were named at `ruhu init`.
    ///   - progress: Called with how far the sync has come.
    /// - Returns: The result.
    /// - Throws: ``UpstreamFault``; ``StoreError``, ``StoreError/damaged(record:detail:)`` when the store holds no valid
    ///   address.
    public func sync(
        isAnew: Bool = false, isResending: Bool = false, waitSeconds: Double, caFile: String? = nil,
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) async throws -> SyncResult {
        let upstream = try upstream(caFile: caFile)
        defer { upstream.close() }
        var driver = try SyncDriver(
            replica, upstream: upstream, isAnew: isAnew, isResending: isResending, waitSeconds: waitSeconds,
            progress: progress)
        return try await driver.run()
    }

    /// The way to the server that the store is enrolled at, by the certificates that are given, else by those that were
    /// named at enrolment.
    func upstream(caFile: String?) throws -> CurlUpstream {
        // Nobody types it here: what is wrong with it is wrong with the store.
        let url = try replica.text(.serverURL) ?? ""
        guard let address = ServerAddress(typed: url) else {
            throw StoreError.damaged(record: "server_url", detail: "\"\(url)\" is no address of a server")
        }
        return CurlUpstream(
            address: address.text, token: try replica.text(.token),
            expectsDigests: try replica.text(.upstreamDigests) != nil,
            caFile: try caFile ?? replica.text(.caFile), environment: environment)
    }
}

/// The result of a comparison with the server (Protocol/json-output.md, "verify").
public struct VerifyResult: Encodable, Sendable {
    /// Whether both hold the same and nothing waits on either side.
    public internal(set) var equal = false
    /// Held here; 0 where damage keeps them from being counted.
    public internal(set) var records = 0, changes = 0
    /// Changes not handed in.
    public internal(set) var ahead = 0
    /// Changes not received; `nil` when the server was not asked.
    public internal(set) var behind: Int?
    /// The first record that differs; `nil` when none does.
    public internal(set) var record: RecordID?
    /// Code of the area in which it differs.
    public internal(set) var area: String?
    /// What the check of the store itself found.
    public internal(set) var damaged: [Damaged]

    /// Set when the server computes with another schema, so that states cannot be compared.
    public internal(set) var serverSchemaVersion: UInt32?

    /// What is damaged: a record, or the store as a whole.
    public struct Damaged: Encodable, Sendable {
        /// `nil` when the store as a whole is concerned.
        public let record: RecordID?
        /// English, for logs.
        public let detail: String
    }

    private enum CodingKeys: String, CodingKey {
        case equal, records, changes, ahead, behind, record, area, damaged
    }

    init(_ damages: [Damage]) { damaged = damages.map { Damaged(record: $0.record, detail: $0.detail) } }

    /// A store that is damaged so that it cannot be opened, or nothing in it be counted.
    ///
    /// - Parameter error: What kept it from being read; `nil` is made of one that says something else.
    public init?(damage error: any Error) {
        guard let damage = Damage(error) else { return nil }
        self.init([damage])
    }
}

extension EnrolledServer {
    /// Proves that this device and its server hold the same, or finds the first record where they do not.
    ///
    /// - Parameters:
    ///   - isQuick: Whether to trust the stored sums instead of computing everything again from the changes.
    ///   - caFile: Certificates to trust; `nil` for those that were named at enrolment.
    ///   - progress: Called with the number of records checked and of all.
    /// - Returns: The result of the comparison; the server is not asked when the store itself is damaged.
    /// - Throws: ``StoreError``, ``UpstreamFault``.
    public func verify(
        isQuick: Bool, caFile: String? = nil, progress: (Int, Int) -> Void
    ) async throws -> VerifyResult {
        var result = VerifyResult(isQuick ? [] : try replica.check(progress: progress))
        do {
            (result.records, result.changes) = try replica.totals()
            result.ahead = try replica.outboxCounts().pending
            guard result.damaged.isEmpty else { return result }
            return try await compared(result, caFile: caFile)
        } catch {
            // What is damaged so that it cannot be counted is damaged all the same.
            guard let found = VerifyResult(damage: error) else { throw error }
            if result.damaged.isEmpty { result.damaged = found.damaged }
            return result
        }
    }

    private func compared(_ counted: VerifyResult, caFile: String?) async throws -> VerifyResult {
        var result = counted
        let upstream = try upstream(caFile: caFile)
        defer { upstream.close() }
        let agreement = try await VerifyDriver(replica, upstream: upstream, scope: Scope(store.areas)).run()
        let behind = Int(clamping: agreement.behind)
        result.behind = behind
        result.area = agreement.area
        result.record = agreement.record
        if agreement.serverSchemaVersion != schema.version {
            result.serverSchemaVersion = agreement.serverSchemaVersion
        }
        result.equal = agreement.isEqual && result.ahead == 0 && behind == 0
        return result
    }
}

extension ServerAddress {
    /// - Throws: ``Failure`` `server_url_invalid`.
    public init(_ url: String) throws(Failure) {
        guard let address = ServerAddress(typed: url) else {
            throw Failure(fault: "server_url_invalid", ["url": "\(url)"])
        }
        self = address
    }
}
