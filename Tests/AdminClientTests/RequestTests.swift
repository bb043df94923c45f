import AdminProtocol
import CurlTransport
import Foundation
import Synchronization
import Testing
import Values

@testable import AdminClient

/// What is sent, and what comes of each kind of answer.
@Suite struct RequestTests {
    private func withServer(
        _ script: @escaping @Sendable (ScriptedServer.Request) throws -> ScriptedServer.Reply,
        _ body: (ScriptedServer, AdminClient) async throws -> Void
    ) async throws {
        let server = try ScriptedServer(script)
        defer { server.stop() }
        try await body(server, try server.client())
    }

    /// How a question fails that the server answers so.
    private func failure(_ reply: ScriptedServer.Reply) async throws -> Failure {
        let server = try ScriptedServer { _ in reply }
        defer { server.stop() }
        do {
            _ = try await server.client().whoami()
        } catch let refused as RefusedRequest {
            return refused.failure
        } catch let failure as Failure {
            return failure
        }
        throw POSIXError(.EINVAL)
    }

    @Test func `a question carries the token and the program's name`() async throws {
        let identity = Identity(login: "admin", role: "administrator", server: "南海区")
        try await withServer { _ in
            try .json(identity)
        } _: { server, client in
            #expect(try await client.whoami() == identity)
            let request = try #require(server.requests.first)
            #expect(request.line == "GET /v2/admin/whoami")
            #expect(request.headers["authorization"] == "Bearer secret" && request.headers["user-agent"] == "tests/1")
        }
    }

    @Test func `names and codes stand in a path as they are, whatever they hold`() async throws {
        try await withServer { _ in
            try .json([AreaRow]())
        } _: { server, client in
            _ = try await client.areas(under: "44&a=b/ü?")
            _ = try? await client.revoke(device: "li 1/..")
            _ = try? await client.standard("a?b#c%", version: 2)
            #expect(
                server.requests.map(\.line) == [
                    "GET /v2/admin/areas?under=44%26a%3Db%2F%C3%BC%3F",
                    "POST /v2/admin/devices/li%201%2F../revoke", "GET /v2/admin/standards/a%3Fb%23c%25?version=2",
                ])
        }
    }

    @Test func `a login of dots alone is sent so that it stays a word of the path`() async throws {
        try await withServer { _ in
            .cut
        } _: { server, client in
            _ = try? await client.disable(user: "..")
            #expect(server.requests.map(\.line) == ["POST /v2/admin/users/%2E%2E/disable"])
        }
    }

    @Test func `an empty word is no name, and nothing is sent`() async throws {
        try await withServer { _ in
            .cut
        } _: { server, client in
            let failure = await #expect(throws: Failure.self) { try await client.revoke(device: "") }
            #expect(failure?.code == "name_invalid" && failure?.status.rawValue == 65)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `an answer that cannot be read is a damaged reply`() async throws {
        for body in ["", "{}", "<html>", "{\"login\":\"a\",\"role\":1,\"server\":\"s\"}"] {
            let failure = try await failure(.answer(body: body))
            #expect(failure.code == "reply_damaged" && failure.status.rawValue == 76, "\(body)")
        }
    }

    @Test(arguments: [(404, "not_a_ruhu_server", 76), (200, "reply_damaged", 76), (403, "not_a_ruhu_server", 76)])
    func `another web site is told apart`(status: Int, code: String, exit: Int32) async throws {
        let failure = try await failure(.answer(status: status, body: "<html>Not here</html>"))
        #expect(failure.code == code && failure.status.rawValue == exit)
    }

    @Test(arguments: [429, 502, 503, 504])
    func `a proxy whose server is away asks to come again`(status: Int) async throws {
        let failure = try await failure(.answer(status: status, body: "<html>Bad gateway</html>"))
        #expect(failure.code == "server_busy" && failure.status.rawValue == 75)
        #expect(failure.message.en.contains("\(status)"))
    }

    @Test(arguments: ["not_found", "protocol_unsupported"])
    func `a server that does not know the request is of another version`(code: String) async throws {
        let failure = try await failure(.json(AdminProblem(code: code, text: ""), status: 404))
        #expect(failure.code == "protocol_unsupported" && failure.status.rawValue == 76)
    }

    @Test func `a question whose answer was altered is asked again; what may have been carried out is not`()
        async throws
    {
        let altered = "Content-Digest: sha-256=:AAAA:"
        let user = UserRecord(login: "li", name: "li", role: "enumerator", areas: [])
        try await withServer { _ in
            .answer(headers: [altered], body: "{}")
        } _: { server, client in
            let asked = await #expect(throws: Failure.self) { try await client.whoami() }
            #expect(asked?.code == "reply_damaged" && server.requests.count == 3)
            let added = await #expect(throws: Failure.self) { try await client.add(user) }
            #expect(added?.code == "reply_damaged" && server.requests.count == 4)
        }
    }

    @Test func `what arrived altered, so that nothing was done, is sent again, three times in all`() async throws {
        let user = UserRecord(login: "li", name: "li", role: "enumerator", areas: [])
        let damaged = try ScriptedServer.Reply.json(AdminProblem(code: "body_damaged", text: ""), status: 400)
        for (damages, requests) in [(2, 3), (9, 3)] {
            let left = Mutex(damages)
            try await withServer { _ in
                let isWhole = left.withLock { left in
                    left -= 1
                    return left < 0
                }
                return isWhole ? try .json(user) : damaged
            } _: { server, client in
                if damages < 3 {
                    let added = try await client.add(user)
                    #expect(added == user)
                } else {
                    let refused = await #expect(throws: RefusedRequest.self) { try await client.add(user) }
                    #expect(refused?.failure.code == "body_damaged" && refused?.failure.status.rawValue == 75)
                }
                #expect(server.requests.count == requests)
                #expect(server.requests.allSatisfy { $0.headers["content-digest"] != nil })
            }
        }
    }

    @Test func `a connection that ends without an answer is a server that cannot be reached`() async throws {
        let failure = try await failure(.cut)
        #expect(failure.code == "server_unreachable" && failure.status.rawValue == 69)
    }

    @Test(arguments: [
        (TransportError.unreachable(detail: "d"), "server_unreachable", 69),
        (.resolveFailed(host: "h"), "server_unreachable", 69), (.timedOut(phase: .stall), "server_unreachable", 69),
        (.connectionLost(detail: "d"), "server_unreachable", 69),
        (.certificate(detail: "d"), "certificate_refused", 69),
        (.tls(detail: "d"), "certificate_refused", 69), (.unreadableCAFile(path: "/ca"), "ca_file_unreadable", 78),
        (.damagedResponse(detail: "d"), "reply_damaged", 76), (.digestDiffers, "reply_damaged", 76),
        (.tooLarge(limit: 1), "reply_damaged", 76),
        (.invalidURL("u"), "server_address_invalid", 64), (.invalidHeader(name: "n"), "token_malformed", 77),
        (.cancelled, "interrupted", 130), (.shutDown, "interrupted", 130), (.busy(limit: 1), "transport_failed", 1),
        (.failed(curlCode: 1, detail: "d"), "transport_failed", 1),
    ])
    func `every fault of the transport has a code, an exit code and words`(
        error: TransportError, code: String, exit: Int32
    ) throws {
        let failure = error.failure(for: .admin, server: "https://h")
        #expect(failure.code == code && failure.status.rawValue == exit)
        #expect(failure.message.zh != failure.message.en && !failure.message.zh.isEmpty)
    }
}
