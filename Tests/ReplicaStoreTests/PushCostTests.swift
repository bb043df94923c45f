import CommunityModel
import GRDB
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Changes of some hundred bytes must not cost the one writer of a server more than they are worth.
@Suite("What pushed changes cost") struct PushCostTests {
    private let stores: TestStores
    private let log = StatementLog()

    init() throws { stores = try TestStores() }

    private func server() throws -> ReplicaStore {
        try ReplicaStore.create(
            path: stores.folder.path("server.sqlite"), role: .server, schema: BuiltInSchema.document,
            environment: log.environment(of: stores.world), searchText: TestStores.searchText)
    }

    private func push(_ changes: [IncomingChange], to server: ReplicaStore) throws -> [IngestOutcome] {
        try server.ingest(requests: [changes])[0].map { try $0.get() }
    }

    /// A household with so many changes of its room, each over the one before.
    private func history(_ count: Int, _ forger: Forger) throws -> [IncomingChange] {
        var over: [Dot] = []
        return try (1...count).map { number in
            let room = try Forger.field(RecordTypes.household, "room")
            let write = ChangeDraft.Write(
                record: try Forger.key(1), key: FieldKey(room.number), value: .text(String(number)), over: over)
            let change = try forger.change([write], sequence: UInt64(number))
            over = [Dot(change: change.change.id, operation: 0)]
            return change
        }
    }

    private func write(
        _ name: String, _ value: Value = .text("x"), over: [Dot] = [], saw: [Dot] = [], of number: UInt8 = 1
    ) throws -> ChangeDraft.Write {
        let field = name == "deleted" ? FieldNumber.deleted : try Forger.field(RecordTypes.household, name).number
        return ChangeDraft.Write(
            record: try Forger.key(number), key: FieldKey(field), value: value, over: over, saw: saw)
    }

    private static let step = "SELECT id, rid, previous FROM change"

    @Test("a change over thousands of writes that are not here walks the record's changes once")
    func unknownPredecessors() throws {
        let (server, forger) = (try server(), Forger())
        _ = try push(history(300, forger), to: server)
        let hostile = try (0..<3).map { number in
            try forger.change(
                [write("unit", over: Forger.unknownChanges(600))], sequence: UInt64(1_000 + number))
        }
        let (steps, outcomes) = try log.count(Self.step) { try push(hostile, to: server) }
        #expect(outcomes.count == 3 && !outcomes.contains(.tooCostly))
        #expect((1...300).contains(steps))
        #expect(try server.check().isEmpty)
    }

    @Test("a change that names what it replaces does not walk the record's changes")
    func ordinary() throws {
        let (server, forger) = (try server(), Forger())
        let changes = try history(300, forger)
        _ = try push(Array(changes.prefix(299)), to: server)
        #expect(try log.count(Self.step) { try push([changes[299]], to: server) }.count == 0)
    }

    @Test("a change that does not write what may be cleared does not read the opinion's history")
    func clearing() throws {
        let server = try server()
        let key = try server.add(RecordTypes.opinion, ["area": .text("440605"), "contact": .text("1390000")])
        let read = "SELECT bytes, suspect, id FROM change"
        #expect(try log.count(read) { try server.set(key, "text", .text("a")) }.count == 0)
        #expect(try log.count(read) { try server.set(key, "contact", .null) }.count == 3)
    }

    @Test("one more conflict in a record with many writes one row")
    func conflicts() throws {
        let (server, forger) = (try server(), Forger())
        let tags = try (0..<40).flatMap { number in
            try ["a", "b"].map { text in
                ChangeDraft.Write(
                    record: try Forger.key(1), key: FieldKey(FieldNumber(rawValue: UInt32(900 + number))),
                    value: .text(text))
            }
        }
        _ = try push([forger.change(tags)], to: server)
        #expect(try server.conflictCount() == 40)
        let second = try forger.change([write("room", .text("1")), write("room", .text("2"))], sequence: 2)
        let (rows, _) = try log.count("INSERT OR REPLACE INTO conflict") { try push([second], to: server) }
        #expect(rows == 1)
        #expect(try server.conflictCount() == 41)
        let third = try forger.change(
            [write("room", .text("3"), over: (0..<2).map { Dot(change: second.change.id, operation: $0) })], sequence: 3
        )
        #expect(try log.count("DELETE FROM conflict") { try push([third], to: server) }.count == 1)
        #expect(try server.conflictCount() == 40)
    }

