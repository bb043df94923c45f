import SyncProtocol
import Testing

@Suite("Stored form of a record's state") struct StoredStateTests {
    private func states(_ seed: UInt64) throws -> [RecordState] {
        let world = try RandomWorld(
            seed: seed, schema: VectorFolder.read(Schema.self, "schema.json"), steps: 40)
        return world.replicas.flatMap { Array($0.state.states.values) }
    }

    @Test("a stored state is read back as it was, and stored again to the same bytes", arguments: Seeds.list)
    func roundTrip(seed: UInt64) throws {
        for state in try states(seed) {
            let read = try #require(RecordState(key: state.key, stored: state.stored), "seed \(seed)")
            #expect(read == state, "seed \(seed)")
            #expect(read.stored == state.stored, "seed \(seed)")
        }
    }

    @Test("a stored state that was cut off or lengthened is not read", arguments: Seeds.list)
    func truncation(seed: UInt64) throws {
        guard let state = try states(seed).first else { return }
        let bytes = state.stored
        for count in bytes.indices {
            #expect(RecordState(key: state.key, stored: Array(bytes.prefix(count))) == nil, "seed \(seed), \(count)")
        }
        #expect(RecordState(key: state.key, stored: bytes + [0]) == nil, "seed \(seed)")
    }

    @Test(
        "one changed byte of a stored state is noticed: it is not read, or says something else", arguments: Seeds.list)
    func flip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 3)
        guard let state = try states(seed).randomElement(using: &random) else { return }
        let bytes = state.stored
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= UInt8.random(in: 1...255, using: &random)
            let read = RecordState(key: state.key, stored: changed)
            #expect(read != state, "seed \(seed), byte \(position)")
        }
    }

    @Test("bytes without meaning are not read and do not crash", arguments: Seeds.list)
    func noise(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let record = RecordID(milliseconds: 0, using: &random)
        let key = RecordKey(id: record, type: TypeNumber(rawValue: 1))
        for _ in 0..<200 {
            let noise = random.bytes(Int.random(in: 0...80, using: &random))
            #expect(RecordState(key: key, stored: [1] + noise).map(\.fields.count) ?? 0 <= 80)
        }
    }
}
