import CommunityModel
import GRDB
import SyncProtocol
import SyncWire
import Testing

@testable import ReplicaStore

/// Stores in a temporary folder, and what tests do with them.
struct TestStores {
    let folder: TemporaryFolder
    let world: TestWorld

    init(seed: UInt64 = 1, count: StatementCount? = nil) throws {
        folder = try TemporaryFolder()
        world = TestWorld(seed: seed, count: count)
    }

    static let searchText: ReplicaStore.SearchText = { type, texts in AddressSearch.text(of: type, texts) }
    static let everything = Scope(["4"])

    func create(_ name: String, _ role: ReplicaStore.Role = .device) throws -> ReplicaStore {
        try ReplicaStore.create(
            path: folder.path(name), role: role, schema: BuiltInSchema.document, environment: world.environment,
            searchText: Self.searchText)
    }

    func open(_ name: String, _ role: ReplicaStore.Role = .device) throws -> ReplicaStore {
        try ReplicaStore.open(
            path: folder.path(name), role: role, environment: world.environment, searchText: Self.searchText)
    }

    /// Another program that opens a store's file: sees and changes it without the store's knowledge.
    func raw<T>(_ name: String, _ body: (Database) throws -> T) throws -> T {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: folder.path(name), configuration: configuration)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction(body)
    }
}

extension Author {
    static let li = Author(login: "li", role: "enumerator", device: "tablet-1")
    static let wang = Author(login: "wang", role: "street", device: "tablet-2")
}

extension ReplicaStore {
    func field(_ type: TypeNumber, _ name: String) throws -> Field {
        try #require(try schema().type(type)?.field(named: name))
    }

    /// Adds a record with these fields in one change.
    @discardableResult
    func add(
        _ type: TypeNumber, as author: Author = .li, handsIn: Bool = true, _ values: KeyValuePairs<String, Value>
    ) throws -> RecordKey {
        let fields = try values.map { name, value in (try field(type, name), value) }
        return try save(as: author, handsIn: handsIn) { context in
            let key = RecordKey(id: context.newID(), type: type)
            let writes = try fields.map { field, value in try context.write(key, field, value) }
            return Save([ChangeDraft(writes: writes)], giving: key)
        }.result
    }

    @discardableResult
    func addHousehold(_ room: String, area: String = "440605", as author: Author = .li) throws -> RecordKey {
        try add(RecordTypes.household, as: author, ["area": .text(area), "building": .text("3"), "room": .text(room)])
    }

    @discardableResult
    func addVisit(to household: RecordKey) throws -> RecordKey {
        try add(RecordTypes.visit, ["household": .reference(household.id), "outcome": .choice("completed")])
    }

    /// Adds many visits in one transaction.
    @discardableResult
    func addVisits(_ count: Int, to household: RecordKey) throws -> [RecordKey] {
        let field = try field(RecordTypes.visit, "household")
        return try save(as: .li, handsIn: true) { context in
            let keys = (0..<count).map { _ in RecordKey(id: context.newID(), type: RecordTypes.visit) }
            let drafts = try keys.map {
                ChangeDraft(writes: [try context.write($0, field, .reference(household.id))])
            }
            return Save(drafts, giving: keys)
        }.result
    }

    /// Adds notes in one transaction, each under the one before.
    @discardableResult
    func addChain(_ count: Int, under record: RecordKey) throws -> [RecordKey] {
        let field = try field(RecordTypes.note, "about")
        return try save(as: .li, handsIn: true) { context in
            let keys = (0..<count).map { _ in RecordKey(id: context.newID(), type: RecordTypes.note) }
            let drafts = try zip(keys, [record] + keys).map { note, above in
                ChangeDraft(writes: [try context.write(note, field, .reference(above.id))])
            }
            return Save(drafts, giving: keys)
        }.result
    }

    /// Adds changes of one record in one transaction, none of which has seen another.
    func addRemarks(_ count: Int, bytes: Int, to key: RecordKey) throws {
        let field = try field(key.type, "remarks")
        try save(as: .li, handsIn: true) { _ in
            (0..<count).map { number in
                let text = "\(number) " + String(repeating: "x", count: bytes)
                let write = ChangeDraft.Write(record: key, key: FieldKey(field.number), value: .text(text), over: [])
                return ChangeDraft(writes: [write])
            }
        }
    }

    @discardableResult
    func addArea(_ code: String) throws -> RecordKey {
        try add(RecordTypes.area, ["code": .text(code), "name": .text("区\(code)")])
    }

    @discardableResult
    func set(_ key: RecordKey, _ name: String, _ value: Value, as author: Author = .li) throws -> Change {
        let field = try field(key.type, name)
        let changes = try save(as: author, handsIn: true) { context in
            [ChangeDraft(writes: [try context.write(key, field, value)])]
        }
        return try #require(changes.first)
    }

    func setDeleted(_ key: RecordKey, _ isDeleted: Bool = true) throws {
        try save(as: .li, handsIn: true) { context in
            let state = try context.state(of: key)
            return [
                ChangeDraft(writes: [
                    ChangeDraft.Write(
                        record: key, key: FieldKey(.deleted), value: .boolean(isDeleted),
                        over: state.writes(of: FieldKey(.deleted)).map(\.dot),
                        saw: isDeleted ? state.seenByDelete : [])
                ])
            ]
        }
    }

    /// Every change in the store, oldest first.
    func allChanges() throws -> [IncomingChange] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT bytes, suspect FROM change ORDER BY n").map { row in
                try IncomingChange(bytes: (row[0] as Blob).bytes, isSuspect: row[1])
            }
        }
    }

    /// All that people and peers can see of a store's records, deleted ones too.
    func picture() throws -> [String] {
        let types = try schema().types.map(\.number)
        var lines = try read { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT id, type, areas, changes, change_sum, state_digest, deleted, conflicts, live, state FROM record"
            ).map { row in
                "\(row[0] as RecordID) \(row[1] as Int) \(row[2] as String) \(row[3] as Int) "
                    + "\(row[4] as RunningSum) \(row[5] as Digest) \(row[6] as Int) "
                    + "\(row[7] as Int) \((row[8] as Blob).bytes) \(row[9] as String)"
            }.sorted()
        }
        lines += try read { db in
            try Row.fetchAll(db, sql: "SELECT id, version FROM conflict ORDER BY id").map {
                "conflict \($0[0] as ConflictID) \($0[1] as Digest)"
            }
        }
        lines += try areaDigests(in: TestStores.everything).map { "area \($0)" }
        lines += try types.map { "type \($0.rawValue): \(try count(of: $0))" }
        return lines
    }
}
