public import ReplicaStore
public import SyncProtocol
public import SyncWire
internal import Values

/// A server in the same process: the messages that go over the network otherwise, handed over as they are.
///
/// For tests that play many devices and a server by one clock, and for whatever holds two replicas at once.
public struct LocalUpstream: Upstream {
    /// Lets a device in; throws what keeps it out.
    public typealias Admission = @Sendable (EnrollRequest) async throws -> EnrollReply

    /// As it was given; no address.
    public let name: String
    private let areas: [String]
    private let syncAnswer: SyncAnswer
    private let verifyAnswer: VerifyAnswer
    private let admission: Admission?

    /// - Parameters:
    ///   - store: The server's store.
    ///   - areas: The codes that whoever asks here is assigned.
    ///   - ancestorType: The type whose records above these areas are sent along: areas.
    ///   - name: What people call it.
    ///   - pageBytesMax: Most bytes of changes in a page.
    ///   - pageEntriesMax: Most entries in a page.
    ///   - admission: Lets devices in; `nil` for nobody.
    public init(
        _ store: any ServedStore, areas: [String], ancestorType: TypeNumber, name: String = "local",
        pageBytesMax: Int = Limits.pageBytesMax, pageEntriesMax: Int = Limits.pageEntriesMax,
        admission: Admission? = nil
    ) {
        self.name = name
        self.areas = areas
        syncAnswer = SyncAnswer(
            store, ancestorType: ancestorType, pageBytesMax: pageBytesMax, pageEntriesMax: pageEntriesMax)
        verifyAnswer = VerifyAnswer(store, ancestorType: ancestorType)
        self.admission = admission
    }

    /// Answered by ``SyncAnswer``; nothing is counted as traffic.
    public func sync(
        _ request: SyncRequest, patience: RequestPatience
    ) async throws(UpstreamFault) -> Exchange<SyncReply> {
        do {
            return Exchange(try await syncAnswer.reply(to: request, areas: areas), traffic: Traffic())
        } catch {
            throw fault(error)
        }
    }

    /// Answered by ``VerifyAnswer``.
    public func verify(
        _ request: VerifyRequest, patience: RequestPatience
    ) async throws(UpstreamFault) -> VerifyReply {
        do {
            return try await verifyAnswer.reply(to: request, areas: areas)
        } catch {
            throw fault(error)
        }
    }

    /// Answered by the admission, or refused with `code_wrong`.
    public func enroll(
        _ request: EnrollRequest, patience: RequestPatience
    ) async throws(UpstreamFault) -> EnrollReply {
        guard let admission else { throw fault(Problem(code: "code_wrong", text: "nobody is let in here")) }
        do {
            return try await admission(request)
        } catch {
            throw fault(error)
        }
    }

    private func fault(_ error: any Error) -> UpstreamFault {
        let cause: SyncSession.RequestFailure =
            switch error {
            case AnswerFault.protocolUnsupported: .protocolMismatch(server: .current)
            case AnswerFault.batchTooLarge: .tooLarge
            case AnswerFault.areaOutOfScope(let area): .denied(code: "area_out_of_scope", text: area)
            case let problem as Problem: .denied(code: problem.code, text: problem.text)
            case StoreError.locked, StoreError.full: .busy(retryAfterSeconds: nil)
            case is CancellationError: .cancelled
            default: .unexpected(code: "internal", text: "\(error)")
            }
        return UpstreamFault(cause: cause, server: name)
    }
}

/// A server's store that is used as it is: calls block.
public struct LocalStore: ServedStore {
    private let store: ReplicaStore

    /// - Parameter store: A server's.
    public init(_ store: ReplicaStore) { self.store = store }

    /// Looks, and begins the new history, on the caller's thread.
    public func heed(_ mark: [UInt8]) async throws {
        if try store.isBelied(by: mark) { try store.beginNewHistory() }
    }

    /// Read from the store every time.
    public var schemaInForce: SchemaInForce {
        get throws { SchemaInForce(schema: try store.schema(), document: try store.schemaDocument().document) }
    }

    /// Stores all that can be stored in one transaction, and does what follows.
    public func store(_ changes: [IncomingChange]) async throws -> [Result<IngestOutcome, StoreError>] {
        if changes.isEmpty { return [] }
        let outcomes = try store.ingest(requests: [changes])[0]
        try store.placeAll()
        return outcomes
    }

    /// Reads on the caller's thread.
    public func reading<Result: Sendable>(
        _ work: @escaping @Sendable (ReplicaStore) throws -> Result
    ) async throws -> Result {
        try work(store)
    }

    /// By the store's own clock.
    public func now() -> Int64 { store.environment.wallMilliseconds() }
}
