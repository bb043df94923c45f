import Foundation
import SyncEngine
import SyncProtocol
import Testing

@testable import ReplicaStore

@Suite("A server whose disk went back to an earlier state") struct ServerHistoryTests {
    private let stores: TestStores
    private let folder: TemporaryFolder

    init() throws {
        stores = try TestStores()
        folder = stores.folder
    }

    /// A server that has served, as one does at its start.
    private func served() throws -> ReplicaStore {
        let server = try stores.create("server.sqlite", .server)
        try server.addHousehold("0001")
        try server.noteIdentity()
        return server
    }

    /// The bytes of all files of a server that was stopped.
    private func files() throws -> [String: Data] {
        try Dictionary(
            uniqueKeysWithValues: ["", ".identity"].map { suffix in
                (suffix, try Data(contentsOf: URL(filePath: folder.path("server.sqlite" + suffix))))
            })
    }

    /// Puts the files back as they were, in place, so that their inodes stay.
    private func putBack(_ files: [String: Data]) throws {
        for (suffix, bytes) in files {
            let handle = try FileHandle(forWritingTo: URL(filePath: folder.path("server.sqlite" + suffix)))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: bytes)
            try handle.close()
        }
    }

    private func sync(_ device: ReplicaStore, _ server: ReplicaStore) async throws -> SyncResult {
        try await TestSession(device: device, server: server).sync()
    }

    @Test("what came after the copy is handed in again, by whoever holds it, and all agree; the mark proves it")
    func putBackInPlace() async throws {
        var server = try served()
        let (one, two) = (try stores.create("1.sqlite"), try stores.create("2.sqlite"))
        try one.addHousehold("0101")
        _ = try await sync(one, server)
        _ = try await sync(two, server)
        let epoch = try server.epoch()
        try server.close()
        let copy = try files()
        server = try stores.open("server.sqlite", .server)
        let lost = try one.addHousehold("0102")
        _ = try await sync(one, server)
        try two.addHousehold("0201")
        _ = try await sync(two, server)
        let all = try server.totals().changes
        try server.close()
        try putBack(copy)
        server = try stores.open("server.sqlite", .server)
        #expect(try server.isWhereItWas(), "its files alone do not tell")
        #expect(try server.totals().changes == 2)
        // What is recorded now is handed in before the server has heard of anything.
        try two.set(lost, "room", .text("0103"))
        let result = try await sync(two, server)
        #expect(result.pushed == 1 + all + 1, "the new one, and then all that it holds")
        #expect(try server.epoch() != epoch)
        _ = try await sync(one, server)
        #expect(try server.totals().changes == all + 1)
        #expect(try one.picture() == (try server.picture()))
        #expect(try two.picture() == (try server.picture()))
        for device in [one, two] {
            #expect(try device.outboxCounts().pending == 0)
            let verdict = try await VerifyDriver(
                device, upstream: LocalUpstream(LocalStore(server), areas: ["4"], ancestorType: .init(rawValue: 1)),
                scope: TestStores.everything
            ).run()
            #expect(verdict.isEqual && verdict.behind == 0)
        }
    }

    @Test("a server that has grown past the number of a mark since it went back is found out by the change there")
    func grownPast() async throws {
        var server = try served()
        let (one, two) = (try stores.create("1.sqlite"), try stores.create("2.sqlite"))
        _ = try await sync(two, server)
        try server.close()
        let copy = try files()
        server = try stores.open("server.sqlite", .server)
        try one.addHousehold("0101")
        _ = try await sync(one, server)
        try server.close()
        try putBack(copy)
        server = try stores.open("server.sqlite", .server)
        let epoch = try server.epoch()
        for room in 1...5 { try two.addHousehold("020\(room)") }
        _ = try await sync(two, server)
        #expect(try server.epoch() == epoch, "nobody has proved anything yet")
        _ = try await sync(one, server)
        #expect(try server.epoch() != epoch)
        _ = try await sync(two, server)
        _ = try await sync(one, server)
        #expect(try server.totals().changes == 7)
        #expect(try one.picture() == (try server.picture()) && two.picture() == server.picture())
    }

    @Test("two earlier states in a row lose nothing either")
    func twice() async throws {
        var server = try served()
        let (one, two) = (try stores.create("1.sqlite"), try stores.create("2.sqlite"))
        for device in [one, two] { _ = try await sync(device, server) }
        try server.close()
        let copy = try files()
        for (device, room) in [(one, "0101"), (two, "0201")] {
            server = try stores.open("server.sqlite", .server)
            try device.addHousehold(room)
            _ = try await sync(device, server)
            try server.close()
            try putBack(copy)
        }
        server = try stores.open("server.sqlite", .server)
        for device in [one, two, one] { _ = try await sync(device, server) }
        #expect(try server.totals().changes == 3)
        #expect(try one.picture() == (try server.picture()) && two.picture() == server.picture())
    }

    @Test("a mark that was made up, or is of a history before, proves nothing")
    func noProof() async throws {
        let server = try served()
        let device = try stores.create("1.sqlite")
        _ = try await sync(device, server)
        let mark = try device.pullState().mark
        #expect(mark.count == HistoryMark.byteCount)
        #expect(try !server.isBelied(by: mark))
        var later = mark
        later[8] = .max
        for shown in [later, [], [1], [UInt8](repeating: 1, count: HistoryMark.byteCount)] {
            #expect(try !server.isBelied(by: shown))
        }
        try server.beginNewHistory()
        try server.addHousehold("0002")
        #expect(try !server.isBelied(by: mark))
    }

    @Test("a device keeps the greatest mark of a history, and none of the one before")
    func greatest() async throws {
        let server = try served()
        let device = try stores.create("1.sqlite")
        let session = TestSession(device: device, server: server)
        try await session.sync()
        let empty = SyncSession.Batch(changes: [], head: 0)
        let early = try await session.answer(empty)
        try server.addHousehold("0002")
        try await session.sync()
        let mark = try device.pullState().mark
        // A reply that was overtaken.
        _ = try session.store(early, batch: empty)
        #expect(try device.pullState().mark == mark && early.mark != mark)
        try server.beginNewHistory()
        try await session.sync()
        #expect(try device.pullState().mark == server.history().mark)
    }

    @Test("a server that an older version served gives no mark, and its devices show none")
    func olderServer() async throws {
        let server = try stores.create("server.sqlite", .server)
        let device = try stores.create("1.sqlite")
        try device.addHousehold("0101")
        _ = try await sync(device, server)
        #expect(try device.pullState().mark.isEmpty)
        // It begins to, once this version serves it.
        #expect(try server.isWhereItWas())
        try server.noteIdentity()
        _ = try await sync(device, server)
        #expect(try device.pullState().mark == server.history().mark)
    }

    @Test("files that are others than before, or tell of more than they hold, are noticed at the start")
    func identity() async throws {
        let server = try served()
        #expect(try server.isWhereItWas())
        let identity = try Data(contentsOf: URL(filePath: server.path + ".identity"))
        let words = String(decoding: identity, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(words.count == 5 && words[4] == "1")
        for (index, word) in [(0, "elsewhere"), (1, "1"), (2, "7"), (3, String(repeating: "0", count: 32)), (4, "2")] {
            var other = words
            other[index] = word
            try Data(other.joined(separator: " ").utf8).write(to: URL(filePath: server.path + ".identity"))
            #expect(try !server.isWhereItWas(), "\(other)")
        }
        try FileManager.default.removeItem(atPath: server.path + ".identity")
        #expect(try !server.isWhereItWas(), "it has served, and the file is gone")
        let replica = try server.replicaID()
        let epoch = try server.epoch()
        try server.beginNewHistory()
        #expect(try server.isWhereItWas())
        #expect(try server.replicaID() != replica && server.epoch() != epoch)
        #expect(try server.check().isEmpty)
    }

    @Test("an identity that was noted before a commit that never came does not hide that the files are a copy")
    func crashedRotation() throws {
        let server = try served()
        let replica = try server.replicaID()
        try server.close()
        let copy = try Data(contentsOf: URL(filePath: server.path))
        try copy.write(to: URL(filePath: folder.path("other.sqlite")))
        let other = try stores.open("other.sqlite", .server)
        #expect(try !other.isWhereItWas())
        try other.beginNewHistory()
        let identity = try Data(contentsOf: URL(filePath: other.path + ".identity"))
        try other.close()
        // The identity reached the disk, and the commit did not.
        let handle = try FileHandle(forWritingTo: URL(filePath: folder.path("other.sqlite")))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: copy)
        try handle.close()
        try identity.write(to: URL(filePath: folder.path("other.sqlite.identity")))
        let again = try stores.open("other.sqlite", .server)
        #expect(try !again.isWhereItWas())
        let key = try again.addHousehold("0009")
        #expect(try again.log(of: key).count == 1 && again.replicaID() != replica)
    }
}
