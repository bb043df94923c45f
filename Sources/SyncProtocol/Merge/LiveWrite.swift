/// A write that no active change has replaced.
public struct LiveWrite: Hashable, Sendable {
    /// The operation that made the write.
    public let dot: Dot
    /// Its change's stamp, by which `latest` and people order writes.
    public let clock: ClockStamp
    /// Role of the author when it was written, for the `authority` policy.
    public let role: String
    /// Whether the stamp comes from a clock that a session found wrong.
    public var isSuspect: Bool
    /// Canonical bytes of the value; empty when the payload was erased.
    public let value: [UInt8]
    /// In a delete: every other live write its author saw.
    public let saw: [Dot]

    /// A write that nothing has replaced.
    public init(dot: Dot, clock: ClockStamp, role: String, isSuspect: Bool, value: [UInt8], saw: [Dot] = []) {
        self.dot = dot
        self.clock = clock
        self.role = role
        self.isSuspect = isSuspect
        self.value = value
        self.saw = saw
    }

    /// The order in which values are listed and `latest` chooses: clock, then id.
    public static func isEarlier(_ left: LiveWrite, _ right: LiveWrite) -> Bool {
        left.clock != right.clock ? left.clock < right.clock : left.dot < right.dot
    }
}
