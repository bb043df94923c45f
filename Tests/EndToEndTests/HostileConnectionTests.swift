import Foundation
import Testing

/// Whoever connects and sends nothing, or something else than HTTP, holds up nobody.
@Suite(.serialized) struct HostileConnectionTests {
    private static let get = "GET /healthz HTTP/1.1\r\nHost: s\r\n"
    private static let enroll = "POST /v1/enroll HTTP/1.1\r\nHost: s\r\nContent-Type: application/x-protobuf\r\n"

    @Test func `silent and dripping connections hold up neither a sync nor the end of the server`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            let known = try RawConnection(port: server.port)
            let whoami = "GET /v2/admin/whoami HTTP/1.1\r\nHost: s\r\nAuthorization: Bearer \(server.token)\r\n\r\n"
            known.send(whoami)
            #expect(known.read(until: "}").hasPrefix("HTTP/1.1 200"))

            let drips = try (0..<60).map { _ in try RawConnection(port: server.port) }
            for drip in drips { drip.send(Self.enroll + "Content-Length: 1300000\r\n\r\n.") }
            // Three times as many as may come from one address, and fewer than a process may usually open.
            let silent = try (0..<400).map { _ in try RawConnection(port: server.port) }
            // Those that came first gave way, and were told so.
            _ = drips[0].read()
            #expect(silent[0].read().hasPrefix("HTTP/1.1 503"))
            _ = try device.addHousehold(room: "0101")
            try device.run("sync")
            // Whoever has sent a request with a valid token keeps the connection.
            known.send(whoami)
            #expect(known.read(until: "}").hasPrefix("HTTP/1.1 200"))

            #expect(server.stop() == 0)
            _ = silent[399].read()
        }
    }

    @Test
    func `what is not HTTP is answered 400 and closed, and HTTP of the first version is closed behind its answer`()
        throws
    {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            let wrong = [
                Self.enroll + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                Self.enroll + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n",
                "nonsense\r\n\r\n", Self.get + "X: \(String(repeating: "a", count: 40_000))\r\n\r\n",
            ]
            for text in wrong {
                let connection = try RawConnection(port: server.port)
                connection.send(text)
                let answer = connection.read()
                #expect(answer.hasPrefix("HTTP/1.1 400"), "\(text.prefix(200)): \(answer)")
                #expect(answer.components(separatedBy: "HTTP/1.1").count == 2, "\(answer)")
            }
            for text in ["GET /healthz HTTP/1.0\r\n\r\n", Self.get + "Connection: Close\r\n\r\n"] {
                let connection = try RawConnection(port: server.port)
                connection.send(text)
                let answer = connection.read()
                #expect(answer.hasPrefix("HTTP/1.1 200") && answer.hasSuffix("}"), "\(answer)")
            }
            // Nothing is known of the sender, and so his body is not waited for.
            let stranger = try RawConnection(port: server.port)
            stranger.send("POST /v1/sync HTTP/1.1\r\nHost: s\r\nContent-Length: 1300000\r\n\r\n")
            #expect(stranger.read(until: "token").hasPrefix("HTTP/1.1 401"))
            let large = try RawConnection(port: server.port)
            large.send(Self.enroll + "Content-Length: 5000\r\n\r\n" + String(repeating: "a", count: 4_999))
            #expect(large.read(until: "takes").hasPrefix("HTTP/1.1 413"))
            #expect(server.stop() == 0)
        }
    }
}
