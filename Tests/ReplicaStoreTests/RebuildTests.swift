import CommunityModel
import GRDB
import SyncEngine
import SyncProtocol
import SyncWire
import Testing

@testable import ReplicaStore

@Suite("Computing a store anew from its changes") struct RebuildTests {
    private let stores: TestStores
    private let server: ReplicaStore
    private let device: ReplicaStore
    private let household: RecordKey

    /// A server with a disputed household, visits under it that it took along to another area, a deleted one, and a device
    /// that holds all of it.
    init() async throws {
        stores = try TestStores()
        server = try stores.create("server.sqlite", .server)
        device = try stores.create("device.sqlite")
        let other = try stores.create("other.sqlite")
        household = try device.addHousehold("0301")
        try device.addHousehold("0302")
        let visit = try device.addVisit(to: household)
        try device.addVisit(to: household)
        try device.setDeleted(visit)
        for store in [device, other] { try await TestSession(device: store, server: server).sync() }
        try device.set(household, "area", .text("440606"))
        try device.set(household, "room", .text("0311"))
        try other.set(household, "room", .text("0312"))
        for store in [device, other, device] { try await TestSession(device: store, server: server).sync() }
        try #require(try server.conflictCount() == 1 && server.check().isEmpty && device.check().isEmpty)
        while try server.placeNextPiece() {}
    }

    /// A device of this scope that has never synced.
    private func fresh(_ codes: [String] = ["4"]) async throws -> ReplicaStore {
        let new = try stores.create("new-\(codes.joined())-\(stores.folder.files.count).sqlite")
        try await TestSession(device: new, server: server, scope: Scope(codes)).sync()
        return new
    }

    private func agree(_ store: ReplicaStore) async throws -> Bool {
        let verdict = try await VerifyDriver(
            store, upstream: LocalUpstream(LocalStore(server), areas: ["4"], ancestorType: RecordTypes.area),
            scope: TestStores.everything
        ).run()
        return verdict.isEqual && verdict.behind == 0
    }

    private static let losses = [
        "DELETE FROM placement", "DELETE FROM placement WHERE area = '440606'", "DELETE FROM feed",
        "DELETE FROM feed WHERE kind = 1", "DELETE FROM feed WHERE n = 1", "DELETE FROM feed WHERE area = '440606'",
        "DELETE FROM conflict", "UPDATE conflict SET version = zeroblob(32)", "DELETE FROM child",
        "DELETE FROM child WHERE rid = (SELECT max(rid) FROM child)", "DELETE FROM search",
        "UPDATE search SET text = 'x'", "UPDATE replica SET head = 1", "DELETE FROM area_digest",
        "DELETE FROM area_digest WHERE area = '440606'", "UPDATE record SET last = 1",
        "UPDATE record SET areas = '440605'",
        "DELETE FROM record WHERE rid = 1", "DELETE FROM record", "UPDATE change SET previous = 0",
        "UPDATE change SET sequence = 9 WHERE n = 2", "UPDATE change SET replica = 99 WHERE n = 2",
        "INSERT INTO placement SELECT '440699', type, rid FROM record WHERE rid = 1",
        "INSERT INTO child SELECT zeroblob(16), rid FROM record WHERE rid = 1",
        "INSERT INTO conflict SELECT zeroblob(32), 99, field, cell, version FROM conflict",
        "INSERT INTO search VALUES (99, 2, 'x')",
    ]

    @Test(
        "rows that a server lost or got too many are found, and made anew as they were; a new device gets all",
        arguments: losses)
    func healed(sql: String) async throws {
        let picture = try server.picture()
        try stores.raw("server.sqlite") { db in try db.execute(sql: sql) }
        #expect(try !server.check().isEmpty)
        let rebuilt = try server.rebuild()
        #expect(rebuilt.leftOut.isEmpty && rebuilt.rewritten == 0)
        #expect(try server.check() == [])
        #expect(try server.picture() == picture)
        let new = try await fresh()
        #expect(try new.picture() == picture)
        #expect(try await agree(new))
        // Each area by itself gets what lies there.
        for area in ["440605", "440606"] {
            let part = try await fresh([area])
            #expect(try part.areaDigests(in: Scope([area])) == server.areaDigests(in: Scope([area])))
        }
        // And who had read everything goes on.
        try await TestSession(device: device, server: server).sync()
        #expect(try await agree(device))
    }

