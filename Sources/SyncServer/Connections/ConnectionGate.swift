internal import Logging
internal import NIOCore
internal import Synchronization
internal import Values

/// What a connection is told from outside: by the routes, and by the gate.
enum ConnectionEvent: Sendable {
    /// The request under way has a valid token.
    case tokenIsValid
    /// Another connection needs the place.
    case giveWay
}

/// Keeps count of the open connections over all event loops, and tells those that give way.
final class ConnectionGate: Sendable {
    private struct State {
        var open: OpenConnections
        var channels: [OpenConnections.ID: any Channel] = [:]
        var lastID: OpenConnections.ID = 0
        /// Those that gave way and of which the log has said nothing yet, and when it last did, in seconds.
        var untold = 0
        var toldAt: Double?
    }

    private let state: Mutex<State>
    private let logger: Logger
    private let environment: HostEnvironment

    init(places: OpenConnections.Places = .init(), logger: Logger, environment: HostEnvironment) {
        state = Mutex(State(open: OpenConnections(places: places)))
        self.logger = logger
        self.environment = environment
    }

    /// How many connections are open.
    var count: Int { state.withLock { $0.open.count } }

    /// Notes a new connection and gives it a number; of the network see ``OpenConnections/comes(_:from:)``.
    func opens(_ channel: any Channel, from network: [UInt8]?) -> OpenConnections.ID {
        let id = state.withLock { state in
            state.lastID += 1
            state.channels[state.lastID] = channel
            return state.lastID
        }
        comes(id, from: network)
        return id
    }

    /// Notes that a request of which nothing is known yet has begun on a connection.
    func comes(_ id: OpenConnections.ID, from network: [UInt8]?) { change { $0.comes(id, from: network) } }

    /// Notes that the request under way has a valid token.
    func showedToken(_ id: OpenConnections.ID) { state.withLock { $0.open.showedToken(id) } }

    /// Notes a whole request with a valid token.
    func finishedRequest(_ id: OpenConnections.ID) { change { $0.finishedRequest(id) } }

    /// Notes that a connection is closed.
    func closed(_ id: OpenConnections.ID) {
        state.withLock { state in
            state.open.closed(id)
            state.channels[id] = nil
        }
    }

    private func change(_ change: (inout OpenConnections) -> OpenConnections.ID?) {
        let now = environment.elapsedSeconds()
        let (channel, told) = state.withLock { state -> ((any Channel)?, Int) in
            guard let id = change(&state.open) else { return (nil, 0) }
            state.untold += 1
            // A line a minute: whoever makes others give way must not fill the disk with it.
            guard state.toldAt.map({ now - $0 >= 60 }) ?? true else { return (state.channels[id], 0) }
            defer { state.untold = 0 }
            state.toldAt = now
            return (state.channels[id], state.untold)
        }
        // The channel hands it to its own event loop.
        channel?.pipeline.fireUserInboundEventTriggered(ConnectionEvent.giveWay)
        if told > 0 { logger.notice("connections gave way to others", metadata: ["count": "\(told)"]) }
    }
}
