/// How long a transfer may take. A time that the machine was suspended does not count.
public struct Timeouts: Sendable, Equatable {
    /// Seconds for resolving the name, connecting and the TLS handshake together, 1 or more.
    public var connectSeconds: Int

    /// Seconds without a byte in either direction, counted once the connection stands, 1 or more.
    public var stallSeconds: Int

    /// Seconds for the whole transfer, 1 or more; nil for no limit as long as bytes flow.
    public var totalSeconds: Int?

    /// - Parameters:
    ///   - connectSeconds: see the property.
    ///   - stallSeconds: see the property.
    ///   - totalSeconds: see the property.
    public init(connectSeconds: Int = 5, stallSeconds: Int = 30, totalSeconds: Int? = nil) {
        precondition(connectSeconds > 0 && stallSeconds > 0 && totalSeconds ?? 1 > 0, "timeouts are positive")
        self.connectSeconds = connectSeconds
        self.stallSeconds = stallSeconds
        self.totalSeconds = totalSeconds
    }
}
