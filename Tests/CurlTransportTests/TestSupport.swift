import CurlTransport

/// Runs a test's body with a server and a transport, and ends both.
func withServer<Result>(
    _ handler: @escaping TestServer.Handler,
    _ body: (TestServer, CurlTransport) async throws -> Result
) async throws -> Result {
    let server = try TestServer(handler)
    let transport = CurlTransport(configuration: .init(userAgent: "ruhu-tests"))
    defer {
        transport.shutdown()
        server.stop()
    }
    return try await body(server, transport)
}

/// The error that `send` throws, or nil when a response comes.
func sendError(_ transport: CurlTransport, _ request: HTTPRequest) async -> TransportError? {
    do {
        _ = try await transport.send(request)
        return nil
    } catch {
        return error
    }
}

/// Something that happens once, and can be waited for.
final class Event: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func signal() {
        continuation.finish()
    }

    func wait() async {
        for await _ in stream {}
    }
}
