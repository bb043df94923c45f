public import ReplicaStore
public import SyncProtocol

/// The store of a server, as those use it who answer devices.
///
/// A server that runs puts threads and a group commit between (`ServerStores`); in one process with its devices it is the
/// store itself (``LocalStore``).
public protocol ServedStore: Sendable {
    /// - Throws: `StoreError`.
    var schemaInForce: SchemaInForce { get throws }

    /// Looks at a mark of the history that somebody was given and shows, and begins a new history where it proves that this
    /// store went back to an earlier state. What is answered afterwards is of the new one.
    func heed(_ mark: [UInt8]) async throws

    /// Stores changes, and returns once they are on the disk.
    ///
    /// - Returns: What became of each, or why the store could not take this one.
    func store(_ changes: [IncomingChange]) async throws -> [Result<IngestOutcome, StoreError>]

    /// Reads records.
    func reading<Result: Sendable>(
        _ work: @escaping @Sendable (ReplicaStore) throws -> Result
    ) async throws -> Result

    /// Milliseconds since 1970.
    func now() -> Int64
}

/// The schema in force, as it is read and as it is sent.
public struct SchemaInForce: Sendable {
    /// As the software works with it.
    public let schema: Schema
    /// The schema document, JSON, as devices receive it.
    public let document: [UInt8]

    /// A schema with the document that declares it.
    public init(schema: Schema, document: [UInt8]) {
        self.schema = schema
        self.document = document
    }
}

/// Why a device's message is not answered.
public enum AnswerFault: Error, Hashable, Sendable {
    /// No common version; what the client speaks.
    case protocolUnsupported(ProtocolRange)
    /// More changes than a batch has.
    case batchTooLarge
    /// A question about an area that the device is not assigned.
    case areaOutOfScope(String)
}

extension ProtocolRange {
    /// The greatest version that both sides speak.
    ///
    /// - Throws: ``AnswerFault/protocolUnsupported(_:)``.
    public static func agreed(with range: ProtocolRange) throws(AnswerFault) -> UInt32 {
        guard let version = ProtocolRange.current.common(with: range) else { throw .protocolUnsupported(range) }
        return version
    }
}
