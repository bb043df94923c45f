import CLibCurl
import Synchronization

/// The commands on their way to the transport's thread, and the count of transfers under way.
final class Mailbox: Sendable {
    private struct State {
        var commands: [Command] = []
        /// What wakes the thread; nil once the thread no longer takes commands.
        var wakeup: MultiHandle?
        var nextID: UInt64 = 0
        var liveTransfers = 0
    }

    private let state: Mutex<State>

    /// - Parameter wakeup: the handle that the thread polls; nil makes a mailbox that is closed from the start.
    init(wakeup: MultiHandle?) {
        state = Mutex(State(wakeup: wakeup))
    }

    /// A new transfer id.
    func makeID() -> UInt64 {
        state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// Hands over a transfer. Its answer comes from the thread, except when this throws.
    ///
    /// - Throws: `TransportError.shutDown` or `.busy`; the order was then not taken.
    func post(_ order: TransferOrder) throws(TransportError) {
        try state.withLock { state throws(TransportError) in
            guard let wakeup = state.wakeup else { throw .shutDown }
            guard state.liveTransfers < TransportLimits.transfersMax else {
                throw .busy(limit: TransportLimits.transfersMax)
            }
            state.liveTransfers += 1
            state.commands.append(.start(order))
            wakeup.wake()
        }
    }

    /// Asks for the end of a transfer.
    func cancel(id: UInt64) {
        state.withLock { state in
            guard let wakeup = state.wakeup else { return }
            state.commands.append(.cancel(id: id))
            wakeup.wake()
        }
    }

    /// Asks the thread to end and takes no command after it.
    func close() {
        state.withLock { state in
            guard let wakeup = state.wakeup else { return }
            state.wakeup = nil
            state.commands.append(.shutDown)
            wakeup.wake()
        }
    }

    /// The commands that came since the last call, in their order. For the thread.
    func take() -> [Command] {
        state.withLock { state in
            let commands = state.commands
            state.commands = []
            return commands
        }
    }

    /// Makes room for another transfer. For the thread, before it answers the one that ended.
    func transferEnded() {
        state.withLock { $0.liveTransfers -= 1 }
    }
}

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
    let answer: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>
}
