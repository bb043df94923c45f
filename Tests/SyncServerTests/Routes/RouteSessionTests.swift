import AdminProtocol
import CommunityModel
import Foundation
import HTTPTypes
import ReplicaStore
import SyncProtocol
import SyncWire
import Testing
import Values

/// What a device and its office do one after the other: enrol, record, sync, verify.
@Suite struct RouteSessionTests {
    /// A device's store, and what it says to the server.
    private struct Device: Sendable {
        let store: ReplicaStore
        let token: String
        let author: Author
        let areas: [String]

        static func enroll(_ login: String, _ routes: TestRoutes, in folder: URL) async throws -> Device {
            let path = folder.appending(path: "\(login).sqlite").path
            let store = try ReplicaStore.create(
                path: path, role: .device, schema: BuiltInSchema.document, environment: .system,
                searchText: AddressSearch.text)
            let code = try await routes.addUser(login)
            let reply = try EnrollMessageCodec.decodeReply(
                try await routes.enroll(code, try store.replicaID()).body)
            #expect(reply.login == login && reply.deviceName == "\(login)-1" && reply.role == "enumerator")
            #expect(reply.areas == ["440605"] && reply.serverName == "南海区")
            let author = Author(login: login, role: reply.role, device: reply.deviceName)
            return Device(store: store, token: reply.token, author: author, areas: reply.areas)
        }

        /// Asks under a replica id, as one who has written nothing yet.
        func ask(as replica: ReplicaID, _ routes: TestRoutes) async throws -> SyncReply {
            let request = SyncRequest(
                schemaVersion: 1, replica: replica, head: 0, cursor: [],
                wallMilliseconds: store.environment.wallMilliseconds(), logicalClock: ClockStamp(microseconds: 0),
                changes: [], pageBytesMax: 1 << 20)
            let answer = try await routes.send(.post, "/v1/sync", try SyncMessageCodec.encode(request), token: token)
            return try SyncMessageCodec.decodeReply(try answer.body)
        }

        func addHousehold(_ room: String) throws -> RecordID {
            let type = try #require(try store.schema().type(RecordTypes.household))
            let values = [("area", "440605011901"), ("building", "3"), ("room", room)]
            var id: RecordID?
            try store.save(as: author, handsIn: true) { context in
                let key = RecordKey(id: context.newID(), type: type.number)
                id = key.id
                let writes = try values.map { name, text in
                    try context.write(key, try #require(type.field(named: name)), .text(text))
                }
                return [ChangeDraft(writes: writes)]
            }
            return try #require(id)
        }

        /// One request: hands in what waits, takes a page.
        func sync(_ routes: TestRoutes) async throws -> SyncReply {
            let batch = try store.outboxBatch(after: -1, changesMax: 100, bytesMax: 1 << 20)
            let state = try store.pullState()
            let request = SyncRequest(
                schemaVersion: state.schemaVersion, replica: state.replica, head: batch.head, cursor: state.cursor,
                wallMilliseconds: state.wallMilliseconds, logicalClock: state.clock,
                changes: batch.changes.map(\.bytes), pageBytesMax: 1 << 20)
            let answer = try await routes.send(
                .post, "/v1/sync", try SyncMessageCodec.encode(request), token: token)
            let reply = try SyncMessageCodec.decodeReply(try answer.body)
            let changes = try reply.entries.compactMap { entry -> IncomingChange? in
                guard case .change(let bytes, let isSuspect) = entry else { return nil }
                return try IncomingChange(bytes: bytes, isSuspect: isSuspect)
            }
            _ = try store.storeReply(reply, batch: batch, entries: changes)
            return reply
        }

        /// Takes pages until there is none, and gives what the last of them holds.
        func receiveAll(_ routes: TestRoutes) async throws -> [Change] {
            while true {
                let reply = try await sync(routes)
                if reply.hasMore { continue }
                return try reply.entries.compactMap { entry in
                    guard case .change(let bytes, _) = entry else { return nil }
                    return try ChangeCodec.decode(bytes)
                }
            }
        }

        func verify(_ routes: TestRoutes, _ request: VerifyRequest) async throws -> Answer {
            try await routes.send(.post, "/v1/verify", try VerifyMessageCodec.encode(request), token: token)
        }

        func verify(_ routes: TestRoutes) async throws -> VerifyReply {
            let request = VerifyRequest(
                cursor: try store.pullState().cursor, areas: try store.areaDigests(in: Scope(areas)))
            return try VerifyMessageCodec.decodeReply(try await verify(routes, request).body)
        }
    }

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-devices-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test func `two devices enrol, hand in, receive each other's records, and agree with the server`() async throws {
        try await withFolder { folder in
            try await TestDistrict().ask { routes in
                try await routes.addAreas()
                let first = try await Device.enroll("lihua", routes, in: folder)
                let second = try await Device.enroll("wangfang", routes, in: folder)
                #expect(try await first.sync(routes).areas == ["440605"])
                let household = try first.addHousehold("0301")
                #expect(try await first.verify(routes).differing == ["440605011901"])

                let reply = try await first.sync(routes)
                #expect(reply.states.map(\.outcome) == [.stored] && !reply.hasMore)
                #expect(try first.store.outboxCounts().pending == 0)
                #expect(try await second.sync(routes).states.isEmpty)
                let arrived = try second.store.digests(of: household)
                #expect(try first.store.digests(of: household) == arrived)
                for device in [first, second] {
                    _ = try await device.sync(routes)
                    let verdict = try await device.verify(routes)
                    #expect(verdict.differing.isEmpty && verdict.behind == 0)
                }
                let devices = try await routes.get("devices").json([DeviceRecord].self)
                #expect(devices.map(\.name) == ["lihua-1", "wangfang-1"])
                #expect(devices.allSatisfy { $0.lastSeen != nil })
            }
        }
    }

