import AdminProtocol
import Foundation
import Gzip
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SyncProtocol
import SyncWire
import Testing

/// Sends requests to a server's routes.
struct TestRoutes: Sendable {
    let client: any TestClientProtocol
    /// The first administrator's.
    let token: String

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]? = nil, token: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        let response = try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) })
        return Answer(
            status: response.status.code, headers: response.headers, sent: [UInt8](response.body.readableBytesView))
    }

    /// As the first administrator, below `/v2/admin/`.
    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, "/v2/admin/" + path, token: token, headers: headers)
    }

    /// As the first administrator, below `/v2/admin/`.
    func post(_ path: String, _ body: some Encodable) async throws -> Answer {
        try await send(.post, "/v2/admin/" + path, [UInt8](try JSONEncoder().encode(body)), token: token)
    }

    /// Brings 广东省, 南海区 and a community in.
    func addAreas() async throws {
        let rows = [
            AreaRow(code: "44", name: "广东省", level: "province", parent: ""),
            AreaRow(code: "440605", name: "南海区", level: "district", parent: "44"),
            AreaRow(code: "440605011901", name: "示例社区一", level: "community", parent: "440605"),
        ]
        let result = try await post("areas", ImportBatch(rows: rows)).json(ImportResult.self)
        try #require(result == ImportResult(added: 3, updated: 0, unchanged: 0))
    }

    /// A code for a new user who works in 南海区.
    func addUser(_ login: String, role: String = "enumerator") async throws -> String {
        let user = UserRecord(login: login, name: login, role: role, areas: ["440605"])
        let held = try await post("users", user).json(UserRecord.self)
        try #require(held == user)
        return try await code(for: login)
    }

    func code(for login: String) async throws -> String {
        try await post("devices/enroll", EnrollmentOrder(user: login)).json(EnrollmentCode.self).code
    }

    func enroll(
        _ code: String, _ replica: ReplicaID = .random(), renewing renewal: EnrollRequest.EnrolledStore? = nil
    ) async throws -> Answer {
        let request = EnrollRequest(code: code, replica: replica, deviceLabel: "平板", renewal: renewal)
        return try await send(.post, "/v1/enroll", try EnrollMessageCodec.encode(request))
    }

    /// What a device is told that is let in.
    func admission(
        _ code: String, _ replica: ReplicaID = .random(), renewing renewal: EnrollRequest.EnrolledStore? = nil
    ) async throws -> EnrollReply {
        let answer = try await enroll(code, replica, renewing: renewal)
        try #require(answer.status == 200)
        return try EnrollMessageCodec.decodeReply(try answer.body)
    }

    /// The token of a device that was let in with a code.
    func deviceToken(_ code: String, _ replica: ReplicaID = .random()) async throws -> String {
        try EnrollMessageCodec.decodeReply(try await enroll(code, replica).body).token
    }

    /// A sync that hands in nothing, or what is given, and asks for no page.
    func sync(
        token: String, changes: [[UInt8]] = [], headers: HTTPFields = [:], range: ProtocolRange = .current
    ) async throws -> Answer {
        let request = SyncRequest(
            range: range, schemaVersion: 1, replica: .random(), head: 0, cursor: [], wallMilliseconds: 0,
            logicalClock: ClockStamp(microseconds: 0), changes: changes, pageBytesMax: 0)
        return try await send(
            .post, "/v1/sync", try SyncMessageCodec.encode(request), token: token, headers: headers)
    }
}

extension ReplicaID {
    static func random() -> ReplicaID {
        var generator = SystemRandomNumberGenerator()
        return ReplicaID(using: &generator)
    }
}

/// What a route answered.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    /// The body as it was sent.
    let sent: [UInt8]

    /// In which language a body is written.
    enum Language: Equatable { case json, message }

    /// A refusal without its words.
    struct Refused: Equatable {
        let status: Int
        let code: String
        let language: Language

        init(_ status: Int, _ code: String, _ language: Language) {
            self.status = status
            self.code = code
            self.language = language
        }
    }

    var body: [UInt8] {
        get throws {
            headers[.contentEncoding] == "gzip" ? try Gzip.decompress(sent, limit: 64 << 20) : sent
        }
    }

    var language: Language? {
        switch headers[.contentType] {
        case "application/json": .json
        case "application/x-protobuf": .message
        default: nil
        }
    }

    /// - Throws: Where the answer is no success with such a value.
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let text = String(decoding: try body, as: UTF8.self)
        try #require(status == 200 && language == .json, "\(status) \(text)")
        return try JSONDecoder().decode(type, from: Data(try body))
    }

    var problem: AdminProblem {
        get throws { try JSONDecoder().decode(AdminProblem.self, from: Data(try body)) }
    }

    /// - Throws: Where the answer is no refusal.
    var refused: Refused {
        get throws {
            let language = try #require(language)
            try #require(status >= 400)
            let code = language == .json ? try problem.code : try EnrollMessageCodec.decodeProblem(try body).code
            return Refused(status, code, language)
        }
    }
}
