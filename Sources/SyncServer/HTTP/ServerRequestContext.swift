internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Synchronization

/// What the server keeps of a request while it answers it.
struct ServerRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// What the log should say about the request.
    let note = RequestNote()
    let remoteAddress: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }
}

/// Facts that an endpoint adds to the log line of its request.
final class RequestNote: Sendable {
    private let facts = Mutex<[String: String]>([:])

    subscript(_ name: String) -> String? {
        get { facts.withLock { $0[name] } }
        set { facts.withLock { $0[name] = newValue } }
    }

    var metadata: Logger.Metadata { facts.withLock { $0.mapValues { .string($0) } } }
}
