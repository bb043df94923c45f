import CommunityModel
import Foundation
import SyncProtocol
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
