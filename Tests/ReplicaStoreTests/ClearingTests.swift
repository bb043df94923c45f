import CommunityModel
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Contact data goes with its matter, whatever path a save came by.
@Suite("What a save empties") struct ClearingTests {
    private let phone = Value.text("13912345678")
    private let stores: TestStores
    private let store: ReplicaStore

    init() throws {
        stores = try TestStores()
        store = try stores.create("a.sqlite")
    }

    private func addOpinion(state: String = "new") throws -> RecordKey {
        try store.add(
            RecordTypes.opinion,
            ["area": .text("440605"), "text": .text("路灯坏了"), "contact": phone, "state": .choice(state)])
    }

    /// The values that are live in the contact of an opinion.
    private func contact(_ key: RecordKey, in other: ReplicaStore? = nil) throws -> [Value?] {
        let field = try store.field(key.type, "contact")
        let state = try #require(try (other ?? store).state(of: key))
        return state.writes(of: FieldKey(field.number)).map { Value(encoded: $0.value) }
    }

    private func isInLog(_ key: RecordKey) throws -> Bool {
        try store.log(of: key).contains { $0.writes.contains { $0.value == phone } }
    }

    private func undo(_ kind: UndoMark.Kind = .undo) throws -> UndoPlan {
        let plan = try #require(try store.undoPlan(kind, for: .li))
        _ = try store.undo(plan, as: .li)
        return plan
    }

    @Test("closing and deleting empty the contact in the same change, and nothing brings it back")
    func closed() throws {
        let closed = try addOpinion()
        try store.set(closed, "state", .choice("closed"))
        let deleted = try addOpinion()
        try store.setDeleted(deleted)
        for key in [closed, deleted] {
            #expect(try contact(key) == [.null])
            #expect(try !isInLog(key) && store.log(of: key).count == 2)
        }
        #expect(try store.record(deleted)?.view.deletion == .deleted)
        _ = try undo()
        #expect(try store.record(deleted)?.view.deletion == .live)
        #expect(try contact(deleted) == [.null])
        #expect(try store.check().isEmpty)
    }

    @Test("an undo that deletes what was made empties it, and the redo does not bring the contact back")
    func undone() throws {
        let key = try addOpinion()
        _ = try undo()
        #expect(try store.record(key)?.view.deletion == .deleted)
        #expect(try contact(key) == [.null] && !isInLog(key))
        _ = try undo(.redo)
        #expect(try store.record(key)?.view.deletion == .live)
        #expect(try contact(key) == [.null])
        _ = try undo()
        #expect(try store.record(key)?.view.deletion == .deleted)
        #expect(try store.check().isEmpty)
    }

    @Test("a contact is not written into what is closed or deleted, and is into what is open again")
    func refused() throws {
        let closed = try addOpinion()
        try store.set(closed, "state", .choice("closed"))
        let deleted = try addOpinion()
        try store.setDeleted(deleted)
        for key in [closed, deleted] {
            #expect(throws: StoreError.cleared(record: key.id.description, field: "contact")) {
                try store.set(key, "contact", phone)
            }
            #expect(try contact(key) == [.null])
        }
        let fields = (try store.field(closed.type, "state"), try store.field(closed.type, "contact"))
        try store.save(as: .li, handsIn: true) { context in
            [
                ChangeDraft(writes: [
                    try context.write(closed, fields.0, .choice("new")), try context.write(closed, fields.1, phone),
                ])
            ]
        }
        #expect(try contact(closed) == [phone])
    }

    @Test("an opinion that is closed in the save that states its contact keeps none")
    func closedAtOnce() throws {
        let key = try addOpinion(state: "closed")
        #expect(try contact(key) == [] && !isInLog(key))
    }

    @Test("the conflict over the contact of a closed opinion is decided for nothing alone")
    func conflict() throws {
        let key = try addOpinion()
        let others = try TestStores(seed: 2)
        let other = try others.create("b.sqlite")
        _ = try other.ingest(try store.allChanges())
        try store.set(key, "state", .choice("closed"))
        try other.set(key, "contact", .text("13800000000"), as: .wang)
        _ = try store.ingest(try other.allChanges())
        let open = try #require(try store.conflicts().first { $0.fieldName == "contact" })
        for value in open.values.map(\.value) where value != .null {
            #expect(throws: StoreError.cleared(record: key.id.description, field: "contact")) {
                try store.resolve(
                    open.id, version: open.version, value: value, reason: "核实", as: .li, handsIn: true)
            }
        }
        try store.resolve(open.id, version: open.version, value: .null, reason: "核实", as: .li, handsIn: true)
        #expect(try contact(key) == [.null] && store.conflicts().isEmpty)
    }

    @Test(
        "whoever decides that an opinion is closed, or deleted, empties its contact with that",
        arguments: [true, false])
    func decided(byDeleting: Bool) throws {
        let key = try addOpinion()
        let others = try TestStores(seed: 2)
        let other = try others.create("b.sqlite")
        _ = try other.ingest(try store.allChanges())
        if byDeleting {
            try store.setDeleted(key)
            try other.set(key, "text", .text("两盏灯坏了"), as: .wang)
        } else {
            try store.set(key, "state", .choice("closed"))
            try other.set(key, "state", .choice("in_progress"), as: .wang)
        }
        try other.set(key, "contact", .text("13800000000"), as: .wang)
        _ = try other.ingest(try store.allChanges())
        let field = byDeleting ? "deleted" : "state"
        let open = try #require(try other.conflicts().first { $0.fieldName == field })
        let value: Value = byDeleting ? .boolean(true) : .choice("closed")
        let changes = try other.resolve(
            open.id, version: open.version, value: value, reason: "核实", as: .wang, handsIn: true)
        #expect(changes.first?.header.kind == .resolution)
        #expect(try contact(key, in: other) == [.null] && other.conflicts().isEmpty)
        #expect(try other.check().isEmpty)
    }
}
