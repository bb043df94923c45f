import CommunityModel
import Foundation
import Logging
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import SyncServer

@Suite("Backups of a server") struct ServerBackupTests {
    private let root: URL
    private let folder: ServerFolder
    private let file: String
    private let quiet = Logger(label: "ruhu") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "ruhu-backup-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        folder = ServerFolder(path: root.appending(path: "server").path)
        file = root.appending(path: "backup").path
    }

    private func path(_ name: String) -> String { root.appending(path: name).path }

    /// A server of which little ships, so that it is made quickly.
    private func make() throws {
        try folder.furnish { staging in
            try ReplicaStore.create(
                path: staging.records, role: .server, schema: BuiltInSchema.document, environment: .system,
                searchText: AddressSearch.text
            ).close()
            let access = try AccessStore.create(path: staging.access)
            try access.found(
                name: "南海区", privateKey: [1], adminTokenHash: Secret.hash("token"), now: 1_790_000_000_000)
            try access.close()
        }
    }

    private func open(_ folder: ServerFolder) throws -> ReplicaStore {
        try ReplicaStore.open(path: folder.records, role: .server, environment: .system, searchText: AddressSearch.text)
    }

    @discardableResult
    private func addHousehold(_ room: String, in store: ReplicaStore) throws -> [Change] {
        let type = try #require(try store.schema().type(RecordTypes.household))
        return try store.save(as: TestRecords.administrator, handsIn: false) { context in
            let key = RecordKey(id: context.newID(), type: type.number)
            return [
                ChangeDraft(
                    writes: try [("area", "440605"), ("room", room)].map { name, text in
                        try context.write(key, try #require(type.field(named: name)), .text(text))
                    })
            ]
        }
    }

    private func cleanUp() { try? FileManager.default.removeItem(at: root) }

    @Test("a backup beside a writing server holds what was there, and the restored server a new history of it")
    func restored() throws {
        defer { cleanUp() }
        try make()
        let running = try open(folder)
        try addHousehold("0101", in: running)
        let backup = try ServerBackup.make(of: folder, to: file, environment: .system)
        #expect(backup.records == 1 && backup.changes == 1 && backup.file == file && backup.bytes > 0)
        let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        #expect(permissions?.intValue == 0o600)
        try addHousehold("0102", in: running)
        let other = ServerFolder(path: path("other"))
        let held = try ServerBackup.restore(file, to: other, environment: .system)
        #expect(held.records == 1 && held.changes == 1)
        let restored = try open(other)
        #expect(try restored.epoch() != running.epoch() && restored.replicaID() != running.replicaID())
        #expect(try restored.isWhereItWas())
        #expect(try restored.check().isEmpty)
        #expect(
            try restored.schema().version == running.schema().version + ServerLimits.schemaVersionsSkipped,
            "what devices hold of the schema is older, whatever was published since")
        #expect(try restored.schema().types == running.schema().types)
        let access = try AccessStore.open(path: other.access)
        #expect(try access.serverName() == "南海区")
        // Nothing else is left behind.
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
        #expect(Set(names) == ["server", "other", "backup"])
        try access.close()
        try restored.close()
        try running.close()
        // The server of the backup runs as any other.
        try DistrictServer(folder: other, logger: quiet, environment: .system).stores.close()
    }

    @Test("a file that is no backup, or a damaged one, restores nothing and leaves no folder")
    func badBackups() throws {
        defer { cleanUp() }
        try make()
        try addHousehold("0101", in: open(folder))
        _ = try ServerBackup.make(of: folder, to: file, environment: .system)
        let sound = try Data(contentsOf: URL(filePath: file))
        var halved = sound
        halved.removeLast(sound.count / 2)
        try halved.write(to: URL(filePath: path("halved")))
        try Data("notes".utf8).write(to: URL(filePath: path("notes")))
        try FileManager.default.copyItem(atPath: folder.records, toPath: path("records"))
        for name in ["halved", "notes", "records", "missing"] {
            let target = ServerFolder(path: path("target"))
            do {
                _ = try ServerBackup.restore(path(name), to: target, environment: .system)
                Issue.record("restored \(name)")
            } catch ServerError.badBackup(let file, _) {
                #expect(file == path(name))
            } catch let error as StoreError {
                #expect(name == "halved", "\(error)")
            }
            #expect(!FileManager.default.fileExists(atPath: target.path), "\(name)")
        }
        // Nobody works in a backup by mistake.
        #expect(throws: StoreError.self) {
            try ReplicaStore.open(path: file, role: .server, environment: .system, searchText: AddressSearch.text)
        }
    }

    @Test("a folder that holds a server or anything else is left as it is")
    func occupied() throws {
        defer { cleanUp() }
        try make()
        _ = try ServerBackup.make(of: folder, to: file, environment: .system)
        #expect(throws: ServerError.serverExists(folder: folder.path)) {
            try ServerBackup.restore(file, to: folder, environment: .system)
        }
        let other = ServerFolder(path: path("other"))
        try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: other.path + "/notes"))
        #expect(throws: ServerError.folderNotEmpty(folder: other.path)) {
            try ServerBackup.restore(file, to: other, environment: .system)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: other.path).sorted() == ["lock", "notes"])
        #expect(throws: ServerError.noServer(folder: other.path)) {
            try ServerBackup.make(of: other, to: file, environment: .system)
        }
    }

    @Test("a store that is damaged is not backed up, and the backup before stays")
    func damaged() throws {
        defer { cleanUp() }
        try make()
        let store = try open(folder)
        try addHousehold("0101", in: store)
        try store.close()
        _ = try ServerBackup.make(of: folder, to: file, environment: .system)
        let before = try Data(contentsOf: URL(filePath: file))
        try RawStore(folder.records).execute("UPDATE record SET state = '{}'")
        #expect(throws: StoreError.self) { try ServerBackup.make(of: folder, to: file, environment: .system) }
        #expect(try Data(contentsOf: URL(filePath: file)) == before)
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: root.path)) == ["server", "backup"])
    }

    @Test("a file that cannot be written is named")
    func unwritable() throws {
        defer { cleanUp() }
        try make()
        let failure = #expect(throws: Failure.self) {
            try ServerBackup.make(of: folder, to: path("no/backup"), environment: .system)
        }
        #expect(failure?.code == "file_unwritable")
    }
}
