import AdminProtocol
import CommunityModel
import Foundation
import Gzip
import HTTPTypes
import ReplicaStore
import SyncProtocol
import SyncWire
import Testing

@testable import SyncServer

/// Bodies that do not arrive as they were sent.
@Suite struct RouteDigestTests {
    private static func headers(_ body: [UInt8], packed: Bool = false) throws -> HTTPFields {
        let name = try #require(HTTPField.Name(ContentDigest.header))
        var headers: HTTPFields = [name: ContentDigest.value(of: body)]
        if packed { headers[.contentEncoding] = "gzip" }
        return headers
    }

    private static func flipped(_ body: [UInt8], _ bit: Int) -> [UInt8] {
        var bytes = body
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }

    /// A request that hands in one change of a new household.
    private static func push() throws -> (message: [UInt8], changes: Int) {
        let records = try TestRecords(schema: BuiltInSchema.document)
        let type = try #require(try records.store.schema().type(RecordTypes.household))
        try records.store.save(as: TestRecords.enumerator, handsIn: true) { context in
            let key = RecordKey(id: context.newID(), type: type.number)
            let writes = try [("area", "440605011901"), ("building", "3"), ("room", "0301")].map { name, text in
                try context.write(key, try #require(type.field(named: name)), .text(text))
            }
            return [ChangeDraft(writes: writes)]
        }
        let batch = try records.store.outboxBatch(after: -1, changesMax: 9, bytesMax: 1 << 20)
        let request = SyncRequest(
            schemaVersion: 1, replica: .random(), head: 0, cursor: [], wallMilliseconds: 0,
            logicalClock: ClockStamp(microseconds: 0), changes: batch.changes.map(\.bytes), pageBytesMax: 0)
        return (try SyncMessageCodec.encode(request), batch.changes.count)
    }

    @Test func `no flipped bit of a pushed change gets through, and the whole one does`() async throws {
        let district = try TestDistrict()
        let (message, _) = try Self.push()
        try await district.ask { routes in
            try await routes.addAreas()
            let token = try await routes.deviceToken(try await routes.addUser("lihua"))
            let before = try await district.server.stores.reading { try $0.totals().changes }
            for packed in [false, true] {
                let body = packed ? try Gzip.compress(message) : message
                let headers = try Self.headers(body, packed: packed)
                for bit in 0..<body.count * 8 {
                    let answer = try await routes.send(
                        .post, "/v1/sync", Self.flipped(body, bit), token: token, headers: headers)
                    #expect(try answer.refused == .init(400, "body_damaged", .message), "bit \(bit)")
                }
            }
            #expect(try await district.server.stores.reading { try $0.totals().changes } == before)
            let whole = try await routes.send(
                .post, "/v1/sync", message, token: token, headers: try Self.headers(message))
            #expect(try SyncMessageCodec.decodeReply(whole.body).states.map(\.outcome) == [.stored])
        }
    }

    @Test func `verify, enrolment and the administrator's API refuse a damaged body and do nothing`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let token = try await routes.deviceToken(try await routes.addUser("lihua"))
            let code = try await routes.code(for: "lihua")
            let user = UserRecord(login: "wang", name: "wang", role: "enumerator", areas: ["440605"])
            let messages: [(String, [UInt8], String?, Answer.Language)] = [
                ("/v1/verify", try VerifyMessageCodec.encode(VerifyRequest(cursor: [])), token, .message),
                (
                    "/v1/enroll",
                    try EnrollMessageCodec.encode(EnrollRequest(code: code, replica: .random(), deviceLabel: "a")), nil,
                    .message
                ),
                ("/v2/admin/users", [UInt8](try JSONEncoder().encode(user)), routes.token, .json),
            ]
            for (path, body, token, language) in messages {
                let headers = try Self.headers(body)
                for bit in stride(from: 0, to: body.count * 8, by: 7) {
                    let answer = try await routes.send(
                        .post, path, Self.flipped(body, bit), token: token, headers: headers)
                    #expect(try answer.refused == .init(400, "body_damaged", language), "\(path) \(bit)")
                }
            }
            #expect(try await routes.get("users").json([UserRecord].self).map(\.login) == ["admin", "lihua"])
            #expect(try await routes.get("devices").json([DeviceRecord].self).count == 1)
            for (path, body, token, _) in messages {
                let answer = try await routes.send(.post, path, body, token: token, headers: try Self.headers(body))
                #expect(answer.status == 200, "\(path)")
            }
        }
    }

    @Test func `a device that sent digests once sends them always, one that never did goes on without`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let (new, old) = (
                try await routes.deviceToken(try await routes.addUser("lihua")),
                try await routes.deviceToken(try await routes.addUser("wang"))
            )
            for token in [new, old] { #expect(try await routes.sync(token: token).status == 200) }
            let body = try Self.push().message
            let digested = try await routes.send(
                .post, "/v1/sync", body, token: new, headers: try Self.headers(body))
            #expect(digested.status == 200)
            for _ in 0..<2 {
                #expect(try await routes.sync(token: new).refused == .init(400, "body_damaged", .message))
                #expect(try await routes.sync(token: old).status == 200)
            }
            let verify = try VerifyMessageCodec.encode(VerifyRequest(cursor: []))
            let bare = try await routes.send(.post, "/v1/verify", verify, token: new)
            #expect(try bare.refused == .init(400, "body_damaged", .message))
            let whole = try await routes.send(
                .post, "/v1/verify", verify, token: new, headers: try Self.headers(verify))
            #expect(whole.status == 200)
        }
    }

    @Test func `every reply carries the digest of its body as sent`() async throws {
        try await TestDistrict().ask { routes in
            try await routes.addAreas()
            let token = try await routes.deviceToken(try await routes.addUser("lihua"))
            let name = try #require(HTTPField.Name(ContentDigest.header))
            let answers = [
                try await routes.sync(token: token, headers: [.acceptEncoding: "gzip"]),
                try await routes.sync(token: token), try await routes.sync(token: "none"),
                try await routes.get("areas"), try await routes.get("nothing"),
                try await routes.send(.get, "/healthz"),
            ]
            #expect(answers.map { $0.headers[.contentEncoding] == "gzip" }.first == true)
            for answer in answers {
                #expect(ContentDigest.verdict(answer.headers[name], of: answer.sent) == .fits)
            }
        }
    }
}
