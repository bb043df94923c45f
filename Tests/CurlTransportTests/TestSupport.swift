import Synchronization
import Testing
import Values

@testable import CurlTransport

/// The machine's clock.
let systemSeconds = HostEnvironment.system.elapsedSeconds

/// Runs a test's body with a server and a transport, and ends both. A clock is the transport's, in the place of the
/// machine's.
func withServer<Result>(
    clock: TestClock? = nil, _ handler: @escaping TestServer.Handler,
    _ body: (TestServer, CurlTransport) async throws -> Result
) async throws -> Result {
    let server = try TestServer(handler)
    let transport = CurlTransport(
        configuration: .init(userAgent: "ruhu-tests"), elapsedSeconds: { clock?.now ?? systemSeconds() })
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

/// A clock that stands still until a test moves it on.
final class TestClock: Sendable {
    private let seconds = Mutex(0.0)

    var now: Double { seconds.withLock { $0 } }
    func advance(seconds: Int) { self.seconds.withLock { $0 += Double(seconds) } }
}

extension Timeouts {
    /// Out of reach of the slowest machine, for what is not about timeouts.
    static let day = 86_400
}

extension HTTPRequest {
    /// A request that no timeout ends.
    static func patient(
        method: Method = .get, url: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
        responseBytesMax: Int = TransportLimits.responseBytesMaxDefault, compressesBody: Bool = true
    ) -> HTTPRequest {
        HTTPRequest(
            method: method, url: url, headers: headers, body: body,
            timeouts: Timeouts(connectSeconds: Timeouts.day, stallSeconds: Timeouts.day),
            responseBytesMax: responseBytesMax, compressesBody: compressesBody)
    }
}

extension Trait where Self == TimeLimitTrait {
    /// Ends a test that hangs, and says nothing of how long one takes: what awaits something takes turns with all other
    /// tests, and waits for most of them.
    static var hangLimit: Self { .timeLimit(.minutes(30)) }
}
