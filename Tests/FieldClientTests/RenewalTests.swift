import CurlTransport
import Foundation
import ReplicaStore
import SyncEngine
import SyncProtocol
import SyncWire
import Synchronization
import Testing
import Values

@testable import FieldClient

/// A store that is enrolled is given a new token.
@Suite struct RenewalTests {
    private static let device = "019f3c2a-0000-7000-8000-000000000001"

    /// What the server would be asked, and what it says.
    private final class Server: Sendable {
        let requests = Mutex<[EnrollRequest]>([])
        private let fault: TransportError?
        private let login: String

        init(login: String = "lihua", fault: TransportError? = nil) {
            self.login = login
            self.fault = fault
        }

        func answer(_ request: EnrollRequest) throws -> EnrollReply {
            requests.withLock { $0.append(request) }
            if let fault { throw UpstreamFault(fault, server: "server") }
            return EnrollReply(
                token: "new", deviceID: try #require(RecordID(RenewalTests.device)), deviceName: "tablet", login: login,
                userName: "李华", role: "inspector", areas: ["4407"], serverName: "南海区",
                epoch: [UInt8](repeating: 9, count: 16), schemaVersion: 99, schema: [])
        }

        var asked: [EnrollRequest] { requests.withLock { $0 } }
        var replicas: [ReplicaID] { asked.map(\.replica) }
    }

    private func withField(_ body: (ReplicaStore) async throws -> Void) async throws {
        let field = try TestField()
        let replica = field.store.replica
        try replica.set([.deviceID: Self.device, .serverURL: "https://ruhu.example.org"])
        try await body(replica)
    }

    private func renew(_ replica: ReplicaStore, _ server: Server, code: String = "ABCDE-FGHJK") async throws {
        let renewal = Renewal(path: replica.path, server: nil, code: code, caFile: nil, environment: .system)
        try await renewal.renew(replica) { request, _, _ in try server.answer(request) }
    }

    @Test func `token, role and areas are replaced; what was not sent stays; a new replica id`() async throws {
        try await withField { replica in
            let (before, pending) = (try replica.replicaID(), try replica.outboxCounts().pending)
            #expect(pending > 0)
            let server = Server()
            try await renew(replica, server)
            let request = try #require(server.asked.first)
            #expect(request.renewal == .init(device: try #require(RecordID(Self.device)), login: "lihua"))
            let after = try replica.replicaID()
            #expect(after != before && request.replica == after)
            let kept = try [Setting.token, .role, .areas, .device, .renewal, .serverURL].map { try replica.text($0) }
            #expect(kept == ["new", "inspector", "4407", "tablet", nil, "https://ruhu.example.org"])
            #expect(try replica.outboxCounts().pending == pending)
        }
    }

    @Test func `a reply that is lost is asked for again under the same replica id`() async throws {
        try await withField { replica in
            let lost = Server(fault: .connectionLost(detail: "cut"))
            let fault = await #expect(throws: UpstreamFault.self) { try await renew(replica, lost) }
            #expect(fault?.mayHaveActed == true)
            #expect(try replica.text(.token) == "token")
            let author = Author(login: "lihua", role: "enumerator", device: "tablet")
            try replica.save(as: author, handsIn: true) { context in
                let type = try #require(context.schema.type(named: "note"))
                let field = try #require(type.field(named: "text"))
                let key = RecordKey(id: context.newID(), type: type.number)
                return [ChangeDraft(writes: [try context.write(key, field, .text("晚上在家"))])]
            }
            let server = Server()
            try await renew(replica, server, code: "abcde fghjk")
            #expect(server.replicas == lost.replicas)
            #expect(try replica.text(.token) == "new")
        }
    }

    @Test func `a code that was refused leaves the store its token; another code asks under another id`() async throws {
        try await withField { replica in
            let refusing = Server(fault: .unreachable(detail: "nobody"))
            await #expect(throws: UpstreamFault.self) { try await renew(replica, refusing) }
            let kept = try [Setting.token, .renewal].map { try replica.text($0) }
            #expect(kept == ["token", nil])
            let server = Server()
            try await renew(replica, server, code: "FGHJK-ABCDE")
            #expect(server.replicas != refusing.replicas)
        }
    }

    @Test func `a server that gives another user's token is not believed`() async throws {
        try await withField { replica in
            let failure = await #expect(throws: Failure.self) { try await renew(replica, Server(login: "wangfang")) }
            #expect(failure?.code == "store_enrolled" && failure?.status == .configuration)
            let kept = try [Setting.token, .login].map { try replica.text($0) }
            #expect(kept == ["token", "lihua"])
        }
    }
}
