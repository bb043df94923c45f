public import CurlTransport
public import SyncProtocol

/// Why a conversation with a server failed.
public struct UpstreamFault: Error, Sendable {
    /// What the session makes of it: whether to try again, and when.
    public let cause: SyncSession.RequestFailure
    /// What people call the server.
    public let server: String
    /// What the transport said, when it was the transport that failed.
    public let transport: TransportError?
    /// Whether the server may have done what was asked, although no good reply came.
    public let mayHaveActed: Bool
    /// What the request that failed cost.
    public let traffic: Traffic
    /// What was asked for with a code, and not by a device that has its token.
    public var admission: Admission?

    /// How a device asks to be let in.
    public enum Admission: Sendable {
        /// For the first time: there is no work to be sent yet.
        case enrolment
        /// With a store that is enrolled, for a new token.
        case renewal
    }

    init(
        cause: SyncSession.RequestFailure, server: String, transport: TransportError? = nil,
        mayHaveActed: Bool = false, traffic: Traffic = Traffic()
    ) {
        self.cause = cause
        self.server = server
        self.transport = transport
        self.mayHaveActed = mayHaveActed || transport?.mayHaveActed == true
        self.traffic = traffic
    }

    /// The result of a failed transfer.
    ///
    /// - Parameters:
    ///   - error: What the transport said.
    ///   - server: What people call the server.
    public init(_ error: TransportError, server: String) {
        self.init(cause: SyncSession.RequestFailure(error), server: server, transport: error)
    }
}

extension SyncSession.RequestFailure {
    init(_ error: TransportError) {
        switch error {
        case .cancelled, .shutDown: self = .cancelled
        // The transport has asked again already.
        case .digestDiffers: self = .unexpected(code: "reply_damaged", text: error.description)
        case _ where error.isRetryable: self = .unreachable(error.description)
        default: self = .unexpected(code: "transport", text: error.description)
        }
    }
}

extension TransportError {
    /// Whether the request may have reached the server.
    fileprivate var mayHaveActed: Bool {
        switch self {
        case .connectionLost, .timedOut(.stall), .timedOut(.total), .damagedResponse, .digestDiffers, .tooLarge,
            .cancelled, .shutDown:
            true
        case .unreachable, .resolveFailed, .timedOut(.connect), .certificate, .tls, .unreadableCAFile, .invalidURL,
            .invalidHeader, .busy, .failed:
            false
        }
    }
}
