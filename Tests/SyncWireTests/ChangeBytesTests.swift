import Foundation
import SyncProtocol
import SyncWire
import Testing

/// Reproducible random numbers (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }
}

/// The seeds that property tests run with: that of `RUHU_SEED` alone, or a fixed list.
private let seeds: [UInt64] = {
    if let seed = ProcessInfo.processInfo.environment["RUHU_SEED"].flatMap({ UInt64($0) }) { return [seed] }
    return Array(1...12)
}()

@Suite("Bytes of changes") struct ChangeBytesTests {
    /// A change of a few writes, with and without predecessors, cells, reasons and links.
    private func change(_ random: inout SplitMix64) throws -> (bytes: [UInt8], change: Change) {
        let records = (0..<Int.random(in: 1...3, using: &random)).map { number in
            RecordKey(
                id: RecordID(milliseconds: 1_790_000_000_000 + Int64(number), using: &random),
                type: TypeNumber(rawValue: UInt32.random(in: 1...300, using: &random)))
        }
        let earlier = (0..<3).compactMap { _ in ChangeID(bytes: random.bytes(32)) }
        let values: [Value] = [
            .null, .boolean(true), .integer(.random(in: .min ... .max, using: &random)), .text("桂城街道 é"),
            .choice("vacant"), .instant(-1), .tuple([.integer(1), .text("x")]), .text(""),
        ]
        let writes = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            let dots = earlier.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)).map {
                Dot(change: $0, operation: UInt32.random(in: 0...300, using: &random))
            }
            return ChangeDraft.Write(
                record: records.randomElement(using: &random) ?? records[0],
                key: FieldKey(
                    FieldNumber(rawValue: .random(in: 1...200, using: &random)),
                    cell: random.bytes(Int.random(in: 0...4, using: &random))),
                value: values.randomElement(using: &random) ?? .null, over: Array(dots),
                saw: dots.isEmpty ? [] : [dots[0]])
        }
        let header = ChangeHeader(
            replica: ReplicaID(using: &random), sequence: .random(in: 1...1 << 40, using: &random),
            previousLink: Digest(bytes: random.bytes(Bool.random(using: &random) ? 32 : 0)), author: "李四",
            role: "enumerator", device: "tablet-7", schemaVersion: 1,
            clock: ClockStamp(microseconds: .random(in: 0 ... .max, using: &random)),
            writtenAt: .random(in: .min ... .max, using: &random), kind: .edit,
            reason: Bool.random(using: &random) ? "按门牌更正" : "")
        var salts = random
        let written = try ChangeCodec.encode(writes, header: header) { salts.bytes(16) }
        random = salts
        return written
    }

    @Test("a change is read back as it was written", arguments: seeds)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        for _ in 0..<40 {
            let (bytes, change) = try change(&random)
            #expect(try ChangeCodec.decode(bytes) == change, "seed \(seed)")
        }
    }

    @Test("a change that was cut off is refused, or is a shorter change with another id", arguments: seeds)
    func truncation(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let (bytes, change) = try change(&random)
        for count in bytes.indices {
            let found = try? ChangeCodec.decode(Array(bytes.prefix(count)))
            #expect(found?.id != change.id, "seed \(seed), \(count) bytes")
        }
    }

    @Test("every changed byte is refused or changes the id", arguments: seeds)
    func flips(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let (bytes, change) = try change(&random)
        for position in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[position] ^= 1 << bit
                let found = try? ChangeCodec.decode(changed)
                #expect(found?.id != change.id, "seed \(seed), byte \(position), bit \(bit)")
            }
        }
    }

    @Test(
        "several random changes at once, insertions and deletions do not crash the reader or keep the id",
        arguments: seeds)
    func damage(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let (bytes, change) = try change(&random)
        for _ in 0..<2_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: changed.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: changed.insert(.random(in: 0...255, using: &random), at: position)
                case 1: changed.remove(at: position)
                case 2: changed[position] = .random(in: 0...255, using: &random)
                default: changed.insert(contentsOf: random.bytes(9).map { $0 | 0x80 }, at: position)
                }
            }
            guard changed != bytes else { continue }
            #expect((try? ChangeCodec.decode(changed))?.id != change.id, "seed \(seed)")
        }
    }

    @Test("noise is refused without a crash", arguments: seeds)
    func noise(seed: UInt64) {
        var random = SplitMix64(state: seed)
        for _ in 0..<2_000 {
            let noise = random.bytes(Int.random(in: 0...200, using: &random))
            #expect((try? ChangeCodec.decode(noise)) == nil, "seed \(seed)")
        }
    }
}
