import Foundation
import SyncEngine
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("Copied, moved and restored stores") struct IdentityTests {
    private let stores: TestStores

    init() throws { stores = try TestStores() }

    private func written() throws -> (store: ReplicaStore, key: RecordKey, replica: ReplicaID) {
        let store = try stores.create("a.sqlite")
        let key = try store.addHousehold("0301")
        return (store, key, try store.replicaID())
    }

    private func copy(_ from: String, _ to: String) throws {
        try FileManager.default.copyItem(atPath: stores.folder.path(from), toPath: stores.folder.path(to))
    }

    /// Puts the bytes of one file into another without giving it another inode.
    private func overwrite(_ path: String, with bytes: Data) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    @Test("a store that stays where it is keeps its replica id")
    func intact() throws {
        let (store, key, replica) = try written()
        try store.close()
        let again = try stores.open("a.sqlite")
        try again.set(key, "room", .text("0302"))
        #expect(try again.replicaID() == replica)
        #expect(try again.head(of: replica) == 2)
    }

    @Test("the file beside the store is its owner's alone, and nothing else is left beside it")
    func permissions() throws {
        let (store, _, _) = try written()
        try store.close()
        let path = stores.folder.path("a.sqlite.identity")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(stores.folder.files.filter { $0.contains("identity") } == ["a.sqlite.identity"])
    }

    @Test(
        "a copy takes a new replica id before its next write, and both sides' changes are kept",
        arguments: [true, false])
    func cloned(withIdentity: Bool) throws {
        let (store, key, replica) = try written()
        try store.close()
        try copy("a.sqlite", "b.sqlite")
        if withIdentity { try copy("a.sqlite.identity", "b.sqlite.identity") }
        let original = try stores.open("a.sqlite")
        let clone = try stores.open("b.sqlite")
        try original.set(key, "room", .text("original"))
        try clone.set(key, "room", .text("clone"))
        #expect(try original.replicaID() == replica)
        #expect(try clone.replicaID() != replica)
        #expect(try clone.head(of: clone.replicaID()) == 1)
        _ = try original.ingest(clone.allChanges())
        _ = try clone.ingest(original.allChanges())
        #expect(try original.picture() == (try clone.picture()))
        #expect(try original.conflictCount() == 1)
        #expect(try clone.allChanges().allSatisfy { $0.change.header.sequence < 3 })
    }

    @Test("the first change of a new replica id begins a chain of its own")
    func newChain() throws {
        let (store, key, _) = try written()
        try store.close()
        try copy("a.sqlite", "b.sqlite")
        let clone = try stores.open("b.sqlite")
        let change = try clone.set(key, "room", .text("clone"))
        #expect(change.header.sequence == 1 && change.header.previousLink == nil)
        let next = try clone.set(key, "room", .text("again"))
        #expect(next.header.sequence == 2)
        #expect(next.header.previousLink == ChangeHash.link(previous: nil, change: change.id))
    }

    @Test("an older copy put in the store's place, with the same inode, takes a new replica id before its next write")
    func restored() throws {
        let (store, key, replica) = try written()
        try store.close()
        let backup = try Data(contentsOf: URL(filePath: store.path))
        let later = try stores.open("a.sqlite")
        let lost = try later.set(key, "room", .text("lost"))
        try later.close()
        try overwrite(store.path, with: backup)
        let restored = try stores.open("a.sqlite")
        #expect(try restored.totals().changes == 1)
        let change = try restored.set(key, "room", .text("after the restore"))
        #expect(try restored.replicaID() != replica)
        #expect(change.header.replica != lost.header.replica)
    }

    @Test("a store that was moved to another file takes a new replica id, which costs nothing but a number")
    func otherInode() throws {
        let (store, key, replica) = try written()
        try store.close()
        try copy("a.sqlite", "copy.sqlite")
        try FileManager.default.removeItem(atPath: store.path)
        try copy("copy.sqlite", "a.sqlite")
        let again = try stores.open("a.sqlite")
        try again.set(key, "room", .text("0302"))
        let rotated = try again.replicaID() != replica
        // A file system may give the same inode to the next file; then the store is where it was.
        let head = try again.head(of: replica)
        #expect(rotated || head == 2)
    }

    @Test("a store whose identity file names another machine takes a new replica id")
    func otherMachine() throws {
        let (store, key, replica) = try written()
        let file = store.path + ".identity"
        let words = try String(contentsOfFile: file, encoding: .utf8).split(separator: " ")
        try Data(("elsewhere " + words.dropFirst().joined(separator: " ")).utf8).write(to: URL(filePath: file))
        try store.set(key, "room", .text("0302"))
        #expect(try store.replicaID() != replica)
    }

    @Test("a lost or damaged identity file costs a new replica id and nothing else", arguments: ["", "x y z", "a 1"])
    func damagedIdentity(text: String) throws {
        let (store, key, replica) = try written()
        try Data(text.utf8).write(to: URL(filePath: store.path + ".identity"))
        try store.set(key, "room", .text("0302"))
        #expect(try store.replicaID() != replica)
        #expect(try store.record(key)?.json.contains("0302") == true)
        #expect(try store.check().isEmpty)
    }

    @Test("a restored device that meets its own lost changes on the server takes them back and hands in the new ones")
    func meetsItself() async throws {
        let server = try stores.create("server.sqlite", .server)
        let (store, key, replica) = try written()
        let backup = try Data(contentsOf: URL(filePath: store.path))
        try store.set(key, "room", .text("lost"))
        try await TestSession(device: store, server: server).sync()
        try store.close()
        try overwrite(store.path, with: backup)
        let restored = try stores.open("a.sqlite")
        let summary = try await TestSession(device: restored, server: server).sync()
        #expect(summary.pulled == 1)
        #expect(try restored.replicaID() != replica)
        try restored.set(key, "unit", .text("2"))
        try await TestSession(device: restored, server: server).sync()
        #expect(try restored.picture() == (try server.picture()))
        #expect(try restored.record(key)?.json.contains("lost") == true)
        #expect(try restored.outboxCounts().pending == 0)
    }

    @Test("a clone made before anything was written is found out at its first session and loses nothing")
    func emptyClone() async throws {
        let server = try stores.create("server.sqlite", .server)
        try stores.create("a.sqlite").close()
        try copy("a.sqlite", "b.sqlite")
        let one = TestSession(device: try stores.open("a.sqlite"), server: server)
        let two = TestSession(device: try stores.open("b.sqlite"), server: server)
        try one.device.addHousehold("0301")
        try two.device.addHousehold("0302")
        for transfer in [one, two, one, two] { try await transfer.sync() }
        #expect(try server.totals().changes == 2)
        #expect(try one.device.picture() == (try server.picture()))
        #expect(try two.device.picture() == (try server.picture()))
        try one.device.addHousehold("0303")
        try two.device.addHousehold("0304")
        for transfer in [one, two, one] { try await transfer.sync() }
        #expect(try server.totals().changes == 4)
        #expect(try one.device.picture() == (try two.device.picture()))
    }
}
