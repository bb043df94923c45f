import AdminProtocol
import CommunityModel
import Foundation
import ReplicaStore
import SyncProtocol
import Synchronization
import Testing
import Values

@testable import FieldClient
@testable import SyncServer

/// Reproducible random numbers (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
private func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
}

/// A device and an office whose clocks stand still and whose chance is the same, so that equal saves give equal records.
final class TestOffice {
    static let admin = UserRecord(login: "admin", name: "A", role: "administrator", areas: [])
    private let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-records-\(UUID().uuidString)")
    let device: FieldStore
    let office: ReplicaStore

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "device.sqlite").path
        let replica = try Self.store(path, .device)
        try replica.set([
            .enrollment: "done", .token: "t", .login: "admin", .role: "administrator", .device: "server",
            .areas: "4406",
        ])
        try replica.close()
        device = try FieldStore.open(path: path, environment: Self.environment(seed: 2))
        office = try Self.store(folder.appending(path: "office.sqlite").path, .server, seed: 2)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static func environment(seed: UInt64) -> HostEnvironment {
        let state = Mutex(seed)
        return HostEnvironment(
            wallMilliseconds: { 1_790_000_000_000 },
            random: AnyRandomSource { state.withLock { splitMix(&$0) } })
    }

    private static func store(_ path: String, _ role: ReplicaStore.Role, seed: UInt64 = 1) throws -> ReplicaStore {
        let store = try ReplicaStore.create(
            path: path, role: role, schema: BuiltInSchema.document, environment: environment(seed: 1),
            searchText: AddressSearch.text)
        try add(RecordTypes.area, ["code": "440605011901", "name": "东二", "level": "community"], to: store)
        guard seed != 1 else { return store }
        try store.close()
        return try ReplicaStore.open(
            path: path, role: role, environment: environment(seed: seed), searchText: AddressSearch.text)
    }

    private static func add(_ type: TypeNumber, _ texts: KeyValuePairs<String, String>, to store: ReplicaStore) throws {
        let declared = try #require(try store.schema().type(type))
        try store.save(as: admin.author, handsIn: false) { context in
            let key = RecordKey(id: context.newID(), type: type)
            return [
                ChangeDraft(
                    writes: try texts.map { name, text in
                        let field = try #require(declared.field(named: name))
                        return ChangeDraft.Write(record: key, key: FieldKey(field.number), value: try field.read(text))
                    })
            ]
        }
    }

    /// A file with some text.
    func file(_ text: String) throws -> String {
        let path = folder.appending(path: "\(UUID()).csv").path
        try WholeFile.write(Array(text.utf8), to: path)
        return path
    }

    /// The digest of the state of every household, by id.
    static func digests(_ store: ReplicaStore) throws -> [RecordDigest] {
        try (0...255).flatMap { try store.recordDigests(area: "440605011901", bucket: UInt8($0)) }
            .filter { $0.key.type == RecordTypes.household }.sorted { $0.key.id < $1.key.id }
    }
}

extension RecordDigest {
    var told: String { "\(key.id) \(state.hex)" }
}
