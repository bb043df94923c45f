import Gzip
import Synchronization
import Testing

@testable import CurlTransport

@Suite(.hangLimit) struct TransferTests {
    private let text = Array(String(repeating: "入户登记 household ", count: 500).utf8)

    @Test func `two requests in a row use one connection`() async throws {
        try await withServer { _, connection in
            connection.respond(body: Array("ok".utf8))
            return true
        } _: { server, transport in
            for _ in 0..<2 {
                let response = try await transport.send(.patient(url: server.url))
                #expect(response.status == 200 && response.body == Array("ok".utf8))
            }
            #expect(server.requests.count == 2)
            #expect(server.acceptedConnections == 1)
        }
    }

    @Test func `a connection that the server closed in between is replaced unseen`() async throws {
        let closed = Event()
        try await withServer { _, connection in
            connection.respond()
            connection.cut()
            closed.signal()
            return false
        } _: { server, transport in
            _ = try await transport.send(.patient(method: .post, url: server.url, body: [1]))
            await closed.wait()
            _ = try await transport.send(.patient(method: .post, url: server.url, body: [2]))
            #expect(server.acceptedConnections == 2)
        }
    }

    @Test func `many requests side by side all get their own answers`() async throws {
        try await withServer { request, connection in
            connection.respond(body: Array(request.line.utf8))
            return true
        } _: { server, transport in
            try await withThrowingTaskGroup { group in
                for number in 0..<30 {
                    group.addTask {
                        let response = try await transport.send(.patient(url: "\(server.url)\(number)"))
                        #expect(response.body == Array("GET /\(number) HTTP/1.1".utf8))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `bodies travel as gzip both ways and are counted packed`() async throws {
        let packedText = try Gzip.compress(text)
        try await withServer { _, connection in
            connection.respond(headers: ["Content-Encoding: gzip"], body: packedText)
            return true
        } _: { server, transport in
            let response = try await transport.send(.patient(method: .post, url: server.url, body: text))
            let request = try #require(server.requests.first)
            #expect(request.headers["content-encoding"] == "gzip")
            #expect(request.headers["accept-encoding"] == "gzip")
            #expect(try Gzip.decompress(request.body, limit: text.count) == text)
            #expect(response.body == text)
            #expect(response.bytesSent == request.body.count && response.bytesSent < text.count)
            #expect(response.bytesReceived == packedText.count)
        }
    }

    @Test func `a small body or one that may not be packed is sent as it is`() async throws {
        try await withServer { request, connection in
            connection.respond(body: request.body)
            return true
        } _: { server, transport in
            let small = Array(text[..<255])
            for (body, compresses) in [(small, true), (text, false)] {
                let request = HTTPRequest.patient(
                    method: .post, url: server.url, body: body, compressesBody: compresses)
                let response = try await transport.send(request)
                #expect(response.body == body)
                #expect(response.bytesSent == body.count && response.bytesReceived == body.count)
            }
            #expect(server.requests.allSatisfy { $0.headers["content-encoding"] == nil })
        }
    }

    @Test(arguments: [HTTPRequest.Method.get, .post, .put, .delete])
    func `each method arrives as itself with nothing added`(method: HTTPRequest.Method) async throws {
        try await withServer { _, connection in
            connection.respond()
            return true
        } _: { server, transport in
            let headers = [("X-Ruhu", "one"), ("X-Empty", "")]
            let response = try await transport.send(.patient(method: method, url: server.url, headers: headers))
            let request = try #require(server.requests.first)
            #expect(request.line == "\(method.rawValue) / HTTP/1.1")
            var names: Set = ["host", "user-agent", "accept", "accept-encoding", "x-ruhu", "x-empty"]
            if method == .post || method == .put { names.insert("content-length") }
            #expect(Set(request.headers.keys) == names)
            #expect(request.headers["x-ruhu"] == "one" && request.headers["x-empty"] == "")
            #expect(request.headers["user-agent"] == "ruhu-tests")
            #expect(response.bytesSent == 0 && response.bytesReceived == 0)
        }
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .delete])
    func `a large body arrives whole and reports its progress`(method: HTTPRequest.Method) async throws {
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let seen = Mutex<[TransferProgress]>([])
        try await withServer { _, connection in
            connection.respond(body: Array("done".utf8))
            return true
        } _: { server, transport in
            let request = HTTPRequest.patient(method: method, url: server.url, body: body, compressesBody: false)
            let response = try await transport.send(request) { step in seen.withLock { $0.append(step) } }
            #expect(server.requests.first?.body == body)
            #expect(server.requests.first?.headers["expect"] == nil)
            #expect(response.bytesSent == body.count)
            let last = TransferProgress(
                bytesSent: body.count, bytesToSend: body.count, bytesReceived: 4, bytesToReceive: 4)
            #expect(seen.withLock { $0.last } == last)
        }
    }

    @Test(arguments: ["413 Content Too Large", "429 Too Many Requests", "503 Service Unavailable", "302 Found"])
    func `an error or redirect status comes back as a response with its headers`(status: String) async throws {
        try await withServer { _, connection in
            connection.respond(status, headers: ["Retry-After: 7", "Location: /elsewhere"], body: [1, 2])
            return true
        } _: { server, transport in
            let response = try await transport.send(.patient(method: .post, url: server.url, body: [0]))
            #expect("\(response.status)" == status.prefix(3))
            #expect(response.header("retry-after") == "7" && response.header("RETRY-AFTER") == "7")
            #expect(response.header("absent") == nil)
            #expect(response.body == [1, 2])
            #expect(server.requests.count == 1)
        }
    }

    @Test func `informational headers and trailers are no headers of the response`() async throws {
        try await withServer { _, connection in
            connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Late: 1\r\n\r\n")
            connection.write("4\r\nruhu\r\n0\r\nX-Trailer: 1\r\n\r\n")
            return true
        } _: { server, transport in
            let response = try await transport.send(.patient(url: server.url))
            #expect(response.headers.map(\.0) == ["Transfer-Encoding", "X-Late"])
            #expect(response.body == Array("ruhu".utf8) && response.bytesReceived == 4)
        }
    }
}
