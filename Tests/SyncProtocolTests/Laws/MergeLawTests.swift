import SyncProtocol
import SyncWire
import Testing

@Suite("Merge laws in random worlds") struct MergeLawTests {
    private func world(_ seed: UInt64) throws -> RandomWorld {
        try RandomWorld(seed: seed, schema: VectorFolder.read(Schema.self, "schema.json"))
    }

    @Test(
        "any permutation, repetition and grouping of deliveries gives equal states, views and digests",
        arguments: Seeds.list)
    func order(seed: UInt64) throws {
        let world = try world(seed)
        var random = SplitMix64(seed: ~seed)
        var reference = SmallReplica()
        for change in world.changes { reference.deliver(change, isSuspect: world.suspects.contains(change.id)) }
        for _ in 0..<12 {
            let order = (world.changes + world.changes.filter { _ in random.oneIn(3) }).shuffled(using: &random)
            var replica = SmallReplica()
            // The authority's word on a clock may come with the change or long after it.
            var late: [Change] = []
            for change in order {
                let isSuspect = world.suspects.contains(change.id)
                let isLate = isSuspect && random.oneIn(2)
                replica.deliver(change, isSuspect: isSuspect && !isLate)
                if isLate { late.append(change) }
            }
            for change in late { replica.deliver(change, isSuspect: true) }
            #expect(replica.states == reference.states, "seed \(seed)")
            for (key, state) in replica.states {
                let view = RecordView(state, schema: world.schema)
                let other = RecordView(try #require(reference.states[key]), schema: world.schema)
                #expect(view.digest == other.digest, "seed \(seed)")
                #expect(view.deletion == other.deletion, "seed \(seed)")
                #expect(view.conflicts.map(\.key) == other.conflicts.map(\.key), "seed \(seed)")
            }
        }
    }

    @Test("what went through replicas in groups, by any route, equals what came directly", arguments: Seeds.list)
    func grouping(seed: UInt64) throws {
        let world = try world(seed)
        var random = SplitMix64(seed: seed &+ 77)
        // Each replica hands all it holds to the next, in groups; afterwards all hold the same.
        var replicas = world.replicas
        for round in 0..<2 * replicas.count {
            let (from, to) = (round % replicas.count, (round + 1) % replicas.count)
            var rest = replicas[from].held.shuffled(using: &random)[...]
            while !rest.isEmpty {
                let group = rest.prefix(Int.random(in: 1...5, using: &random))
                rest = rest.dropFirst(group.count)
                for change in group {
                    replicas[to].state.deliver(change, isSuspect: world.suspects.contains(change.id))
                    replicas[to].held.append(change)
                }
            }
        }
        var direct = SmallReplica()
        for change in world.changes { direct.deliver(change, isSuspect: world.suspects.contains(change.id)) }
        for replica in replicas { #expect(replica.state.states == direct.states, "seed \(seed)") }
    }

    @Test("every replica, whatever it holds so far, shows what the definition of merging says", arguments: Seeds.list)
    func definition(seed: UInt64) throws {
        let world = try world(seed)
        for (replica, held) in world.replicas {
            for (key, state) in replica.states {
                let expected = BruteForce(key, changes: held, suspects: world.suspects)
                compare(state, expected, world.schema, "seed \(seed)")
            }
        }
    }

    private func compare(_ state: RecordState, _ expected: BruteForce, _ schema: Schema, _ place: String) {
        #expect(Set(state.missing.map(\.key)) == expected.incomplete, "\(place)")
        #expect(state.fields.map(\.key) == expected.live.keys.sorted(), "\(place)")
        let type = schema.types[0]
        let view = RecordView(state, schema: schema)
        for field in state.fields {
            #expect(Set(field.writes.map(\.dot)) == Set((expected.live[field.key] ?? []).map(\.dot)), "\(place)")
            #expect(
                Set(field.writes.map(\.isSuspect)) == Set((expected.live[field.key] ?? []).map(\.isSuspect)),
                "\(place)")
        }
        for (key, outcome) in view.fields {
            let found: BruteForce.Outcome =
                switch outcome {
                case .value(let write): .value(write.value)
                case .conflict(let candidates, let last): .conflict(Set(candidates.map(\.value)), provisional: last.dot)
                case .entries(let writes): .entries(writes.map(\.dot))
                }
            #expect(found == expected.outcome(of: key, type.field(key.field)), "\(place), \(key)")
        }
        switch view.deletion {
        case .live: #expect(expected.deletion == .live, "\(place)")
        case .deleted: #expect(expected.deletion == .deleted, "\(place)")
        case .conflict: #expect(expected.deletion == .conflict, "\(place)")
        }
    }

    @Test(
        "no write disappears: it is live, or a write of the same field names it; no deletion hides what it did not see",
        arguments: Seeds.list)
    func nothingIsLost(seed: UInt64) throws {
        let world = try world(seed)
        for (replica, held) in world.replicas {
            let namers = Set(held).flatMap { change in
                change.operations.flatMap { operation in
                    operation.over.map { Named(record: change.records[operation.record], key: operation.key, dot: $0) }
                }
            }
            let named = Set(namers)
            for change in Set(held) {
                for (number, operation) in change.operations.enumerated() {
                    let key = change.records[operation.record]
                    let dot = Dot(change: change.id, operation: UInt32(number))
                    let state = try #require(replica.states[key])
                    let isLive = state.writes(of: operation.key).contains { $0.dot == dot }
                    #expect(isLive != named.contains(Named(record: key, key: operation.key, dot: dot)), "seed \(seed)")
                    guard isLive, operation.key.field != .deleted else { continue }
                    let view = RecordView(state, schema: world.schema)
                    #expect(isShown(dot, operation, view, world.schema), "seed \(seed)")
                    guard view.deletion == .deleted else { continue }
                    let deletes = state.writes(of: FieldKey(.deleted))
                    #expect(deletes.contains { $0.saw.contains(dot) || $0.dot.change == dot.change }, "seed \(seed)")
                }
            }
        }
    }

    private struct Named: Hashable {
        let record: RecordKey
        let key: FieldKey
        let dot: Dot
    }

    /// Whether a live write states the shown value, is one of the values of a conflict, is an entry, or lost to a policy
    /// that the schema declares for such cases.
    private func isShown(_ dot: Dot, _ operation: ChangeOperation, _ view: RecordView, _ schema: Schema) -> Bool {
        guard let outcome = view.fields.first(where: { $0.key == operation.key })?.outcome else { return false }
        switch outcome {
        case .value(let write):
            return write.value == operation.payload.valueBytes
                || schema.policy(of: operation.key.field, in: view.key.type).isAutomatic
        case .conflict(let candidates, _): return candidates.contains { $0.writes.contains { $0.dot == dot } }
        case .entries(let writes): return writes.contains { $0.dot == dot }
        }
    }

    @Test(
        "resolving every conflict as it is shown closes them all, and a second resolution alike opens none",
        arguments: Seeds.list)
    func resolution(seed: UInt64) throws {
        let world = try world(seed)
        var replica = SmallReplica()
        for change in world.changes { replica.deliver(change, isSuspect: world.suspects.contains(change.id)) }
        var random = SplitMix64(seed: seed &+ 5)
        for (key, state) in replica.states.sorted(by: { $0.key < $1.key }) {
            let view = RecordView(state, schema: world.schema)
            var states = [state]
            for (field, candidates) in view.conflicts where field.field != .deleted {
                let value = try #require(Value(encoded: candidates[0].value))
                let over = candidates.flatMap(\.writes).map(\.dot)
                for author in ["r", "s"] {
                    let header = ChangeHeader(
                        replica: ReplicaID(using: &random), sequence: 1, previousLink: nil, author: author,
                        role: "administrator", device: author, schemaVersion: 1,
                        clock: ClockStamp(microseconds: 100), writtenAt: 0, kind: .resolution, reason: "checked")
                    let write = ChangeDraft.Write(record: key, key: field, value: value, over: over)
                    var salts = random
                    let change = try ChangeCodec.encode([write], header: header) { salts.bytes(16) }.change
                    random = salts
                    states.append(states[states.count - 1])
                    states[states.count - 1].apply(change, recordIndex: 0, isSuspect: false) { _ in true }
                    let after = RecordView(states[states.count - 1], schema: world.schema)
                    let outcome = after.fields.first { $0.key == field }?.outcome
                    #expect(outcome?.isConflict == false, "seed \(seed)")
                    guard case .value(let write)? = outcome else { continue }
                    #expect(write.value == value.encoded, "seed \(seed)")
                }
            }
        }
    }
}