    @Test("the list of conflicts reads the history of a record once, however many of its fields are in conflict")
    func conflictList() throws {
        let (server, forger) = (try server(), Forger())
        for number in 1...3 {
            let writes = try (0..<20).map { field in
                ChangeDraft.Write(
                    record: try Forger.key(1), key: FieldKey(FieldNumber(rawValue: UInt32(900 + field))),
                    value: .text(String(number)))
            }
            _ = try push([forger.change(writes, sequence: UInt64(number))], to: server)
        }
        let (reads, open) = try log.count("SELECT bytes, suspect, id FROM change") { try server.conflicts() }
        #expect(open.count == 20 && open.map(\.id) == open.map(\.id).sorted())
        #expect(open.allSatisfy { $0.values.count == 3 })
        #expect(reads == 3)
    }

    @Test("what would make a record heavier than any is refused, what makes it lighter is taken, and the batch goes on")
    func heavyRecord() throws {
        let (server, forger) = (try server(), Forger())
        let saw = try Forger.dots(50_000)
        let most = Limits.recordWeightMax / (36 * saw.count)
        let deletes = try (1...most + 2).map { number in
            try forger.change([write("deleted", .boolean(true), saw: saw)], sequence: UInt64(number))
        }
        let other = try forger.change([write("room", of: 2)], sequence: 100)
        let outcomes = try push(deletes + [other], to: server)
        #expect(outcomes.prefix(most).allSatisfy { if case .stored = $0 { true } else { false } })
        #expect(outcomes[most] == .tooCostly && outcomes[most + 1] == .tooCostly)
        #expect(outcomes.last != .tooCostly)
        let over = deletes.prefix(most).map { Dot(change: $0.change.id, operation: 0) }
        let lighter = try forger.change([write("deleted", .boolean(false), over: over)], sequence: 101)
        #expect(try push([lighter], to: server) != [.tooCostly])
        #expect(try push([deletes[most]], to: server) != [.tooCostly])
        #expect(try server.check().isEmpty)
    }

    @Test("a record that would lie in more areas than a dispute has is refused; a decision between them is taken")
    func manyAreas() throws {
        let (server, forger) = (try server(), Forger())
        let areas = try (1...Limits.recordAreasMax + 1).map { number in
            try forger.change([write("area", .text("4406\(10 + number)"))], sequence: UInt64(number))
        }
        let outcomes = try push(areas, to: server)
        #expect(outcomes.last == .tooCostly && outcomes.filter { $0 == .tooCostly }.count == 1)
        let over = areas.dropLast().map { Dot(change: $0.change.id, operation: 0) }
        let decision = try forger.change([write("area", .text("440605"), over: over)], sequence: 100)
        #expect(try push([decision], to: server) != [.tooCostly])
        #expect(try server.record(Forger.key(1))?.areas == ["440605"])
    }

    @Test("a request that has read its share stores nothing more; the next one goes on where it ended")
    func share() throws {
        let (server, forger) = (try server(), Forger())
        let changes = try history(20, forger)
        let outcomes = try server.write { db in
            let workspace = try Workspace(
                db, schema: server.schema(), role: .server, searchText: TestStores.searchText)
            var ingest = try Ingest(workspace, limits: .pushed)
            let first = try changes.prefix(10).map { try ingest.take($0) }
            workspace.workLeft = -1
            let second = try changes.suffix(10).map { try ingest.take($0) }
            try ingest.finish()
            return (first, second)
        }
        #expect(!outcomes.0.contains(.tooCostly))
        #expect(outcomes.1.allSatisfy { $0 == .tooCostly })
        #expect(try server.check().isEmpty)
        #expect(try push(changes, to: server).suffix(10).allSatisfy { $0 != .tooCostly && $0 != .duplicate })
        #expect(try server.check().isEmpty)
    }

    @Test("what a request reads of heavy records is counted, and of those that it makes is not")
    func counted() throws {
        let server = try server()
        let household = try server.addHousehold("0301")
        let size = try server.read { db in
            try Int.fetchOne(db, sql: "SELECT length(live) + length(CAST(state AS BLOB)) FROM record") ?? 0
        }
        try server.write { db in
            let workspace = try Workspace(
                db, schema: server.schema(), role: .server, searchText: TestStores.searchText)
            _ = try workspace.existingRow(for: household)
            _ = try workspace.existingRow(for: household)
            _ = try workspace.newRow(for: Forger.key(7))
            #expect(Int.max - workspace.workLeft == size)
            workspace.spend(.max, of: 100)
            #expect(workspace.workLeft < 0)
        }
    }
}

