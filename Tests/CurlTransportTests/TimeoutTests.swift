import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(10))) struct TimeoutTests {
    @Test func `a server that never answers stalls`() async throws {
        try await withServer { _, connection in
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let request = HTTPRequest(url: server.url, timeouts: Timeouts(stallSeconds: 1))
            let start = ContinuousClock.now
            #expect(await sendError(transport, request) == .timedOut(phase: .stall))
            #expect((.seconds(1) ..< .seconds(60)).contains(ContinuousClock.now - start))
        }
    }

    @Test func `a server that stops within the body stalls`() async throws {
        try await withServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let request = HTTPRequest(url: server.url, timeouts: Timeouts(stallSeconds: 1))
            #expect(await sendError(transport, request) == .timedOut(phase: .stall))
        }
    }

    @Test func `a server that stops reading stalls the upload`() async throws {
        // The kernel takes the connection and the first bytes; nobody ever accepts it.
        let listener = try TestSocket.listening()
        defer { TestSocket.close(listener) }
        let transport = CurlTransport(configuration: .init(userAgent: "ruhu-tests"))
        let request = HTTPRequest(
            method: .post, url: "http://127.0.0.1:\(try TestSocket.port(of: listener))/",
            body: [UInt8](repeating: 0, count: 32 << 20), timeouts: Timeouts(stallSeconds: 1), compressesBody: false)
        #expect(await sendError(transport, request) == .timedOut(phase: .stall))
    }

    @Test func `a response that trickles is no stall and ends at the total timeout`() async throws {
        try await withServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            // A byte each time the client has been silent for 200 ms, until it closes.
            while connection.waitForSilence(milliseconds: 200) { connection.write("a") }
            return false
        } _: { server, transport in
            let timeouts = Timeouts(stallSeconds: 1, totalSeconds: 3)
            let request = HTTPRequest(url: server.url, timeouts: timeouts)
            let error = await sendError(transport, request)
            #expect(error == .timedOut(phase: .total))
        }
    }

    @Test func `a TLS handshake that nobody answers runs into the connect timeout`() async throws {
        let listener = try TestSocket.listening()
        defer { TestSocket.close(listener) }
        let transport = CurlTransport(configuration: .init(userAgent: "ruhu-tests"))
        let url = "https://127.0.0.1:\(try TestSocket.port(of: listener))/"
        let request = HTTPRequest(url: url, timeouts: Timeouts(connectSeconds: 1, stallSeconds: 20))
        let start = ContinuousClock.now
        #expect(await sendError(transport, request) == .timedOut(phase: .connect))
        #expect(ContinuousClock.now - start < .seconds(60))
    }
}
