import CommunityModel
import SyncProtocol
import Testing

@testable import ReplicaStore

/// Two devices that save and exchange at random, and one person who takes things back.
@Suite("Undo, whatever was saved") struct UndoPropertyTests {
    private final class World {
        let stores: TestStores
        let mine: ReplicaStore
        let other: ReplicaStore
        var random: SplitMix64
        private var things: [RecordKey] = []

        init(seed: UInt64) throws {
            stores = try TestStores(seed: seed)
            mine = try stores.create("a.sqlite")
            other = try stores.create("b.sqlite")
            random = SplitMix64(seed: seed)
            for store in [mine, other] { try PolicyThings.declare(in: store) }
        }

        func exchange() throws {
            _ = try other.ingest(try mine.allChanges())
            _ = try mine.ingest(try other.allChanges())
        }

        /// One save: of a new record, or of up to four fields of one that is there.
        func save(in store: ReplicaStore, as author: Author, appending: Bool = false) throws {
            stores.world.advance(milliseconds: Int64.random(in: 0...3, using: &random))
            let known = try things.filter { try store.record($0) != nil }
            try store.save(as: author, handsIn: true) { context in
                guard let key = known.randomElement(using: &random), !random.oneIn(4) else {
                    return [try making(context)]
                }
                return [ChangeDraft(writes: try edits(of: key, appending: appending, in: context))]
            }
        }

        private func making(_ context: EditContext) throws -> ChangeDraft {
            if let thing = things.first(where: { $0.type == PolicyThings.thing }), random.oneIn(3) {
                let key = RecordKey(id: context.newID(), type: PolicyThings.part)
                things.append(key)
                let parent = ChangeDraft.Write(
                    record: key, key: FieldKey(FieldNumber(rawValue: 16)), value: .reference(thing.id))
                return ChangeDraft(writes: [parent] + (try edits(of: key, appending: true, in: context)))
            }
            let key = RecordKey(id: context.newID(), type: PolicyThings.thing)
            things.append(key)
            let area = ChangeDraft.Write(
                record: key, key: FieldKey(FieldNumber(rawValue: 16)), value: .text("4406"))
            return ChangeDraft(writes: [area] + (try edits(of: key, appending: true, in: context)))
        }

        private func edits(of key: RecordKey, appending: Bool, in context: EditContext) throws -> [ChangeDraft.Write] {
            let state = try context.state(of: key)
            if !state.fields.isEmpty, random.oneIn(8) {
                // As on a device, nothing is deleted while something lives under it.
                let isDeleted = try context.liveChildren(of: key.id) == 0 && !random.oneIn(3)
                return [
                    ChangeDraft.Write(
                        record: key, key: FieldKey(.deleted), value: .boolean(isDeleted),
                        over: state.writes(of: FieldKey(.deleted)).map(\.dot),
                        saw: isDeleted ? state.seenByDelete : [])
                ]
            }
            let type = try #require(context.schema.type(key.type))
            var keys: Set<FieldKey> = []
            var writes: [ChangeDraft.Write] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                guard let field = type.fields.filter({ $0.number.rawValue > 16 }).randomElement(using: &random),
                    appending || field.policy != .append
                else { continue }
                let write = write(of: key, field, state)
                if keys.insert(write.key).inserted { writes.append(write) }
            }
            return writes.isEmpty ? [write(of: key, type.fields[1], state)] : writes
        }

        private func write(of key: RecordKey, _ field: Field, _ state: RecordState) -> ChangeDraft.Write {
            let number = Int64.random(in: 0...3, using: &random)
            let value: Value =
                switch (field.policy, field.type) {
                case (.union, _), (_, .boolean): .boolean(random.oneIn(2))
                case (_, .integer): .integer(number)
                default: random.oneIn(6) && field.policy != .append ? .null : .text("文\(number)")
                }
            let cell: [UInt8] =
                field.policy == .union
                ? Value.text("签\(number)").encoded : field.keyed ? Array("q\(number)".utf8) : []
            let fieldKey = FieldKey(field.number, cell: cell)
            // Now and then a form had shown only some of what is live.
            let shown = Set(state.writes(of: fieldKey).map(\.dot).filter { _ in !random.oneIn(4) })
            let over = state.replaced(by: fieldKey, policy: field.policy, shown: shown)
            return ChangeDraft.Write(record: key, key: fieldKey, value: value, over: over)
        }

