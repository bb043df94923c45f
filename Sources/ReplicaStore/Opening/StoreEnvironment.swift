internal import FoundationEssentials

/// What a store takes from the world around it.
public struct StoreEnvironment: Sendable {
    /// The wall clock, milliseconds since 1970-01-01T00:00:00Z.
    public let wallMilliseconds: @Sendable () -> Int64
    /// Source of ids and salts.
    public let random: AnyRandomSource
    /// How long to wait for another process's transaction, in seconds.
    public let lockTimeoutSeconds: Double
    /// Told of each statement that runs, as SQL without its values: for finding out what something costs.
    public let statementRan: (@Sendable (String) -> Void)?

    public init(
        wallMilliseconds: @escaping @Sendable () -> Int64, random: AnyRandomSource = AnyRandomSource(),
        lockTimeoutSeconds: Double = 5, statementRan: (@Sendable (String) -> Void)? = nil
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.random = random
        self.lockTimeoutSeconds = lockTimeoutSeconds
        self.statementRan = statementRan
    }

    /// The real clock and the system's randomness.
    public static let system = StoreEnvironment(wallMilliseconds: { Int64(Date().timeIntervalSince1970 * 1_000) })
}

/// The system's random numbers, or a sequence that a test fixes.
public struct AnyRandomSource: RandomNumberGenerator, Sendable {
    private let nextWord: @Sendable () -> UInt64

    public init(_ next: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }) { nextWord = next }

    public mutating func next() -> UInt64 { nextWord() }

    /// Sixteen fresh bytes.
    func salt() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for word in [nextWord(), nextWord()] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return bytes
    }
}
