internal import Hummingbird
internal import Logging
internal import Synchronization
internal import Values

/// Writes a line for each request.
struct RequestLog: RouterMiddleware {
    let logger: Logger
    let environment: HostEnvironment

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
        if let address = context.remoteAddress { metadata["from"] = .string(address) }
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
