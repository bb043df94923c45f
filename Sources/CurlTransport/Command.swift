/// What callers ask of the transport's thread.
enum Command: Sendable {
    case start(TransferOrder)
    /// Ends a transfer with `.cancelled`; an id that is not under way (any more) is ignored.
    case cancel(id: UInt64)
    /// Ends all transfers with `.shutDown`, and the thread.
    case shutDown
}

/// A transfer to be started.
struct TransferOrder: Sendable {
    let id: UInt64
    let request: PreparedRequest
    let progress: (@Sendable (TransferProgress) -> Void)?
    let answer: CheckedContinuation<Result<WireResponse, TransportError>, Never>
}
