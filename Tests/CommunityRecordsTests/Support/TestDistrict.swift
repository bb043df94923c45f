import CommunityModel
import Foundation
import ReplicaStore
import SyncProtocol
import Synchronization
import Testing
import Values

/// A district with two communities in a store on the disk, which goes away with the test. Everything in it is saved as
/// people's programs save it.
final class TestDistrict {
    static let district = "440605"
    static let street = "440605011"
    /// The community that most tests are about, and a second one beside it.
    static let community = "440605011901"
    static let neighbour = "440605011902"
    /// Who holds health activities in the first of them.
    static let hospital = "镇医院"
    static let station = "社区卫生服务站"

    static let li = Author(login: "li", role: "inspector", device: "tablet-1")
    static let wang = Author(login: "wang", role: "street", device: "tablet-2")

    let store: ReplicaStore
    private let folder: URL
    private let wall: WallClock

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-records-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let wall = WallClock()
        self.wall = wall
        store = try ReplicaStore.create(
            path: folder.appending(path: "records.sqlite").path, role: .device, schema: BuiltInSchema.document,
            environment: HostEnvironment(wallMilliseconds: { wall.milliseconds }), searchText: AddressSearch.text)
        let areas = [
            ("44", "province", ""), ("4406", "city", "44"), (Self.district, "district", "4406"),
            (Self.street, "street", Self.district), (Self.community, "community", Self.street),
            (Self.neighbour, "community", Self.street),
        ]
        for (code, level, parent) in areas { try addArea(code, level, under: parent) }
        for (kind, name) in [("hospital", Self.hospital), ("health_station", Self.station)] {
            try add("organisation", ["area": Self.community, "kind": kind, "name": name, "state": "active"])
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Sets the clock by which records are made: noon of a day in local time.
    func turnClock(to day: String) throws {
        wall.set(try #require(Instant("\(day)T12:00:00+08:00")).milliseconds)
    }

    @discardableResult
    func addArea(_ code: String, _ level: String, under parent: String, _ fields: [String: String] = [:]) throws
        -> RecordID
    {
        let own = ["code": code, "name": "区域\(code)", "level": level, "parent": parent]
        return try add("area", own.merging(fields) { $1 })
    }

    /// Adds a record, its fields written as people write them.
    @discardableResult
    func add(_ type: String, _ fields: [String: String], as author: Author = li) throws -> RecordID {
        let type = try self.type(type)
        return try store.save(as: author, handsIn: true) { context in
            let key = RecordKey(id: context.newID(), type: type.number)
            return Save([ChangeDraft(writes: try writes(fields, to: key, of: type, in: context))], giving: key.id)
        }.result
    }

    /// Changes a record as somebody does who sees all of it.
    func set(_ type: String, _ id: RecordID, _ fields: [String: String], as author: Author = li) throws {
        let type = try self.type(type)
        try store.save(as: author, handsIn: true) { context in
            let key = RecordKey(id: id, type: type.number)
            return [ChangeDraft(writes: try writes(fields, to: key, of: type, in: context))]
        }
    }

    /// Changes a field as somebody did who had not seen what it holds now: both writes stay live.
    func setBeside(
        _ type: String, _ id: RecordID, _ name: String, cell: String = "", _ value: Value, as author: Author = wang
    ) throws {
        let type = try self.type(type)
        let field = try #require(type.field(named: name))
        try store.save(as: author, handsIn: true) { _ in
            let key = FieldKey(field.number, cell: Array(cell.utf8))
            return [ChangeDraft(writes: [.init(record: RecordKey(id: id, type: type.number), key: key, value: value)])]
        }
    }

    /// Decides the one conflict that there is.
    func decide(_ value: Value, reason: String = "复测", as author: Author = wang) throws {
        let conflicts = try store.conflicts()
        try #require(conflicts.count == 1)
        try store.resolve(
            conflicts[0].id, version: conflicts[0].version, value: value, reason: reason, as: author, handsIn: true)
    }

    func type(_ name: String) throws -> RecordType {
        try #require(try store.schema().type(named: name), "no type \(name)")
    }

    private func writes(
        _ fields: [String: String], to key: RecordKey, of type: RecordType, in context: EditContext
    ) throws -> [ChangeDraft.Write] {
        try fields.sorted { $0.key < $1.key }.flatMap { name, text -> [ChangeDraft.Write] in
            let field = try #require(type.field(named: name), "\(type.name) has no \(name)")
            if text.isEmpty { return [] }
            guard field.policy == .union else { return [try context.write(key, field, try field.read(text))] }
            return try text.split(separator: ",").map { word in
                let element = try field.read(String(word))
                return try context.write(key, field, cell: element.encoded, .boolean(true))
            }
        }
    }

    /// Adds that many households to a community in one save.
    func addHouseholds(_ count: Int, in area: String = community) throws {
        let type = try self.type("household")
        try store.save(as: Self.li, handsIn: true) { context in
            try (1...count).map { number in
                let key = RecordKey(id: context.newID(), type: type.number)
                let fields = ["area": area, "building": "1", "room": String(number)]
                return ChangeDraft(writes: try writes(fields, to: key, of: type, in: context))
            }
        }
    }
}

/// A wall clock that a test sets by hand.
private final class WallClock: Sendable {
    private let now = Mutex<Int64>(1_300_000_000_000)

    var milliseconds: Int64 { now.withLock { $0 } }

    func set(_ milliseconds: Int64) { now.withLock { $0 = milliseconds } }
}
