import CurlTransport
import Synchronization
import Testing

/// Which timeout ends a transfer. The tests wait a second where nothing else can happen, and where something could they
/// have a clock of their own.
@Suite(.hangLimit) struct TimeoutTests {
    private let stalling = Timeouts(connectSeconds: Timeouts.day, stallSeconds: 1)

    @Test func `a server that never answers stalls`() async throws {
        try await withServer { _, connection in
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let request = HTTPRequest(url: server.url, timeouts: stalling)
            #expect(await sendError(transport, request) == .timedOut(phase: .stall))
        }
    }

    @Test func `a server that stops within the body stalls`() async throws {
        try await withServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let request = HTTPRequest(url: server.url, timeouts: stalling)
            #expect(await sendError(transport, request) == .timedOut(phase: .stall))
        }
    }

    @Test func `a server that stops reading stalls the upload`() async throws {
        // The kernel takes the connection and the first bytes; nobody ever accepts it.
        let listener = try TestSocket.listening()
        defer { TestSocket.close(listener) }
        let transport = CurlTransport(configuration: .init(userAgent: "ruhu-tests"), elapsedSeconds: systemSeconds)
        let request = HTTPRequest(
            method: .post, url: "http://127.0.0.1:\(try TestSocket.port(of: listener))/",
            body: [UInt8](repeating: 0, count: 32 << 20), timeouts: stalling, compressesBody: false)
        #expect(await sendError(transport, request) == .timedOut(phase: .stall))
    }

    @Test func `bytes that trickle put the stall off, again and again, until the total timeout ends them`() async throws
    {
        let clock = TestClock()
        let trickling = Mutex<TestConnection?>(nil)
        try await withServer(clock: clock) { _, connection in
            trickling.withLock { $0 = connection }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\na")
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let timeouts = Timeouts(connectSeconds: Timeouts.day, stallSeconds: 3_600, totalSeconds: 36_000)
            let bytes = Mutex(0)
            await #expect(throws: TransportError.timedOut(phase: .total)) {
                try await transport.send(HTTPRequest(url: server.url, timeouts: timeouts)) { progress in
                    guard progress.bytesReceived > 0 else { return }
                    bytes.withLock { $0 = progress.bytesReceived }
                    clock.advance(seconds: 3_000)
                    trickling.withLock { $0 }?.write("a")
                }
            }
            // The twelfth byte brings the clock to the total timeout.
            #expect(bytes.withLock { $0 } == 12)
        }
    }

    @Test func `a TLS handshake that nobody answers runs into the connect timeout`() async throws {
        let listener = try TestSocket.listening()
        defer { TestSocket.close(listener) }
        let transport = CurlTransport(configuration: .init(userAgent: "ruhu-tests"), elapsedSeconds: systemSeconds)
        let url = "https://127.0.0.1:\(try TestSocket.port(of: listener))/"
        let request = HTTPRequest(url: url, timeouts: Timeouts(connectSeconds: 1, stallSeconds: Timeouts.day))
        #expect(await sendError(transport, request) == .timedOut(phase: .connect))
    }
}
