/// How long to wait before the next attempt: exponential growth with full jitter, so that devices that lost the same
/// server do not return to it in step (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
///
/// It holds no clock and no randomness: the caller sleeps, and passes its generator in.
public struct Backoff: Sendable, Equatable {
    /// Upper bound of the first delay, in seconds, above 0.
    public let baseSeconds: Double

    /// Upper bound of every delay, in seconds, at least `baseSeconds`.
    public let capSeconds: Double

    /// Delays given since the start or the last reset.
    public private(set) var attempts = 0

    /// - Parameters:
    ///   - baseSeconds: see the property.
    ///   - capSeconds: see the property.
    public init(baseSeconds: Double = 0.5, capSeconds: Double = 30) {
        precondition(baseSeconds > 0 && capSeconds >= baseSeconds, "0 < base <= cap")
        self.baseSeconds = baseSeconds
        self.capSeconds = capSeconds
    }

    /// Takes the next delay: anything from 0 to the base doubled once for each attempt so far, at most the cap.
    ///
    /// - Parameters:
    ///   - generator: where the jitter comes from.
    ///   - retryAfterSeconds: what the server asked for (`RetryAfter.seconds`), if it did. The delay is then that
    ///     long, at most `TransportLimits.retryAfterSecondsMax`, plus the jitter.
    /// - Returns: seconds to wait before the next attempt.
    public mutating func nextDelaySeconds(
        using generator: inout some RandomNumberGenerator,
        retryAfterSeconds: Double? = nil
    ) -> Double {
        let ceilingSeconds = min(capSeconds, baseSeconds * Self.doublings(attempts))
        attempts += 1
        let jitterSeconds = ceilingSeconds * Self.fraction(using: &generator)
        let askedSeconds = min(max(retryAfterSeconds ?? 0, 0), TransportLimits.retryAfterSecondsMax)
        return askedSeconds + jitterSeconds
    }

    /// Starts over, after a success.
    public mutating func reset() {
        attempts = 0
    }

    /// A number from 0 to just below 1, of the 53 bits that a Double holds. `Double.random` draws until it likes what
    /// it gets, and would draw for ever from a generator that a test has fixed.
    private static func fraction(using generator: inout some RandomNumberGenerator) -> Double {
        Double(generator.next() >> 11) * 0x1p-53
    }

    /// 2 to the power of `count`; past 62 it stands still, which is beyond any cap.
    private static func doublings(_ count: Int) -> Double {
        Double(1 << min(count, 62))
    }
}
