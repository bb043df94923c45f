internal import FoundationEssentials

/// What a program takes from the world around it: the time, and chance.
///
/// It is handed down from where a program begins to whatever asks for the time or for random numbers, so that a test can
/// make a device whose clock is two years off, and play the same run twice.
public struct HostEnvironment: Sendable {
    /// The wall clock, milliseconds since 1970-01-01T00:00:00Z. It may be wrong, and may be set back.
    public let wallMilliseconds: @Sendable () -> Int64
    /// Seconds that have passed since some moment; never fewer than before.
    public let elapsedSeconds: @Sendable () -> Double
    /// Waits for so many seconds; throws `CancellationError` when the task is cancelled first.
    public let sleep: @Sendable (Double) async throws -> Void
    /// Source of ids, salts, tokens and jitter.
    public let random: AnyRandomSource
    /// How long to wait for another process's transaction on the same file, in seconds.
    public let lockTimeoutSeconds: Double
    /// Told of each statement that a store runs, as SQL without its values: for finding out what something costs.
    public let statementRan: (@Sendable (String) -> Void)?

    /// Makes it of parts that the properties describe.
    public init(
        wallMilliseconds: @escaping @Sendable () -> Int64,
        elapsedSeconds: @escaping @Sendable () -> Double = Self.systemElapsedSeconds,
        sleep: @escaping @Sendable (Double) async throws -> Void = Self.systemSleep,
        random: AnyRandomSource = AnyRandomSource(), lockTimeoutSeconds: Double = 5,
        statementRan: (@Sendable (String) -> Void)? = nil
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.elapsedSeconds = elapsedSeconds
        self.sleep = sleep
        self.random = random
        self.lockTimeoutSeconds = lockTimeoutSeconds
        self.statementRan = statementRan
    }

    /// The machine's own clocks and the system's randomness.
    public static let system = HostEnvironment(wallMilliseconds: { Int64(Date().timeIntervalSince1970 * 1_000) })

    /// The wall clock as a moment.
    public var now: Instant { Instant(milliseconds: wallMilliseconds()) }

    private static let start = ContinuousClock.now

    /// Seconds since the program began, by the machine's clock that is never set.
    public static let systemElapsedSeconds: @Sendable () -> Double = { (ContinuousClock.now - start) / .seconds(1) }

    /// Waits by the machine's clock.
    public static let systemSleep: @Sendable (Double) async throws -> Void = { seconds in
        try await Task.sleep(for: .seconds(seconds))
    }
}

/// The system's random numbers, or a sequence that a test fixes.
public struct AnyRandomSource: RandomNumberGenerator, Sendable {
    private let nextWord: @Sendable () -> UInt64

    /// - Parameter next: 64 random bits a call.
    public init(_ next: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }) { nextWord = next }

    /// 64 random bits.
    public mutating func next() -> UInt64 { nextWord() }

    /// So many fresh bytes, such as 16 for a salt.
    public func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let word = nextWord()
            for shift in stride(from: 56, through: 0, by: -8) where bytes.count < count {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return bytes
    }
}