    @Test("rows that a device lost are found and made anew", arguments: losses.filter { !$0.contains("feed") })
    func healedDevice(sql: String) async throws {
        let picture = try device.picture()
        try stores.raw("device.sqlite") { db in try db.execute(sql: sql) }
        #expect(try !device.check().isEmpty)
        _ = try device.rebuild()
        #expect(try device.check() == [])
        #expect(try device.picture() == picture)
        try await TestSession(device: device, server: server).sync()
        #expect(try await agree(device))
        #expect(try device.totals().changes == server.totals().changes)
    }

    @Test("a record whose rows of the feed were lost reaches a device that had read on without it")
    func skipped() async throws {
        let new = try await fresh()
        let lost = try device.addHousehold("0401")
        try await TestSession(device: device, server: server).sync()
        try stores.raw("server.sqlite") { db in
            try db.execute(sql: "DELETE FROM feed WHERE n = (SELECT max(n) FROM change)")
        }
        try await TestSession(device: new, server: server).sync()
        #expect(try new.record(lost) == nil)
        #expect(try server.check().map(\.record) == [lost.id])
        #expect(try server.rebuild().newOrder)
        try await TestSession(device: new, server: server).sync()
        #expect(try new.record(lost) != nil)
        #expect(try await agree(new))
    }

    @Test("a sound store comes out as it was, and nobody begins anew")
    func sound() async throws {
        let simple = try stores.create("simple.sqlite", .server)
        let writer = try stores.create("writer.sqlite")
        let key = try writer.addHousehold("0301")
        try writer.addVisit(to: key)
        try writer.set(key, "room", .text("0302"))
        try await TestSession(device: writer, server: simple).sync()
        let before = (try simple.picture(), try simple.epoch(), try simple.replicaID())
        let cursor = try writer.pullState().cursor
        let rebuilt = try simple.rebuild()
        #expect(rebuilt == Rebuilding(leftOut: [], rewritten: 0, newOrder: false))
        #expect(try simple.picture() == before.0 && simple.epoch() == before.1 && simple.replicaID() == before.2)
        let page = try simple.feedPage(
            after: cursor, scope: TestStores.everything, ancestorType: RecordTypes.area, replica: before.2,
            bytesMax: 1_000_000)
        #expect(page.entries.isEmpty)
    }

    @Test("a damaged change of a server is set aside and named, and comes back from a device that holds it")
    func damagedChange() async throws {
        let picture = try server.picture()
        try server.noteIdentity()
        let epoch = try server.epoch()
        try stores.raw("server.sqlite") { db in
            try db.execute(sql: "UPDATE change SET bytes = CAST(replace(bytes, x'30333131', x'30333133') AS BLOB)")
        }
        let rebuilt = try server.rebuild()
        #expect(rebuilt.leftOut.map(\.record) == [household.id])
        #expect(try server.check() == [])
        #expect(try server.picture() != picture)
        #expect(try server.epoch() != epoch)
        #expect(try server.isWhereItWas())
        let kept = try stores.raw("server.sqlite") { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM damaged_change WHERE instr(bytes, x'30333133')")
        }
        #expect(kept == 1)
        for _ in 0..<2 { try await TestSession(device: device, server: server).sync() }
        #expect(try server.picture() == picture)
        #expect(try await agree(device))
    }

    @Test("a damaged change of a device, its own too, comes back from the server")
    func damagedOwnChange() async throws {
        let picture = try device.picture()
        let replica = try device.replicaID()
        for bytes in ["30333131", "30333132"] {
            try stores.raw("device.sqlite") { db in
                try db.execute(sql: "UPDATE change SET bytes = CAST(replace(bytes, x'\(bytes)', x'30333939') AS BLOB)")
            }
        }
        #expect(try device.rebuild().leftOut.count == 2)
        #expect(try device.check() == [])
        #expect(try device.replicaID() != replica)
        try await TestSession(device: device, server: server).sync()
        #expect(try device.picture() == picture)
        #expect(try await agree(device))
    }

    @Test("a change that was stored twice, because the highest number of its replica was lost, stands once again")
    func repeated() async throws {
        let picture = try server.picture()
        try stores.raw("server.sqlite") { db in try db.execute(sql: "UPDATE replica SET head = 0") }
        _ = try server.ingest(try device.allChanges())
        #expect(try server.totals().changes > device.totals().changes)
        #expect(try !server.check().isEmpty)
        _ = try server.rebuild()
        #expect(try server.check() == [])
        #expect(try server.picture() == picture)
    }

