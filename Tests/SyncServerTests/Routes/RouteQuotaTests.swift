import AdminProtocol
import CommunityModel
import Logging
import Foundation
import ReplicaStore
import SyncProtocol
import SyncWire
import Testing
import Values

@testable import SyncServer

/// What a device is told that hands in more than it may within a day, and what its administrator sees.
@Suite struct RouteQuotaTests {
    /// Changes as a device writes them, each with so many new households, and one that edits those of the first.
    private func changes(_ count: Int, records: Int = 1, clock: TestClock, edits: Bool = false) throws -> [[UInt8]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-quota-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try ReplicaStore.create(
            path: folder.appending(path: "s").path, role: .device, schema: BuiltInSchema.document,
            environment: clock.environment, searchText: AddressSearch.text)
        let type = try #require(try store.schema().type(RecordTypes.household))
        let room = try #require(type.field(named: "room"))
        try store.save(as: Author(login: "lihua", role: "enumerator", device: "lihua-1"), handsIn: true) { context in
            var keys = (0..<count).map { _ in
                (0..<records).map { _ in RecordKey(id: context.newID(), type: type.number) }
            }
            if edits { keys.append(keys[0]) }
            return try keys.enumerated().map { index, keys in
                ChangeDraft(writes: try keys.map { try context.write($0, room, .text("\(index)")) })
            }
        }
        return try store.outboxBatch(after: -1, changesMax: 1_000, bytesMax: 1 << 30).changes.map(\.bytes)
    }

    private func set(_ name: SettingName, _ value: String, _ routes: TestRoutes) async throws {
        let change = SettingChange(value: value, reason: "")
        _ = try await routes.post("settings/\(name.rawValue)", change).json(SettingRecord.self)
    }

    private func states(_ routes: TestRoutes, token: String, _ changes: [[UInt8]]) async throws -> [PushState] {
        let answer = try await routes.sync(token: token, changes: changes)
        return try SyncMessageCodec.decodeReply(try answer.body).states
    }

    private func handedIn(_ routes: TestRoutes) async throws -> DeviceRecord.HandedIn {
        try #require(try await routes.get("devices").json([DeviceRecord].self).first?.handedIn)
    }

    @Test func `what is beyond the day's changes is refused one by one, told to the office, and taken the next day`()
        async throws
    {
        let clock = TestClock()
        try await TestDistrict(environment: clock.environment).ask { routes in
            try await routes.addAreas()
            let token = try await routes.deviceToken(try await routes.addUser("lihua"))
            try await set(.quotaChanges, "3", routes)
            let written = try changes(5, clock: clock)
            let first = try await states(routes, token: token, written)
            #expect(first.map(\.outcome) == [.stored, .stored, .stored, .refused, .refused])
            #expect(first.map(\.code) == ["", "", "", "quota_exceeded", "quota_exceeded"])
            let bytes = written.prefix(3).reduce(0) { $0 + $1.count }
            let day = DeviceRecord.HandedIn(
                day: "2026-11-28", bytes: bytes, changes: 3, records: 3, exceeded: true)
            #expect(try await handedIn(routes) == day)
            clock.advance(days: 1)
            let second = try await states(routes, token: token, written)
            #expect(second.map(\.outcome) == [.duplicate, .duplicate, .duplicate, .refused, .refused])
            // What was there already was not counted after all, so that the rest has room.
            let third = try await states(routes, token: token, Array(written.suffix(2)))
            #expect(third.map(\.outcome) == [.stored, .stored])
            let next = try await handedIn(routes)
            #expect(next.day == "2026-11-29" && next.changes == 2)
        }
    }

    @Test func `new records count, and an edit of as many does not`() async throws {
        let clock = TestClock()
        try await TestDistrict(environment: clock.environment).ask { routes in
            try await routes.addAreas()
            let token = try await routes.deviceToken(try await routes.addUser("lihua"))
            try await set(.quotaRecords, "256", routes)
            let written = try changes(3, records: 50, clock: clock, edits: true)
            let states = try await states(routes, token: token, written)
            #expect(states.map(\.outcome) == [.stored, .stored, .stored, .stored])
            #expect(try await handedIn(routes).records == 150)
            let more = try changes(3, records: 50, clock: clock)
            let codes = try await self.states(routes, token: token, more).map(\.code)
            #expect(codes == ["", "", "quota_exceeded"])
        }
    }

    @Test func `a quota that is raised lets in at once what was refused`() async throws {
        let clock = TestClock()
        try await TestDistrict(environment: clock.environment).ask { routes in
            try await routes.addAreas()
            let token = try await routes.deviceToken(try await routes.addUser("lihua"))
            try await set(.quotaMiB, "1", routes)
            try await set(.quotaChanges, "1", routes)
            let written = try changes(2, clock: clock)
            #expect(try await states(routes, token: token, written).map(\.code) == ["", "quota_exceeded"])
            try await set(.quotaChanges, "default", routes)
            #expect(try await states(routes, token: token, [written[1]]).map(\.outcome) == [.stored])
        }
    }

    @Test func `what was counted is known after a restart`() async throws {
        let clock = TestClock()
        let district = try TestDistrict(environment: clock.environment)
        let written = try changes(2, clock: clock)
        try await district.ask { routes in
            try await routes.addAreas()
            let token = try await routes.deviceToken(try await routes.addUser("lihua"))
            try await set(.quotaChanges, "1", routes)
            _ = try await states(routes, token: token, [written[0]])
            _ = try await handedIn(routes)
        }
        let device = try await district.server.stores.accessing { access in try access.devices()[0].id }
        let stores = try ServerStores(
            district.files, logger: Logger(label: "test"), environment: clock.environment)
        defer { try? stores.close() }
        let metered = MeteredStore(stores: stores, device: try #require(RecordID(device)))
        let outcome = try await metered.store([try IncomingChange(bytes: written[1], isSuspect: false)])
        #expect(outcome == [.failure(.invalidChange(code: "quota_exceeded"))])
    }

    @Test func `the first epoch that is seen began long ago, another one when it is seen first`() async throws {
        let district = try TestDistrict()
        let first = try await district.server.stores.reading { try $0.epoch() }
        let second = [UInt8](repeating: 7, count: 16)
        let began = try await district.server.stores.accessing { access in
            [
                try access.beginning(of: first, now: 5), try access.beginning(of: second, now: 6),
                try access.beginning(of: second, now: 7),
            ]
        }
        #expect(began == [0, 6, 6])
    }
}
