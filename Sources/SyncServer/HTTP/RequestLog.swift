internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Synchronization
internal import Values

/// Writes a line for each request.
struct RequestLog: RouterMiddleware {
    let logger: Logger
    let environment: HostEnvironment
    let proxies: TrustedProxies

    func handle(
        _ request: Request, context: ServerRequestContext,
        next: (Request, ServerRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = environment.elapsedSeconds()
        let response = try await next(request, context)
        var level: Logger.Level = response.status.code >= 500 ? .error : response.status.code >= 400 ? .notice : .info
        // Probes come every few seconds and would hide everything else.
        if ["/healthz", "/readyz"].contains(request.uri.path), level == .info { level = .debug }
        var metadata: Logger.Metadata = [:]
        metadata["method"] = .string(request.method.rawValue)
        metadata["path"] = .string(request.uri.path)
        metadata["status"] = .stringConvertible(response.status.code)
        metadata["milliseconds"] = .stringConvertible((environment.elapsedSeconds() - start) * 1_000)
        metadata["bytes"] = .stringConvertible(response.body.contentLength ?? 0)
        if let address = proxies.sender(peer: context.remoteAddress, headers: request.headers) {
            metadata["from"] = .string(address)
        }
        metadata.merge(context.note.metadata) { mine, _ in mine }
        logger.log(level: level, "request", metadata: metadata)
        return response
    }
}

/// What the server keeps of a request while it answers it.
struct ServerRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// What the log should say about the request.
    let note = RequestNote()
    let remoteAddress: String?
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress
        channel = source.channel
    }

    /// Tells the connection that the request's token is valid; from then on its body is read.
    func tokenIsValid() { channel.pipeline.fireUserInboundEventTriggered(ConnectionEvent.tokenIsValid) }
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