        func step() throws {
            switch Int.random(in: 0..<5, using: &random) {
            case 0...1: try save(in: mine, as: .li)
            case 2...3: try save(in: other, as: .wang)
            default: try exchange()
            }
        }
    }

    /// Where two pictures differ, in few words.
    private func differences(_ left: [RecordID: SeenRecord], _ right: [RecordID: SeenRecord]) -> [String] {
        Set(left.keys).union(right.keys).sorted().compactMap { id in
            left[id] == right[id]
                ? nil
                : "\(id): \(left[id].map(String.init(describing:)) ?? "-") / \(right[id].map(String.init(describing:)) ?? "-")"
        }
    }

    private func take(_ kind: UndoMark.Kind, in store: ReplicaStore) throws -> UndoPlan {
        let plan = try #require(try store.undoPlan(kind, for: .li))
        _ = try store.undo(plan, as: .li)
        return plan
    }

    @Test(
        "after an undo people see what they saw before the save, after a redo what they saw after it",
        arguments: Seeds.list)
    func inverse(seed: UInt64) throws {
        let world = try World(seed: seed)
        for round in 0..<20 {
            for _ in 0..<3 { try world.step() }
            let before = try world.mine.seen()
            try world.save(in: world.mine, as: .li, appending: false)
            let after = try world.mine.seen()
            let newest = try #require(try world.mine.allChanges().last?.change)
            let plan = try take(.undo, in: world.mine)
            #expect(plan.steps.map(\.change) == [newest.id], "seed \(seed) round \(round)")
            let made = plan.steps.flatMap(\.records).filter { $0.effect == .deleted }.map(\.key.id)
            let kept = plan.steps.flatMap(\.records).flatMap(\.kept).map(\.obstacle)
            if kept == [.children] {
                // Somebody has put a record under the one that is to go again.
                #expect(differences(try world.mine.seen(), after) == [], "seed \(seed) round \(round)")
                continue
            }
            #expect(kept.isEmpty, "seed \(seed) round \(round)")
            var undone = try world.mine.seen()
            for id in made {
                #expect(undone[id]?.isDeleted == true)
                undone[id] = nil
            }
            #expect(differences(undone, before) == [], "seed \(seed) round \(round)")
            _ = try take(.redo, in: world.mine)
            let redone = differences(try world.mine.seen(), after)
            #expect(redone == [], "seed \(seed) round \(round)")
            if world.random.oneIn(2) {
                _ = try take(.undo, in: world.mine)
                var again = try world.mine.seen()
                for id in made { again[id] = nil }
                #expect(differences(again, before) == [], "seed \(seed) round \(round)")
            }
        }
        try world.exchange()
        try world.exchange()
        #expect(differences(try world.mine.seen(), try world.other.seen()) == [], "seed \(seed)")
    }

    @Test("several saves are taken back one after another, and done again in the same order", arguments: Seeds.list)
    func backAndForth(seed: UInt64) throws {
        let world = try World(seed: seed)
        for _ in 0..<25 { try world.step() }
        try world.exchange()
        var pictures = [try world.mine.seen()]
        for _ in 0..<8 {
            try world.save(in: world.mine, as: .li)
            pictures.append(try world.mine.seen())
        }
        var made: Set<RecordID> = []
        for picture in pictures.dropLast().reversed() {
            let plan = try take(.undo, in: world.mine)
            made.formUnion(plan.steps.flatMap(\.records).filter { $0.effect == .deleted }.map(\.key.id))
            let seen = try world.mine.seen().filter { !made.contains($0.key) || !$0.value.isDeleted }
            let earlier = picture.filter { !made.contains($0.key) }
            #expect(differences(seen, earlier) == [], "seed \(seed)")
        }
        for picture in pictures.dropFirst() {
            _ = try take(.redo, in: world.mine)
            let seen = try world.mine.seen().filter { picture[$0.key] != nil }
            #expect(differences(seen, picture) == [], "seed \(seed)")
        }
        try world.exchange()
        #expect(differences(try world.mine.seen(), try world.other.seen()) == [], "seed \(seed)")
    }

    @Test("what somebody else has stated since stays, however far one goes back", arguments: Seeds.list)
    func othersStay(seed: UInt64) throws {
        let world = try World(seed: seed)
        for _ in 0..<60 { try world.step() }
        try world.exchange()
        for _ in 0..<30 {
            guard let plan = try world.mine.undoPlan(.undo, for: .li), !plan.isEmpty else { break }
            let foreign = try live(in: world.mine, writtenBy: .wang)
            _ = try world.mine.undo(plan, as: .li)
            let remaining = try live(in: world.mine, writtenBy: .wang)
            #expect(foreign.subtracting(remaining).isEmpty, "seed \(seed)")
        }
        try world.exchange()
        #expect(differences(try world.mine.seen(), try world.other.seen()) == [], "seed \(seed)")
    }

    /// Live writes of `manual` fields by one author.
    private func live(in store: ReplicaStore, writtenBy author: Author) throws -> Set<Dot> {
        let changes = Set(
            try store.allChanges().map(\.change).filter { $0.header.author == author.login }.map(\.id))
        let manual: Set<FieldNumber> = [FieldNumber(rawValue: 17), FieldNumber(rawValue: 23)]
        let states = try store.records(of: PolicyThings.thing).map(\.view)
        return Set(
            states.flatMap(\.fields).filter { manual.contains($0.key.field) }.flatMap { field -> [LiveWrite] in
                switch field.outcome {
                case .value(let write): [write]
                case .conflict(let candidates, _): candidates.flatMap(\.writes)
                case .entries(let writes): writes
                }
            }.map(\.dot).filter { changes.contains($0.change) })
    }
}
