/// A stamp of the hybrid logical clock: microseconds since 1970-01-01T00:00:00Z, moved forward where needed so that no
/// replica repeats one.
public struct ClockStamp: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z.
    public let microseconds: UInt64

    /// A stamp that a clock gave, or one to compare with.
    public init(microseconds: UInt64) { self.microseconds = microseconds }

    /// Earlier stamps come first.
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}

/// The hybrid logical clock of one replica. It orders writes for people and for `latest`; it never decides causality.
///
/// Kulkarni et al., "Logical Physical Clocks", 2014, reduced to one number: max(wall, last) + 1.
public struct HybridClock: Hashable, Sendable {
    /// The latest stamp given out or accepted.
    public private(set) var last: ClockStamp

    /// A clock that goes on after a stamp.
    public init(last: ClockStamp = ClockStamp(microseconds: 0)) { self.last = last }

    /// The next stamp of this replica, greater than every one before it.
    ///
    /// - Parameter wallMicroseconds: Wall clock, microseconds since 1970; values outside 1970 to 2200 are clamped.
    /// - Returns: The stamp.
    public mutating func tick(wallMicroseconds: Int64) -> ClockStamp {
        last = ClockStamp(microseconds: max(Self.clamped(wallMicroseconds), last.microseconds) + 1)
        return last
    }

    /// Takes note of a stamp that another replica wrote, unless it lies more than ten minutes ahead of the wall clock.
    ///
    /// [Without the cap one device with a wrong clock would drag every other clock with it.]
    /// - Returns: Whether the stamp was accepted.
    @discardableResult
    public mutating func observe(_ stamp: ClockStamp, wallMicroseconds: Int64) -> Bool {
        let cap = Self.clamped(wallMicroseconds) + UInt64(Limits.clockSkewMicroseconds)
        guard stamp.microseconds <= cap else { return false }
        last = max(last, stamp)
        return true
    }

    /// Starts again from the server's time, after a session found this clock wrong.
    public mutating func restart(wallMicroseconds: Int64) {
        last = ClockStamp(microseconds: Self.clamped(wallMicroseconds))
    }

    private static func clamped(_ microseconds: Int64) -> UInt64 {
        min(UInt64(max(microseconds, 0)), Limits.clockMicrosecondsMax)
    }
}

/// What a session says about the sender's clock. Specification: section "Clocks".
public struct ClockCheck: Hashable, Sendable {
    /// Whether the changes since the last good session are marked suspect.
    public let isSuspect: Bool
    /// What to add to the sender's wall clock to get the server's, in milliseconds.
    public let offsetMilliseconds: Int64

    /// - Parameters:
    ///   - wallMilliseconds: The sender's wall clock.
    ///   - logical: The sender's logical clock.
    ///   - serverMilliseconds: The server's wall clock.
    public init(wallMilliseconds: Int64, logical: ClockStamp, serverMilliseconds: Int64) {
        let limit = Limits.clockSkewMicroseconds / 1_000
        let (difference, overflow) = serverMilliseconds.subtractingReportingOverflow(wallMilliseconds)
        offsetMilliseconds = overflow ? 0 : difference
        let logicalMilliseconds = Int64(min(logical.microseconds / 1_000, UInt64(Int64.max)))
        let (lead, leadOverflow) = logicalMilliseconds.subtractingReportingOverflow(wallMilliseconds)
        let ranAhead = leadOverflow || lead > limit
        isSuspect = overflow || difference.magnitude > UInt64(limit) || ranAhead
    }
}
