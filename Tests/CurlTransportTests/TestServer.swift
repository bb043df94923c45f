import Glibc
import Synchronization

/// An HTTP server on 127.0.0.1 whose every byte is up to the test: plain sockets, a thread that accepts, and a thread
/// a connection.
final class TestServer: Sendable {
    /// Answers one request. The connection is kept for the next one if it returns true.
    typealias Handler = @Sendable (TestRequest, TestConnection) -> Bool

    private struct State {
        var connections: [TestConnection] = []
        var requests: [TestRequest] = []
        var isStopped = false
    }

    let port: UInt16
    private let listener: Int32
    private let greeting: String
    private let handler: Handler
    private let state = Mutex(State())

    /// - Parameters:
    ///   - greeting: what is sent before anything is read.
    ///   - handler: see `Handler`.
    /// - Throws: `TestSocket.Failure`.
    init(greeting: String = "", _ handler: @escaping Handler) throws {
        self.greeting = greeting
        listener = try TestSocket.listening()
        port = try TestSocket.port(of: listener)
        self.handler = handler
        TestThread.start { self.acceptAll() }
    }

    var url: String { "http://127.0.0.1:\(port)/" }
    var requests: [TestRequest] { state.withLock { $0.requests } }
    var acceptedConnections: Int { state.withLock { $0.connections.count } }

    /// Ends the threads and closes the sockets. Every test that makes a server calls it.
    func stop() {
        let connections = state.withLock { state in
            state.isStopped = true
            return state.connections
        }
        Glibc.shutdown(listener, Int32(SHUT_RDWR))
        for connection in connections { connection.cut() }
    }

    private func acceptAll() {
        while true {
            let socket = accept(listener, nil, nil)
            guard socket >= 0 else { break }
            let connection = TestConnection(socket)
            let isStopped = state.withLock { state in
                state.connections.append(connection)
                return state.isStopped
            }
            if isStopped { connection.cut() }
            TestThread.start { self.serve(connection) }
        }
        close(listener)
    }

    private func serve(_ connection: TestConnection) {
        connection.write(greeting)
        while let request = connection.readRequest() {
            state.withLock { $0.requests.append(request) }
            guard handler(request, connection) else { break }
        }
        connection.cut()
    }
}

/// A request as the server read it.
struct TestRequest: Sendable {
    var line: String
    var headers: [String: String]
    var body: [UInt8]
}

enum TestThread {
    static func start(_ body: @escaping @Sendable () -> Void) {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Box(body)).toOpaque())
        precondition(status == 0, "no thread for the test server")
        pthread_detach(thread)
    }
}