    @Test func `how far a replica is, is told to the device whose replica it is and to no other`() async throws {
        try await withFolder { folder in
            try await TestDistrict().ask { routes in
                try await routes.addAreas()
                let device = try await Device.enroll("lihua", routes, in: folder)
                let other = try await Device.enroll("wangfang", routes, in: folder)
                _ = try device.addHousehold("0301")
                _ = try await device.sync(routes)
                let replica = try device.store.replicaID()
                #expect(try await device.ask(as: replica, routes).knownSequence == 1)
                #expect(try await other.ask(as: replica, routes).knownSequence == 0)
            }
        }
    }

    @Test func `a batch sent again is a duplicate, and what waits is counted until it is received`() async throws {
        try await withFolder { folder in
            try await TestDistrict().ask { routes in
                try await routes.addAreas()
                let device = try await Device.enroll("lihua", routes, in: folder)
                let other = try await Device.enroll("wangfang", routes, in: folder)
                _ = try await other.sync(routes)
                _ = try device.addHousehold("0301")
                let changes = try device.store.outboxBatch(after: -1, changesMax: 9, bytesMax: 1 << 20).changes
                for outcome in [PushState.Outcome.stored, .duplicate] {
                    let answer = try await routes.sync(token: device.token, changes: changes.map(\.bytes))
                    let states = try SyncMessageCodec.decodeReply(try answer.body).states
                    #expect(states.map(\.outcome) == [outcome])
                }
                #expect(try await other.verify(routes).behind == 1)
            }
        }
    }

    @Test
    func `a change under the server's replica id with the last number keeps nobody from what the office writes next`()
        async throws
    {
        try await withFolder { folder in
            try await TestDistrict().ask { routes in
                try await routes.addAreas()
                let device = try await Device.enroll("lihua", routes, in: folder)
                var forged: [UInt8]?
                for area in try await device.receiveAll(routes) where area.header.device != device.author.device {
                    let header = ChangeHeader(
                        replica: area.header.replica, sequence: Limits.sequenceMax, previousLink: nil, author: "admin",
                        role: "administrator", device: area.header.device, schemaVersion: 1, clock: area.header.clock,
                        writtenAt: 0, kind: .edit, reason: "")
                    let write = ChangeDraft.Write(
                        record: area.records[0], key: FieldKey(FieldNumber(rawValue: 900)), value: .text("x"))
                    forged = try ChangeCodec.encode([write], header: header) { [UInt8](repeating: 1, count: 16) }.bytes
                }
                let answer = try await routes.sync(token: device.token, changes: [try #require(forged)])
                #expect(try SyncMessageCodec.decodeReply(try answer.body).states.map(\.outcome) == [.stored])
                let row = AreaRow(code: "440605011902", name: "示例社区二", level: "community", parent: "440605")
                let result = try await routes.post("areas", ImportBatch(rows: [row])).json(ImportResult.self)
                #expect(result.added == 1)
                let other = try await Device.enroll("wangfang", routes, in: folder)
                for reader in [device, other] {
                    _ = try await reader.receiveAll(routes)
                    #expect(try reader.store.hasArea("440605011902", type: RecordTypes.area))
                    #expect(try await reader.verify(routes).differing.isEmpty)
                }
            }
        }
    }

    @Test func `verify tells nothing of areas outside the scope`() async throws {
        try await withFolder { folder in
            try await TestDistrict().ask { routes in
                try await routes.addAreas()
                let device = try await Device.enroll("lihua", routes, in: folder)
                for request in [
                    VerifyRequest(cursor: [], bucketsOf: "44"),
                    VerifyRequest(cursor: [], recordsOf: (area: "310000", bucket: 0)),
                ] {
                    let answer = try await device.verify(routes, request)
                    #expect(try answer.refused == .init(403, "area_out_of_scope", .message))
                }
                #expect(try await device.verify(routes, VerifyRequest(cursor: [], bucketsOf: "440605")).status == 200)
            }
        }
    }
}

extension ReplicaStore {
    /// The sums of the bucket that a record lies in.
    fileprivate func digests(of record: RecordID) throws -> [RecordDigest] {
        try recordDigests(area: "440605011901", bucket: record.bytes.last ?? 0)
    }
}
