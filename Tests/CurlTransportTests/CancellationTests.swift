import CurlTransport
import Foundation
import Testing

@Suite(.hangLimit) struct CancellationTests {
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
                try await transport.send(.patient(url: server.url)) { progress in
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
                return try await transport.send(.patient(url: server.url))
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
                let sending = Task { try await transport.send(.patient(url: server.url)) }
                for _ in 0..<round % 10 { await Task.yield() }
                sending.cancel()
                await #expect(throws: TransportError.cancelled) { try await sending.value }
            }
            let response = try await transport.send(.patient(url: server.url + "last"))
            #expect(response.status == 200)
        }
    }

    @Test func `a name lookup that never ends holds up neither its cancellation nor the shutdown`() async {
        await #expect(processExitsWith: .success) {
            // Only so that a hang ends; nobody else would end this process.
            alarm(30 * 60)
            for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { unsetenv(name) }
            // For a name without dots the C library first reads this file (hostname(7)). From a FIFO it gets no line.
            let path = NSTemporaryDirectory() + "ruhu-aliases-\(UUID())"
            guard mkfifo(path, 0o600) == 0 else { exit(2) }
            setenv("HOSTALIASES", path, 1)
            let transport = CurlTransport(configuration: .init(userAgent: "ruhu-tests"), elapsedSeconds: systemSeconds)
            let sending = Task { try await transport.send(.patient(url: "http://slow/")) }
            let lookupBegan = Event()
            TestThread.start {
                // Returns once the lookup has opened the other end, which then waits for as long as this one is open.
                _ = open(path, O_WRONLY)
                lookupBegan.signal()
            }
            Task {
                // Should there be no such lookup, somebody has to let the thread go.
                _ = await sending.result
                _ = open(path, O_RDONLY | O_NONBLOCK)
            }
            await lookupBegan.wait()
            unlink(path)
            sending.cancel()
            guard case .failure(let error) = await sending.result, error as? TransportError == .cancelled else {
                exit(3)
            }
            transport.shutdown()
            exit(0)
        }
    }

    @Test func `a shutdown ends transfers under way and refuses later ones`() async throws {
        let requestArrived = Event()
        try await withServer { _, connection in
            requestArrived.signal()
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let sending = Task { try await transport.send(.patient(url: server.url)) }
            await requestArrived.wait()
            transport.shutdown()
            await #expect(throws: TransportError.shutDown) { try await sending.value }
            #expect(await sendError(transport, .patient(url: server.url)) == .shutDown)
            transport.shutdown()
        }
    }

    @Test func `more transfers than the limit are refused as busy`() async throws {
        try await withServer { _, connection in
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            await withTaskGroup { group in
                for _ in 0..<65 { group.addTask { await sendError(transport, .patient(url: server.url)) } }
                // The other 64 wait for a server that does not answer, so the first to end is the one too many.
                #expect(await group.next() == .busy(limit: 64))
                group.cancelAll()
                for await error in group { #expect(error == .cancelled) }
            }
        }
    }
}
