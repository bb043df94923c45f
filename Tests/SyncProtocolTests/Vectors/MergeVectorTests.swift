import Foundation
import SyncProtocol
import Testing

@Suite("Vectors: merging") struct MergeVectorTests {
    @Test("all merge cases are there")
    func complete() {
        #expect(VectorFolder.mergeCases.count == 60)
    }

    @Test("each delivery comes to what the independent implementation says", arguments: VectorFolder.mergeCases)
    func steps(name: String) throws {
        let vector = try VectorFolder.read(MergeCase.self, "merge/\(name).json")
        #expect(!vector.steps.isEmpty && !vector.changes.isEmpty)
        let changes = try decoded(vector)
        var replica = SmallReplica()
        for (number, step) in vector.steps.enumerated() {
            for change in step.deliver { replica.deliver(try #require(changes[change])) }
            for change in step.suspect { replica.deliver(try #require(changes[change]), isSuspect: true) }
            try expect(step, of: replica, vector.names, "\(name), step \(number)")
        }
    }

    @Test("any order and repetition of the deliveries comes to the same", arguments: VectorFolder.mergeCases)
    func orders(name: String) throws {
        let vector = try VectorFolder.read(MergeCase.self, "merge/\(name).json")
        let changes = try decoded(vector)
        let last = try #require(vector.steps.last)
        let suspects = Set(vector.steps.flatMap(\.suspect))
        var orders = Permutations.all(vector.steps.flatMap(\.deliver))
        orders += orders.map { $0 + $0.reversed() }
        for order in orders {
            var replica = SmallReplica()
            for change in order {
                replica.deliver(try #require(changes[change]), isSuspect: suspects.contains(change))
            }
            try expect(last, of: replica, vector.names, "\(name), \(order)")
        }
    }

    private func decoded(_ vector: MergeCase) throws -> [String: Change] {
        let names = vector.names
        let schema = try VectorFolder.read(Schema.self, "schema.json")
        return try Dictionary(
            uniqueKeysWithValues: vector.changes.map { ($0.name, try names.check($0, schemaVersion: schema.version)) })
    }

    private func expect(
        _ step: MergeCase.Step, of replica: SmallReplica, _ names: VectorNames, _ place: String
    ) throws {
        let schema = try VectorFolder.read(Schema.self, "schema.json")
        #expect(replica.states.count == step.expect.records.count, "\(place)")
        var links: [RecordID: RecordID] = [:]
        for (name, expected) in step.expect.records {
            let key = try #require(names.records[name])
            let state = try #require(replica.states[key], "\(place)")
            let view = RecordView(
                state, schema: schema, hasLiveChildren: step.hasLiveChildren.contains(name))
            if case .value(let write) = view.outcome(of: .alias),
                case .reference(let target)? = Value(encoded: write.value)
            {
                links[key.id] = target
            }
            let incomplete = Set(state.missing.map(\.key))
            #expect(
                incomplete
                    == Set(expected.incomplete.map { FieldKey(FieldNumber(rawValue: $0.field), cell: $0.cell.bytes) }),
                "incomplete: \(place)")
            for key in incomplete { #expect(state.isIncomplete(key), "\(place)") }
            #expect(view.fields.count == expected.fields.count, "\(place)")
            for (found, field) in zip(view.fields, expected.fields) {
                #expect(found.key.field.rawValue == field.field && found.key.cell == field.cell?.bytes, "\(place)")
                compare(found.outcome, field, ConflictID(record: key, key: found.key), names, place)
            }
            compare(view.deletion, expected.deletion, ConflictID(record: key, key: FieldKey(.deleted)), names, place)
            #expect(view.digest.bytes == expected.digest.bytes, "digest: \(place)")
        }
        let graph = AliasGraph(links: links)
        for (name, representative) in step.expect.representatives ?? [:] {
            let record = try #require(names.records[name]?.id)
            #expect(graph.representative(of: record) == names.records[representative]?.id, "alias of \(name): \(place)")
        }
    }

    private func compare(
        _ found: FieldOutcome, _ expected: MergeCase.ExpectedField, _ id: ConflictID, _ names: VectorNames,
        _ place: String
    ) {
        switch found {
        case .value(let write):
            #expect(expected.outcome == "value", "\(place)")
            #expect(Value(encoded: write.value) == canonical(expected.value), "\(place)")
            #expect(names.name(write.dot) == expected.write, "\(place)")
        case .entries(let writes):
            #expect(expected.outcome == "entries", "\(place)")
            #expect(writes.map { names.name($0.dot) } == expected.entries?.map(\.write), "\(place)")
            #expect(
                writes.map { Value(encoded: $0.value) } == expected.entries?.map { canonical($0.value) }, "\(place)")
        case .conflict(let candidates, let provisional):
            #expect(expected.outcome == "conflict", "\(place)")
            compare(candidates, provisional, expected, id, names, place)
        }
    }

    private func compare(
        _ found: RecordView.Deletion, _ expected: MergeCase.ExpectedField, _ id: ConflictID, _ names: VectorNames,
        _ place: String
    ) {
        switch found {
        case .live: #expect(expected.outcome == "live", "\(place)")
        case .deleted: #expect(expected.outcome == "deleted", "\(place)")
        case .conflict(let candidates, let provisional):
            #expect(expected.outcome == "conflict", "\(place)")
            compare(candidates, provisional, expected, id, names, place)
        }
    }

    private func compare(
        _ candidates: [FieldOutcome.Candidate], _ provisional: LiveWrite, _ expected: MergeCase.ExpectedField,
        _ id: ConflictID, _ names: VectorNames, _ place: String
    ) {
        #expect(
            candidates.map { Value(encoded: $0.value) } == expected.candidates?.map { canonical($0.value) },
            "\(place)")
        #expect(
            candidates.map { $0.writes.map { names.name($0.dot) } } == expected.candidates?.map(\.writes), "\(place)")
        #expect(names.name(provisional.dot) == expected.provisional, "\(place)")
        #expect(id.bytes == expected.conflict?.bytes, "\(place)")
        #expect(RecordView.version(of: candidates).bytes == expected.version?.bytes, "\(place)")
    }

    /// Text compares by canonical equivalence in Swift, so compare what was stored.
    private func canonical(_ notation: ValueNotation?) -> Value? {
        notation.flatMap { Value(encoded: $0.value.encoded) }
    }
}
