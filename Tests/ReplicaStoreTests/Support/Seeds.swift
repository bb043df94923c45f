import Foundation
import ReplicaStore
import Synchronization
import Values

/// Reproducible random numbers (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}

/// The seeds that property tests run with: that of `RUHU_SEED` alone, or a fixed list. A failing test names its seed.
enum Seeds {
    static let list: [UInt64] = {
        if let seed = ProcessInfo.processInfo.environment["RUHU_SEED"].flatMap({ UInt64($0) }) { return [seed] }
        return Array(1...8)
    }()
}

/// A wall clock that a test moves by hand, and randomness that a seed fixes.
final class TestWorld: Sendable {
    private let wall = Mutex<Int64>(1_790_000_000_000)
    private let random: Mutex<SplitMix64>

    private let count: StatementCount?

    /// What stores of this world run is counted.
    init(seed: UInt64, count: StatementCount? = nil) {
        random = Mutex(SplitMix64(seed: seed))
        self.count = count
    }

    func advance(milliseconds: Int64) { wall.withLock { $0 += milliseconds } }

    var environment: HostEnvironment {
        HostEnvironment(
            wallMilliseconds: { [self] in wall.withLock { $0 } },
            random: AnyRandomSource { [self] in random.withLock { $0.next() } }, lockTimeoutSeconds: 0.05,
            statementRan: count.map { count in { @Sendable sql in count.note(sql) } })
    }
}
