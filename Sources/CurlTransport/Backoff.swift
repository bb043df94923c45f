internal import Values

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

    /// Makes it of parts that the properties describe.
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

/// The value of a Retry-After header (RFC 9110, section 10.2.3): a number of seconds or an HTTP date.
public enum RetryAfter {
    /// Reads the header's value.
    ///
    /// - Parameters:
    ///   - value: the header's value.
    ///   - nowUnixSeconds: the time now, in seconds since 1970 UTC.
    /// - Returns: seconds to wait from now on; 0 for a date that has passed; nil when the value is neither form.
    public static func seconds(_ value: String, nowUnixSeconds: Int) -> Double? {
        let text = value.trimmed
        if let digits = decimal(text[...], digits: 1...9) { return Double(digits) }
        guard let date = unixSeconds(httpDate: text) else { return nil }
        return Double(max(0, date - nowUnixSeconds))
    }

    /// Reads the date form that servers must send, such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section
    /// 5.6.7). The two obsolete forms are not read: a wait we cannot read is a wait we choose ourselves.
    private static func unixSeconds(httpDate: String) -> Int? {
        let parts = httpDate.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, weekdays.contains(String(parts[0])), parts[5] == "GMT",
            let day = decimal(parts[1], digits: 2...2),
            let month = months.firstIndex(of: String(parts[2])),
            let year = decimal(parts[3], digits: 4...4),
            let date = CalendarDate(year: year, month: month + 1, day: day),
            let secondOfDay = secondOfDay(parts[4])
        else { return nil }
        return date.daysSince1970 * 86_400 + secondOfDay
    }

    private static let weekdays = ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `HH:MM:SS`; second 60 is a leap second.
    private static func secondOfDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3,
            let hour = decimal(parts[0], digits: 2...2), hour < 24,
            let minute = decimal(parts[1], digits: 2...2), minute < 60,
            let second = decimal(parts[2], digits: 2...2), second <= 60
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    private static func decimal(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
        let bytes = text.utf8
        guard digits.contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