    @Test("one damaged record on a device is left out and named, all else arrives; once computed anew it has the rest")
    func damagedRecord() async throws {
        let damaged = try server.addHousehold("0501")
        try await TestSession(device: device, server: server).sync()
        try stores.raw("device.sqlite") { db in
            try db.execute(sql: "UPDATE record SET live = x'0107' WHERE id = ?", arguments: [damaged.id])
        }
        try server.set(damaged, "room", .text("0502"))
        let sound = try server.addHousehold("0601")
        let visit = try server.addVisit(to: damaged)
        let mine = try device.addHousehold("0701")
        let result = try await TestSession(device: device, server: server).sync()
        #expect(result.damaged == [damaged.id.description])
        #expect(result.pushed == 1)
        #expect(try device.record(sound) != nil && server.record(mine) != nil)
        // What comes next of it is no obstacle either.
        try server.set(damaged, "room", .text("0503"))
        #expect(try await TestSession(device: device, server: server).sync().damaged == [damaged.id.description])
        _ = try device.rebuild()
        #expect(try await TestSession(device: device, server: server).sync().damaged.isEmpty)
        #expect(try device.record(damaged)?.json.contains("0503") == true && device.record(visit) != nil)
        #expect(try await agree(device))
    }

    @Test("what a server wrote beyond the greatest number is written anew under a new replica id, and reaches devices")
    func overrun() async throws {
        let first = try server.addHousehold("0801")
        let second = try server.set(first, "room", .text("0802"))
        let replica = try server.replicaID()
        // As a version before wrote them, once somebody had written under its id with the number 2^62 - 1.
        try stores.raw("server.sqlite") { db in
            var renamed: (from: ChangeID, to: ChangeID)?
            let rows = try Row.fetchAll(db, sql: "SELECT n, bytes, id FROM change ORDER BY n DESC LIMIT 2").reversed()
            for (row, sequence) in zip(rows, (UInt64(1) << 62)...) {
                var bytes = NumberedChange.bytes((row[1] as Blob).bytes, sequence: sequence)
                if let renamed { bytes.replace(renamed.from.bytes, with: renamed.to.bytes) }
                #expect(throws: ChangeFault.badHeader) { try ChangeCodec.decode(bytes) }
                let change = try ChangeCodec.decode(bytes, sequenceMax: .max)
                renamed = (row[2], change.id)
                try db.execute(
                    sql: "UPDATE change SET bytes = ?, id = ?, sequence = ? WHERE n = ?",
                    arguments: [Blob(bytes), change.id, Int64(sequence), row[0] as Int64])
            }
        }
        #expect(try !server.check().isEmpty)
        let rebuilt = try server.rebuild()
        #expect(rebuilt.rewritten == 2 && rebuilt.leftOut.isEmpty)
        #expect(try server.check() == [])
        #expect(try server.replicaID() != replica)
        let log = try server.log(of: first)
        #expect(log.count == 2)
        #expect(try server.record(first)?.json.contains("0802") == true)
        let new = try await fresh()
        #expect(try await agree(new))
        #expect(try new.record(first)?.json.contains("0802") == true)
        let headers = try new.allChanges().map(\.change.header).filter { $0.writtenAt == second.header.writtenAt }
        #expect(headers.contains { $0.author == second.header.author && $0.clock == second.header.clock })
        try server.set(first, "room", .text("0803"))
        try await TestSession(device: new, server: server).sync()
        #expect(try new.record(first)?.json.contains("0803") == true)
    }
}

/// A change with another number in it, as no program of this version writes it: by the bytes of the message
/// (protobuf.dev/programming-guides/encoding).
private enum NumberedChange {
    static func bytes(_ change: [UInt8], sequence: UInt64) -> [UInt8] {
        fields(change).flatMap { field -> [UInt8] in
            guard field.number == 1 else { return field.bytes }
            let prelude = fields(field.content).flatMap { inner -> [UInt8] in
                inner.number == 2 ? [2 << 3] + varint(sequence) : inner.bytes
            }
            return [1 << 3 | 2] + varint(UInt64(prelude.count)) + prelude
        }
    }

    private static func fields(_ message: [UInt8]) -> [(number: UInt64, bytes: [UInt8], content: [UInt8])] {
        var fields: [(UInt64, [UInt8], [UInt8])] = []
        var rest = message[...]
        while !rest.isEmpty {
            let start = rest.startIndex
            let tag = read(&rest)
            var content: [UInt8] = []
            switch tag & 7 {
            case 0: _ = read(&rest)
            case 1: rest = rest.dropFirst(8)
            case 5: rest = rest.dropFirst(4)
            default:
                let count = Int(read(&rest))
                content = Array(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            fields.append((tag >> 3, Array(message[start..<rest.startIndex]), content))
        }
        return fields
    }

    private static func read(_ bytes: inout ArraySlice<UInt8>) -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while let byte = bytes.popFirst() {
            value |= UInt64(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 { break }
        }
        return value
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
    }
}
