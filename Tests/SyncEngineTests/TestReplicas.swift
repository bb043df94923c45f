import CommunityModel
import Foundation
import ReplicaStore
import SyncWire
@testable import SyncEngine
import SyncProtocol
import Synchronization
import Testing
import Values

/// Clocks that a test moves by hand. Whoever waits by them makes the time pass.
final class TestClock: Sendable {
    private let state: Mutex<(wall: Int64, elapsed: Double, waits: [Double])>

    init(wallMilliseconds: Int64 = 1_790_000_000_000) { state = Mutex((wallMilliseconds, 0, [])) }

    func advance(seconds: Double) {
        state.withLock {
            $0.wall += Int64(seconds * 1_000)
            $0.elapsed += seconds
        }
    }

    /// How long was waited, each time.
    var waits: [Double] { state.withLock(\.waits) }

    var environment: HostEnvironment {
        HostEnvironment(
            wallMilliseconds: { self.state.withLock(\.wall) }, elapsedSeconds: { self.state.withLock(\.elapsed) },
            sleep: { seconds in
                try Task.checkCancellation()
                self.advance(seconds: seconds)
                self.state.withLock { $0.waits.append(seconds) }
            })
    }
}

/// Stores in a folder that goes away with the test.
final class TestReplicas {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-engine-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func store(_ name: String, _ role: ReplicaStore.Role, clock: TestClock) throws -> ReplicaStore {
        try ReplicaStore.create(
            path: folder.appending(path: name).path, role: role, schema: BuiltInSchema.document,
            environment: clock.environment, searchText: AddressSearch.text)
    }

    static let author = Author(login: "li", role: "enumerator", device: "li-1")
}

extension ReplicaStore {
    @discardableResult
    func addHousehold(room: String, handsIn: Bool = true) throws -> RecordKey {
        let type = try #require(try schema().type(RecordTypes.household))
        var key: RecordKey?
        try save(as: TestReplicas.author, handsIn: handsIn) { context in
            let new = RecordKey(id: context.newID(), type: type.number)
            key = new
            return [
                ChangeDraft(
                    writes: try [("area", "440605"), ("building", "3"), ("room", room)].map { name, text in
                        try context.write(new, try #require(type.field(named: name)), .text(text))
                    })
            ]
        }
        return try #require(key)
    }

    func upstream() throws -> LocalUpstream {
        LocalUpstream(LocalStore(self), areas: ["4406"], ancestorType: RecordTypes.area)
    }
}

/// An upstream whose replies to a sync came with a digest.
struct DigestedUpstream: Upstream {
    let name = "digested"
    let upstream: LocalUpstream

    func sync(_ request: SyncRequest, patience: RequestPatience) async throws(UpstreamFault) -> Exchange<SyncReply> {
        let exchange = try await upstream.sync(request, patience: patience)
        return Exchange(exchange.reply, traffic: exchange.traffic, isDigested: true)
    }

    func verify(_ request: VerifyRequest, patience: RequestPatience) async throws(UpstreamFault) -> VerifyReply {
        try await upstream.verify(request, patience: patience)
    }

    func enroll(_ request: EnrollRequest, patience: RequestPatience) async throws(UpstreamFault) -> EnrollReply {
        try await upstream.enroll(request, patience: patience)
    }
}

/// An upstream that fails as a list says before it answers, and tells how often it was asked.
final class FailingUpstream: Upstream {
    let name = "failing"
    private let upstream: LocalUpstream
    private let failures: Mutex<[SyncSession.RequestFailure]>
    private let meanwhile: @Sendable () -> Void

    init(
        _ failures: [SyncSession.RequestFailure], then upstream: LocalUpstream,
        meanwhile: @escaping @Sendable () -> Void = {}
    ) {
        self.upstream = upstream
        self.failures = Mutex(failures)
        self.meanwhile = meanwhile
    }

    func sync(_ request: SyncRequest, patience: RequestPatience) async throws(UpstreamFault) -> Exchange<SyncReply> {
        meanwhile()
        if let failure = failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
            throw UpstreamFault(cause: failure, server: name)
        }
        return try await upstream.sync(request, patience: patience)
    }

    func verify(_ request: VerifyRequest, patience: RequestPatience) async throws(UpstreamFault) -> VerifyReply {
        try await upstream.verify(request, patience: patience)
    }

    func enroll(_ request: EnrollRequest, patience: RequestPatience) async throws(UpstreamFault) -> EnrollReply {
        try await upstream.enroll(request, patience: patience)
    }
}
