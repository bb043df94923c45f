import Gzip
import SyncProtocol
import Synchronization
import Testing

@testable import CurlTransport

/// Bodies that do not arrive as they were sent.
@Suite(.hangLimit) struct DigestTests {
    private let body = Array("3栋0301".utf8)

    private static func header(_ body: [UInt8]) -> String { "Content-Digest: \(ContentDigest.value(of: body))" }

    @Test func `a digest goes with every body, over the bytes on the wire`() async throws {
        try await withServer { _, connection in
            connection.respond()
            return true
        } _: { server, transport in
            for body in [body, Array(repeating: 0x20, count: 1_000)] {
                _ = try await transport.send(.patient(method: .post, url: server.url, body: body))
            }
            _ = try await transport.send(.patient(url: server.url))
            #expect(server.requests.map { $0.headers["content-encoding"] } == [nil, "gzip", nil])
            for request in server.requests.dropLast() {
                #expect(request.headers["content-digest"] == ContentDigest.value(of: request.body))
            }
            #expect(server.requests.last?.headers["content-digest"] == nil)
        }
    }

    @Test func `a reply with any bit flipped is an error, and a whole one says that its digest fits`() async throws {
        let sent = Mutex(body)
        let (original, header) = (body, Self.header(body))
        try await withServer { _, connection in
            connection.respond(headers: [header], body: sent.withLock { $0 })
            return true
        } _: { server, transport in
            for bit in 0..<original.count * 8 {
                sent.withLock {
                    $0 = original
                    $0[bit / 8] ^= 1 << (bit % 8)
                }
                #expect(await sendError(transport, .patient(url: server.url)) == .digestDiffers, "bit \(bit)")
            }
            sent.withLock { $0 = original }
            let whole = try await transport.send(.patient(url: server.url))
            #expect(whole.body == original && whole.isDigested)
        }
    }

    @Test func `the digest of a packed reply is that of the packed bytes`() async throws {
        let text = [UInt8](repeating: 0x41, count: 2_000)
        let packed = try Gzip.compress(text)
        for (digested, fits) in [(packed, true), (text, false)] {
            try await withServer { _, connection in
                connection.respond(headers: ["Content-Encoding: gzip", Self.header(digested)], body: packed)
                return true
            } _: { server, transport in
                if fits {
                    let response = try await transport.send(.patient(url: server.url))
                    #expect(response.body == text)
                } else {
                    #expect(await sendError(transport, .patient(url: server.url)) == .digestDiffers)
                }
            }
        }
    }

    @Test func `a reply of a server that sends no digest is taken, and says so`() async throws {
        try await withServer { _, connection in
            connection.respond(body: [1])
            return true
        } _: { server, transport in
            let response = try await transport.send(.patient(url: server.url))
            #expect(!response.isDigested)
        }
    }

    /// Answers damaged as often as is said, then whole.
    private func tries(
        damaged: Int, isRepeatable: Bool, status: String = "200 OK"
    ) async throws -> (requests: Int, error: TransportError?, status: Int?) {
        let left = Mutex(damaged)
        let (original, header) = (body, Self.header(body))
        return try await withServer { _, connection in
            let isDamaged = left.withLock { left in
                left -= 1
                return left >= 0
            }
            if isDamaged, status == "200 OK" {
                connection.respond(headers: [header], body: original + [0])
            } else {
                connection.respond(isDamaged ? status : "200 OK", headers: [header], body: original)
            }
            return true
        } _: { server, transport in
            do throws(TransportError) {
                let response = try await transport.send(
                    .patient(method: .post, url: server.url, body: [1]), isRepeatable: isRepeatable
                ) { $0.status == 400 }
                return (server.requests.count, nil, response.status)
            } catch {
                return (server.requests.count, error, nil)
            }
        }
    }

    @Test func `a damaged reply is fetched again where that is harmless, three times in all`() async throws {
        for (damaged, requests, error) in [(0, 1, nil), (2, 3, nil), (3, 3, TransportError.digestDiffers)] {
            let outcome = try await tries(damaged: damaged, isRepeatable: true)
            #expect(outcome.requests == requests && outcome.error == error, "\(damaged)")
        }
        let once = try await tries(damaged: 1, isRepeatable: false)
        #expect(once.requests == 1 && once.error == .digestDiffers)
    }

    @Test func `a request that arrived damaged, so that nothing was done, is sent again, three times in all`()
        async throws
    {
        for (damaged, requests, status) in [(1, 2, 200), (2, 3, 200), (9, 3, 400)] {
            let outcome = try await tries(damaged: damaged, isRepeatable: false, status: "400 Bad Request")
            #expect(outcome.requests == requests && outcome.status == status, "\(damaged)")
        }
    }
}
