import AdminProtocol
import Foundation
import Gzip
import HTTPTypes
import NIOHTTP1
import SyncProtocol
import SyncWire
import Testing
import Values

@testable import SyncServer

/// How bodies travel, and what is said of those that cannot be taken.
@Suite struct RouteBodyTests {
    private static let gzip: HTTPFields = [.contentEncoding: "gzip"]

    /// Asks with a device's token.
    private func withDevice(_ body: @escaping @Sendable (TestRoutes, String) async throws -> Void) async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            try await body(routes, try await routes.deviceToken(try await routes.addUser("lihua")))
        }
    }

    @Test func `packed bodies are taken from devices and administrators`() async throws {
        try await withDevice { routes, device in
            let batch = ImportBatch(rows: [AreaRow(code: "31", name: "上海市", level: "province", parent: "")])
            let json = try Gzip.compress([UInt8](try JSONEncoder().encode(batch)))
            let areas = try await routes.send(
                .post, "/v2/admin/areas", json, token: routes.token, headers: Self.gzip)
            #expect(try areas.json(ImportResult.self).added == 1)
            let message = try Gzip.compress(try VerifyMessageCodec.encode(VerifyRequest(cursor: [])))
            let verify = try await routes.send(.post, "/v1/verify", message, token: device, headers: Self.gzip)
            #expect(verify.status == 200 && verify.language == .message)
        }
    }

    @Test(arguments: [
        ("gzip", true), ("deflate, GZIP ;q=0.5", true), ("gzip;q=0", false), ("gzip; q=0.00", false), ("br", false),
        (nil, false),
    ])
    func `a large reply is packed for whoever says to take gzip, and a small one for nobody`(
        accepted: String?, isPacked: Bool
    ) async throws {
        try await withDevice { routes, device in
            var headers: HTTPFields = [:]
            if let accepted { headers[.acceptEncoding] = accepted }
            // The schema travels in the reply to a device that has an older one.
            let types = try await routes.get("types", headers: headers)
            let reply = try await routes.sync(token: device, headers: headers)
            for answer in [types, reply] {
                #expect((answer.headers[.contentEncoding] == "gzip") == isPacked)
                let whole = try answer.body.count
                #expect(whole > 1_000 && (isPacked ? answer.sent.count < whole / 2 : answer.sent.count == whole))
            }
            #expect(try types.json([TypeRecord].self).contains { $0.name == "household" })
            #expect(try SyncMessageCodec.decodeReply(reply.body).schema.count > 1_000)
            let small = try await routes.get("whoami", headers: headers)
            #expect(small.headers[.contentEncoding] == nil && small.sent.count < 256)
        }
    }

    /// Every path that takes a body, with the most bytes that it takes.
    private static func paths(_ routes: TestRoutes, _ device: String) -> [(String, String, Answer.Language, Int)] {
        let admin = ["areas", "households", "users", "devices/enroll", "types", "standards", "settings/max_attempts"]
        let messages = ["/v1/sync", "/v1/verify"]
        return admin.map { ("/v2/admin/" + $0, routes.token, .json, ServerLimits.adminBodyBytesMax) }
            + messages.map { ($0, device, .message, Limits.requestBytesMax) }
            // Nothing is known of whoever sends it.
            + [("/v1/enroll", "", .message, 4_096)]
    }

    @Test func `a body beyond the limit is too large, as it is or unpacked`() async throws {
        try await withDevice { routes, device in
            for (path, token, language, limit) in Self.paths(routes, device) {
                let large = [UInt8](repeating: UInt8(ascii: " "), count: limit + 1)
                let plain = try await routes.send(.post, path, large, token: token)
                #expect(try plain.refused == .init(413, "too_large", language), "\(path)")
                let packed = try Gzip.compress(large)
                #expect(packed.count < limit / 50)
                let bomb = try await routes.send(.post, path, packed, token: token, headers: Self.gzip)
                #expect(try bomb.refused == .init(413, "too_large", language), "\(path) packed")
            }
        }
    }

    @Test func `a body is looked at only once its token is valid`() async throws {
        try await withDevice { routes, device in
            for (path, token, language, _) in Self.paths(routes, device) where !token.isEmpty {
                // Not read to its end, it is refused for its token and not for its size.
                let large = [UInt8](repeating: 0, count: ServerLimits.adminBodyBytesMax + 1)
                let answer = try await routes.send(.post, path, large, token: "0" + token.dropFirst())
                #expect(try answer.refused == .init(401, "token_unknown", language), "\(path)")
            }
        }
    }

    @Test func `what is not HTTP is the sender's fault, and ends the connection`() {
        let refusal = Refusal(HTTPParserError.invalidChunkSize)
        #expect(refusal.status == .badRequest && refusal.code == "bad_request" && refusal.endsConnection)
    }

    @Test func `damaged gzip and other packings are refused`() async throws {
        try await withDevice { routes, device in
            let packed = try Gzip.compress([UInt8](repeating: 0x20, count: 1_000))
            for (path, token, language, _) in Self.paths(routes, device) {
                for damaged in [Array(packed.dropLast()), Array(packed.dropFirst()), packed + [0], []] {
                    let answer = try await routes.send(.post, path, damaged, token: token, headers: Self.gzip)
                    #expect(try answer.refused == .init(400, "bad_request", language), "\(path)")
                }
                let other = try await routes.send(
                    .post, path, packed, token: token, headers: [.contentEncoding: "br"])
                #expect(try other.refused == .init(415, "encoding_unsupported", language), "\(path)")
            }
        }
    }

    @Test(arguments: ["", "{", "[]", "null", "{\"rows\": 1}", "{\"user\": [], \"value\": 1}", "\u{0}"])
    func `JSON that is none, or another, is refused`(text: String) async throws {
        try await TestDistrict().ask { routes in
            let paths = [
                "areas", "households", "users", "devices/enroll", "conflicts/0/resolve", "settings/max_attempts",
                "forms",
            ]
            for path in paths {
                let answer = try await routes.send(.post, "/v2/admin/" + path, Array(text.utf8), token: routes.token)
                #expect(try answer.refused == .init(400, "bad_request", .json), "\(path)")
                #expect(try answer.problem.rows == [] && answer.problem.faults == nil)
            }
        }
    }

    @Test func `a file that cannot be read is refused with its faults, each with a code and words`() async throws {
        try await TestDistrict().ask { routes in
            for (path, code) in [("types", "types_invalid"), ("standards?name=a.yaml", "standard_invalid")] {
                let answer = try await routes.send(.post, "/v2/admin/" + path, Array("{".utf8), token: routes.token)
                #expect(try answer.refused == .init(422, code, .json))
                let faults = try #require(try answer.problem.faults)
                #expect(!faults.isEmpty && faults.allSatisfy { !$0.code.isEmpty && !$0.zh.isEmpty && !$0.en.isEmpty })
            }
        }
    }

    @Test func `faulty rows are named by index, field and code, and nothing is stored`() async throws {
        try await TestDistrict().ask { routes in
            let rows = [
                AreaRow(code: "44", name: "广东省", level: "province", parent: ""),
                AreaRow(code: "x1", name: "甲", level: "province", parent: ""),
                AreaRow(code: "45", name: "乙", level: "county", parent: "99"),
            ]
            let answer = try await routes.post("areas", ImportBatch(rows: rows))
            #expect(try answer.refused == .init(400, "rows_invalid", .json))
            let faults = try answer.problem.rows
            #expect(faults.map(\.row) == [1, 2])
            #expect(faults.map(\.code) == ["code_invalid", "unknown_choice"])
            #expect(faults.map(\.field) == ["code", "level"])
            #expect(try await routes.get("areas").json([AreaRow].self).isEmpty)
        }
    }

    @Test func `a batch of more rows or changes than the limit is too large`() async throws {
        try await withDevice { routes, device in
            let row = AreaRow(code: "31", name: "上海市", level: "province", parent: "")
            let rows = try await routes.post("areas", ImportBatch(rows: Array(repeating: row, count: 1_001)))
            #expect(try rows.refused == .init(413, "too_large", .json))
            let full = Array(repeating: [UInt8(0)], count: Limits.batchChangesMax)
            let changes = try await routes.sync(token: device, changes: full + [[0]])
            #expect(try changes.refused == .init(413, "too_large", .message))
            let states = try SyncMessageCodec.decodeReply(try await routes.sync(token: device, changes: full).body)
                .states
            #expect(states.count == full.count && states.allSatisfy { $0.code == "change_damaged" })
        }
    }

    @Test func `bytes that are no message are refused, and a version that the server does not speak by its range`()
        async throws
    {
        try await withDevice { routes, device in
            for (path, token) in [("/v1/sync", device), ("/v1/verify", device), ("/v1/enroll", "")] {
                let answer = try await routes.send(.post, path, [0xFF, 0xFF], token: token)
                #expect(try answer.refused == .init(400, "bad_request", .message), "\(path)")
            }
            let answer = try await routes.sync(token: device, range: ProtocolRange(lowest: 2, highest: 3))
            #expect(try answer.refused == .init(400, "protocol_unsupported", .message))
            #expect(try EnrollMessageCodec.decodeProblem(answer.body).range == .current)
        }
    }
}
