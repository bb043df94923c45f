import CurlTransport
import Glibc
import Gzip
import Testing

@Suite(.hangLimit) struct FailureTests {
    private let transport = CurlTransport(configuration: .init(userAgent: "ruhu-tests"), elapsedSeconds: systemSeconds)

    @Test func `a port that nobody listens on is unreachable, without waiting for a timeout`() async throws {
        let socket = try TestSocket.bound()
        defer { TestSocket.close(socket) }
        let url = "http://127.0.0.1:\(try TestSocket.port(of: socket))/"
        let error = await sendError(transport, .patient(url: url))
        #expect(error == .unreachable(detail: "127.0.0.1: Connection refused"))
    }

    /// Behind a proxy names are the proxy's to resolve.
    private static let isProxied = ["http_proxy", "all_proxy", "ALL_PROXY"].contains { (name: String) in
        getenv(name) != nil
    }

    @Test(.disabled(if: isProxied)) func `a name without an address does not resolve`() async {
        // RFC 6761 keeps .invalid without addresses.
        let error = await sendError(transport, HTTPRequest(url: "http://ruhu.invalid/"))
        let timedOut = TransportError.timedOut(phase: .connect)
        #expect(error == .resolveFailed(host: "ruhu.invalid") || error == timedOut)
    }

    @Test(arguments: [
        "", "ruhu.example", "file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://a b/", "http://h/\r\nX: y",
    ])
    func `anything but an absolute http or https URL is refused`(url: String) async {
        #expect(await sendError(transport, HTTPRequest(url: url)) == .invalidURL(url))
    }

    @Test func `a URL with a password is refused without repeating it`() async {
        let error = await sendError(transport, HTTPRequest(url: "https://user:secret@ruhu.invalid/"))
        #expect(error == .invalidURL("@ruhu.invalid/"))
    }

    @Test(arguments: [("Bad Name", "x"), ("", "x"), ("Authorization", "token\r\nX-Smuggled: 1"), ("X", "a\0b")])
    func `a header that would break the request is refused`(name: String, value: String) async {
        let request = HTTPRequest(url: "http://127.0.0.1:1/", headers: [(name, value)])
        #expect(await sendError(transport, request) == .invalidHeader(name: name))
    }

    @Test func `a connection cut within the response body is lost`() async throws {
        try await withServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            return false
        } _: { server, transport in
            let error = await sendError(transport, .patient(url: server.url))
            guard case .connectionLost = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
        }
    }

    @Test func `a connection cut before any response is lost`() async throws {
        try await withServer { _, _ in
            false
        } _: { server, transport in
            let error = await sendError(transport, .patient(method: .post, url: server.url, body: [1]))
            guard case .connectionLost = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
        }
    }

    @Test func `a server that does not speak HTTP gives a damaged response`() async throws {
        try await withServer { _, connection in
            connection.write("220 mail.example ESMTP\r\n")
            return false
        } _: { server, transport in
            let error = await sendError(transport, .patient(url: server.url))
            guard case .damagedResponse = error else {
                Issue.record("got \(String(describing: error))")
                return
            }
        }
    }

    @Test func `headers without end are a damaged response`() async throws {
        try await withServer { _, connection in
            let line = "X-Long: \(String(repeating: "a", count: 1_000))\r\n"
            connection.write("HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 200))
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let error = await sendError(transport, .patient(url: server.url))
            #expect(error == .damagedResponse(detail: "more than 65536 bytes of headers"))
        }
    }

    @Test func `an announced body over the limit is too large`() async throws {
        try await withServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let error = await sendError(transport, .patient(url: server.url, responseBytesMax: 1_000))
            #expect(error == .tooLarge(limit: 1_000))
        }
    }

    @Test func `a body without an announced size is cut off at the limit`() async throws {
        try await withServer { _, connection in
            connection.write("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 1_001))
            connection.waitUntilClosed()
            return false
        } _: { server, transport in
            let error = await sendError(transport, .patient(url: server.url, responseBytesMax: 1_000))
            #expect(error == .tooLarge(limit: 1_000))
        }
    }

    @Test func `a body of exactly the limit is accepted`() async throws {
        let body = [UInt8](repeating: 0x61, count: 1_000)
        try await withServer { _, connection in
            connection.respond(body: body)
            return true
        } _: { server, transport in
            let response = try await transport.send(.patient(url: server.url, responseBytesMax: 1_000))
            #expect(response.body == body)
        }
    }

    @Test func `a gzip bomb is too large`() async throws {
        let bomb = try Gzip.compress([UInt8](repeating: 0, count: 8 << 20), level: 9)
        try await withServer { _, connection in
            connection.respond(headers: ["Content-Encoding: gzip"], body: bomb)
            return true
        } _: { server, transport in
            let error = await sendError(transport, .patient(url: server.url, responseBytesMax: 100_000))
            #expect(error == .tooLarge(limit: 100_000))
        }
    }

    @Test func `a body that does not unpack is a damaged response`() async throws {
        let packed = try Gzip.compress(Array("ruhu".utf8))
        try await withServer { request, connection in
            switch request.line.split(separator: " ")[1] {
            case "/short": connection.respond(headers: ["Content-Encoding: gzip"], body: packed.dropLast())
            case "/text": connection.respond(headers: ["Content-Encoding: gzip"], body: Array("ruhu".utf8))
            default: connection.respond(headers: ["Content-Encoding: br"], body: packed)
            }
            return true
        } _: { server, transport in
            let expected = [
                "short": "the gzip body ends early", "text": "the gzip body is damaged",
                "br": "unknown content encoding br",
            ]
            for (path, detail) in expected {
                let error = await sendError(transport, .patient(url: server.url + path))
                #expect(error == .damagedResponse(detail: detail))
            }
        }
    }
}
