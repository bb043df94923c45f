import CurlTransport
import Testing

@Suite(.timeLimit(.minutes(10))) struct CancellationTests {
    @Test func `a task cancelled in mid-response ends at once and its connection closes`() async throws {
        let bodyBegan = Event()
        let connectionClosed = Event()
        try await withServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            connection.waitUntilClosed()
            connectionClosed.signal()
            return false
        } _: { server, transport in
            let sending = Task {
                try await transport.send(HTTPRequest(url: server.url)) { progress in
                    if progress.bytesReceived > 0 { bodyBegan.signal() }
                }
            }
            await bodyBegan.wait()
            sending.cancel()
            await #expect(throws: TransportError.cancelled) { try await sending.value }
            await connectionClosed.wait()
        }
    }

    @Test func `a task cancelled before it sends sends nothing`() async throws {
        try await withServer { _, connection in
            connection.respond()
            return true
        } _: { server, transport in
            let sending = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await transport.send(HTTPRequest(url: server.url))
            }
            await #expect(throws: TransportError.cancelled) { try await sending.value }
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `tasks cancelled at any moment all end and leave the transport usable`() async throws {
        try await withServer { request, connection in
            if request.line.contains("/last") {
                connection.respond()
                return true
            }
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            for round in 0..<100 {
                let sending = Task { try await transport.send(HTTPRequest(url: server.url)) }
                for _ in 0..<round % 10 { await Task.yield() }
                sending.cancel()
                await #expect(throws: TransportError.cancelled) { try await sending.value }
            }
            let response = try await transport.send(HTTPRequest(url: server.url + "last"))
            #expect(response.status == 200)
        }
    }

    @Test func `a cancelled name lookup does not hold up the transport`() async throws {
        let transport = CurlTransport(configuration: .init(userAgent: "ruhu-tests"))
        let sending = Task { try await transport.send(HTTPRequest(url: "http://slow.ruhu.invalid/")) }
        sending.cancel()
        _ = await sending.result
        let start = ContinuousClock.now
        transport.shutdown()
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `a shutdown ends transfers under way and refuses later ones`() async throws {
        let requestArrived = Event()
        try await withServer { _, connection in
            requestArrived.signal()
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let sending = Task { try await transport.send(HTTPRequest(url: server.url)) }
            await requestArrived.wait()
            transport.shutdown()
            await #expect(throws: TransportError.shutDown) { try await sending.value }
            #expect(await sendError(transport, HTTPRequest(url: server.url)) == .shutDown)
            transport.shutdown()
        }
    }

    @Test func `more transfers than the limit are refused as busy`() async throws {
        try await withServer { _, connection in
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            await withTaskGroup { group in
                for _ in 0..<65 { group.addTask { await sendError(transport, HTTPRequest(url: server.url)) } }
                // The other 64 wait for a server that does not answer, so the first to end is the one too many.
                #expect(await group.next() == .busy(limit: 64))
                group.cancelAll()
                for await error in group { #expect(error == .cancelled) }
            }
        }
    }
}