@Suite("Requests that are stored together") struct CommonCommitTests {
    private let stores: TestStores
    private let others: TestStores
    private let log = StatementLog()
    private let server: ReplicaStore

    init() throws {
        (stores, others) = (try TestStores(), try TestStores(seed: 2))
        server = try ReplicaStore.create(
            path: stores.folder.path("server.sqlite"), role: .server, schema: BuiltInSchema.document,
            environment: log.environment(of: stores.world), searchText: TestStores.searchText)
    }

    private func changes(_ names: [String], to key: RecordKey, by name: String) throws -> [IncomingChange] {
        let device = try others.create(name)
        _ = try device.ingest(server.allChanges())
        let before = try device.totals().changes
        for name in names {
            if name == "key" { try device.set(key, "room", .text(name)) } else { try device.addHousehold(name) }
        }
        return Array(try device.allChanges().dropFirst(before))
    }

    private static func isStored(_ outcome: Result<IngestOutcome, StoreError>) -> Bool {
        if case .success(.stored) = outcome { true } else { false }
    }

    @Test("a damaged record keeps out the change that touches it, and no other change of any request")
    func damaged() throws {
        let key = try server.addHousehold("0301")
        let bad = try changes(["1", "key", "2"], to: key, by: "a.sqlite")
        let good = try changes(["3", "4"], to: key, by: "b.sqlite")
        try stores.raw("server.sqlite") { db in try db.execute(sql: "UPDATE record SET live = x'00'") }
        let (commits, outcomes) = try log.count("COMMIT") { try server.ingest(requests: [good, bad, good]) }
        #expect(commits == 1)
        #expect(outcomes[0].allSatisfy(Self.isStored))
        #expect(outcomes[1].map(Self.isStored) == [true, false, true])
        guard case .failure(.damaged(let record, _)) = outcomes[1][1] else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(record == key.id.description)
        #expect(outcomes[2] == [.success(.duplicate), .success(.duplicate)])
        #expect(try server.totals().records == 5)
    }

    @Test("what the tables of the store refuse keeps out its own change alone")
    func refusedByTheStore() throws {
        let key = try server.addHousehold("0301")
        let bad = try changes(["1", "key", "2"], to: key, by: "a.sqlite")
        let good = try changes(["3"], to: key, by: "b.sqlite")
        try stores.raw("server.sqlite") { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER refuse BEFORE UPDATE ON record WHEN old.rid = 1
                        BEGIN SELECT RAISE(ABORT, 'not this one'); END
                    """)
        }
        let outcomes = try server.ingest(requests: [bad, good])
        #expect(outcomes[0].map(Self.isStored) == [true, false, true])
        #expect(outcomes[1].map(Self.isStored) == [true])
        try stores.raw("server.sqlite") { db in try db.execute(sql: "DROP TRIGGER refuse") }
        #expect(try server.check().isEmpty)
        #expect(try server.ingest(requests: [bad])[0].filter(Self.isStored).count == 1)
        #expect(try server.check().isEmpty)
    }

    @Test("a change by which a record comes to lie elsewhere keeps its sums when the change behind it fails")
    func sums() throws {
        let key = try server.addHousehold("0301")
        let other = try server.addHousehold("0302")
        let device = try others.create("a.sqlite")
        _ = try device.ingest(server.allChanges())
        try device.set(key, "area", .text("440606"))
        try device.set(other, "room", .text("0303"))
        let changes = Array(try device.allChanges().suffix(2))
        try stores.raw("server.sqlite") { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER refuse BEFORE UPDATE ON record WHEN old.rid = 2
                        BEGIN SELECT RAISE(ABORT, 'not this one'); END
                    """)
        }
        #expect(try server.ingest(requests: [changes])[0].map(Self.isStored) == [true, false])
        try stores.raw("server.sqlite") { db in try db.execute(sql: "DROP TRIGGER refuse") }
        _ = try server.ingest(requests: [changes])
        #expect(try server.picture() == (try device.picture()))
    }
}
