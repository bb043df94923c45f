internal import CurlTransport
internal import Failures
public import ReplicaStore
public import SyncProtocol
internal import SyncWire

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
    /// - Throws: ``StoreError``, ``ServerFault``.
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
        let verdict = try await compare(caFile: caFile)
        let behind = Int(clamping: verdict.behind)
        result.behind = behind
        result.area = verdict.area
        result.record = verdict.record
        if verdict.serverSchemaVersion != schema.version { result.serverSchemaVersion = verdict.serverSchemaVersion }
        result.isEqual = verdict.isEqual && result.ahead == 0 && behind == 0
        return result
    }

    private func compare(caFile: String?) async throws -> VerifySession.Verdict {
        let connection = try ServerConnection(of: self, caFile: caFile)
        defer { connection.shutdown() }
        var session = VerifySession()
        let scope = Scope(areas)
        var action = session.advance(
            .started(cursor: try replica.pullState().cursor, areas: try replica.areaDigests(in: scope)))
        while true {
            switch action {
            case .send(let request): action = session.advance(.replied(try await send(request, over: connection)))
            case .readBuckets(let area): action = session.advance(.buckets(try replica.bucketDigests(area: area)))
            case .readRecords(let area, let bucket):
                action = session.advance(.records(try replica.recordDigests(area: area, bucket: bucket)))
            case .finish(let verdict): return verdict
            }
        }
    }

    private func send(_ request: VerifyRequest, over connection: ServerConnection) async throws -> VerifyReply {
        let server = connection.address.text
        let response: HTTPResponse
        do {
            response = try await connection.post(
                "/v1/verify", try VerifyMessageCodec.encode(request),
                timeouts: Timeouts(connectSeconds: 4, stallSeconds: 30))
        } catch let error as TransportError {
            throw ServerFault(error, server: server)
        }
        if let refusal = response.refusal { throw ServerFault(cause: refusal, server: server) }
        do {
            return try VerifyMessageCodec.decodeReply(response.body)
        } catch let fault {
            let code = response.isOurs ? "reply_damaged" : "not_a_server"
            throw ServerFault(cause: .unexpected(code: code, text: fault.text), server: server)
        }
    }
}
