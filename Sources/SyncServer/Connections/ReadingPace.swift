internal import NIOCore

/// Whether a request comes in fast enough: by how much arrived while the server waited for it. Time in which the server
/// did not read, because it was busy with what it had, is not the sender's.
struct ReadingPace {
    private var windowBytes = 0
    private var waited = TimeAmount.zero
    private var waitingSince: NIODeadline?

    /// Notes that the server reads on.
    mutating func waits(at now: NIODeadline) { waitingSince = waitingSince ?? now }

    /// Notes bytes of a body.
    mutating func takes(_ bytes: Int, at now: NIODeadline) {
        if let waitingSince { waited = waited + (now - waitingSince) }
        waitingSince = nil
        windowBytes += bytes
    }

    /// Whether too little came in the last ``ServerLimits/paceSeconds``; a window that was fast enough begins anew.
    mutating func isTooSlow(at now: NIODeadline) -> Bool {
        let total = waitingSince.map { waited + (now - $0) } ?? waited
        guard total >= .seconds(ServerLimits.paceSeconds) else { return false }
        let isSlow = windowBytes < ServerLimits.bytesPerSecondMin * Int(ServerLimits.paceSeconds)
        windowBytes = 0
        waited = .zero
        if waitingSince != nil { waitingSince = now }
        return isSlow
    }
}
