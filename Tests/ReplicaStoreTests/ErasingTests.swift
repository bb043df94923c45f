import CommunityModel
import Foundation
import GRDB
import SyncProtocol
import Synchronization
import Testing

@testable import ReplicaStore

@Suite("Contact data of a closed matter") struct ErasingTests {
    private static let phone = "13912345678"

    private func holds(_ text: String, _ stores: TestStores) throws -> Bool {
        let files = stores.folder.files.filter { !$0.hasSuffix(".identity") }
        try #require(!files.isEmpty)
        return try files.contains { name in
            try Data(contentsOf: stores.folder.url.appending(path: name)).range(of: Data(text.utf8)) != nil
        }
    }

    private func addOpinion(to store: ReplicaStore) throws -> RecordKey {
        try store.add(
            RecordTypes.opinion,
            ["area": .text("440605"), "text": .text("路灯坏了"), "contact": .text(Self.phone), "state": .choice("new")])
    }

    @Test("a number that was cleared is in no file of the store any more, and the store is sound and has the same ids")
    func gone() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let key = try addOpinion(to: store)
        #expect(try holds(Self.phone, stores))
        let ids = try store.allChanges().map(\.change.id)
        try store.set(key, "contact", .null)
        #expect(try !holds(Self.phone, stores))
        #expect(try store.allChanges().map(\.change.id).dropLast() == ids[...])
        #expect(try store.check().isEmpty)
        let log = try store.log(of: key)
        #expect(log.count == 2 && log[0].writes.contains { $0.value == .erased })
        #expect(log[0].writes.contains { $0.value == .text("路灯坏了") })
    }

    @Test("a server that has the log switched on forgets it too once it is stopped")
    func server() throws {
        let stores = try TestStores()
        let store = try stores.create("server.sqlite", .server)
        let key = try addOpinion(to: store)
        try store.set(key, "contact", .null)
        try store.close()
        #expect(try !holds(Self.phone, stores))
    }

    @Test("on a server that runs, the number is in no file once the closing is stored, nor while it receives more")
    func runningServer() throws {
        let stores = try TestStores()
        let device = try stores.create("a.sqlite")
        let other = try TestStores(seed: 2)
        let server = try other.create("server.sqlite", .server)
        let key = try addOpinion(to: device)
        _ = try server.ingest(try device.allChanges())
        #expect(try holds(Self.phone, other))
        try device.set(key, "state", .choice("closed"))
        _ = try server.ingest(try device.allChanges())
        #expect(try !holds(Self.phone, other))
        try server.addHousehold("0101")
        #expect(try !holds(Self.phone, other))
        #expect(try server.check().isEmpty)
    }

    @Test("a reader that looks at the server meanwhile holds up no closing, and the number is gone when it is done")
    func readerInTheWay() throws {
        let stores = try TestStores()
        let server = try stores.create("server.sqlite", .server)
        let key = try addOpinion(to: server)
        try server.read { db in
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM record") == 1)
            try Self.onAnotherThread { try server.set(key, "contact", .null) }
            #expect(server.staleLog.isStale)
        }
        // The reader's end asks the writer to empty the log; a write waits for its turn behind that.
        server.database.writeWithoutTransaction { _ in }
        #expect(!server.staleLog.isStale)
        #expect(try !holds(Self.phone, stores))
    }

    private static func onAnotherThread(_ work: @escaping @Sendable () throws -> Void) throws {
        let result = Mutex<Result<Void, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            let outcome = Result { try work() }
            result.withLock { $0 = outcome }
            done.signal()
        }
        done.wait()
        try result.withLock { try $0?.get() }
    }

    @Test("numbers in long records of all sizes are in no page of a device or a server that no table holds")
    func freedPages() throws {
        let (devices, servers) = (try TestStores(), try TestStores(seed: 2))
        let device = try devices.create("a.sqlite")
        let server = try servers.create("server.sqlite", .server)
        var random = SplitMix64(seed: 3)
        func words(_ count: Int) -> Value { .text(String(repeating: "水", count: count)) }
        var opinions: [RecordKey] = []
        for number in 0..<40 {
            let key = try device.add(
                RecordTypes.opinion,
                [
                    "area": .text("440605"), "text": words(Int.random(in: 1...1_000, using: &random)),
                    "contact": .text("0757-9999\(number)-\(number * 7)"), "state": .choice("new"),
                ])
            opinions.append(key)
            if number % 3 == 0 { try device.set(key, "text", words(Int.random(in: 1...1_000, using: &random))) }
        }
        _ = try server.ingest(try device.allChanges())
        for (number, key) in opinions.enumerated().shuffled(using: &random) {
            let before = try device.allChanges().count
            let (state, answer) = (try device.field(key.type, "state"), try device.field(key.type, "answer"))
            let said = words(Int.random(in: 1...900, using: &random))
            try device.save(as: .li, handsIn: true) { context in
                [
                    ChangeDraft(writes: [
                        try context.write(key, state, .choice("closed")), try context.write(key, answer, said),
                    ])
                ]
            }
            _ = try server.ingest(Array(try device.allChanges().dropFirst(before)))
            let contact = "0757-9999\(number)-\(number * 7)"
            #expect(try !holds(contact, devices), "\(contact)")
            #expect(try !holds(contact, servers), "\(contact)")
        }
        #expect(try !holds("0757-9999", devices) && !holds("0757-9999", servers))
    }

    @Test("a correction before the closing goes with it, and both stay while nobody closes")
    func corrected() throws {
        let stores = try TestStores()
        let store = try stores.create("a.sqlite")
        let key = try addOpinion(to: store)
        try store.set(key, "contact", .text("0757-86330000"))
        #expect(try holds(Self.phone, stores))
        try store.set(key, "contact", .null)
        #expect(try !holds(Self.phone, stores))
        #expect(try !holds("0757-86330000", stores))
    }

    @Test("in whatever order and however often the changes arrive, the same is erased and the digests agree")
    func anyOrder() throws {
        let stores = try TestStores()
        let author = try stores.create("a.sqlite")
        let key = try addOpinion(to: author)
        let full = try author.allChanges()
        try author.set(key, "contact", .text("0757-86330000"))
        let corrected = try author.allChanges()
        try author.set(key, "contact", .null)
        try author.set(key, "answer", .text("已修好"))
        let changes = Array(corrected + (try author.allChanges()).dropFirst(2))
        let picture = try author.picture()
        for seed in Seeds.list {
            let others = try TestStores(seed: seed)
            let other = try others.create("b.sqlite")
            var random = SplitMix64(seed: seed)
            let arrivals = (changes + changes + full).shuffled(using: &random)
            for change in arrivals { _ = try other.ingest([change]) }
            #expect(try other.picture().filter { !$0.hasPrefix("type") } == picture.filter { !$0.hasPrefix("type") })
            #expect(try !holds(Self.phone, others) && !holds("0757-86330000", others), "seed \(seed)")
            #expect(try other.check().isEmpty)
        }
    }

    @Test("a number added elsewhere before the closing was known waits in a conflict and is not erased")
    func concurrent() throws {
        let stores = try TestStores()
        let first = try stores.create("a.sqlite")
        let key = try addOpinion(to: first)
        let second = try stores.create("b.sqlite")
        _ = try second.ingest(try first.allChanges())
        try first.set(key, "contact", .null)
        try second.set(key, "contact", .text("13800000000"), as: .wang)
        _ = try first.ingest(try second.allChanges())
        #expect(try first.conflicts().map(\.key) == [key])
        #expect(try holds("13800000000", stores))
    }
}
