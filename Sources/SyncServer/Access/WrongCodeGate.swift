internal import Synchronization

/// Counts wrong enrolment codes, and closes for a while when there were too many.
///
/// Only codes that were looked up and found wrong count, so the gate opens again within a minute however many requests
/// it turns away.
final class WrongCodeGate: Sendable {
    private static let windowMilliseconds: Int64 = 60_000
    private let wrongAt = Mutex<[Int64]>([])

    /// - Throws: A 429 with the seconds until the gate opens.
    func enter(now: Int64) throws(Refusal) {
        let wait = wrongAt.withLock { times -> Int64? in
            times.removeAll { $0 <= now - Self.windowMilliseconds || $0 > now }
            guard times.count >= ServerLimits.wrongCodesPerMinute, let oldest = times.first else { return nil }
            return oldest + Self.windowMilliseconds - now
        }
        guard let wait else { return }
        throw Refusal(
            .tooManyRequests, "too_many_codes", "too many wrong enrolment codes on this server",
            retryAfterSeconds: Int(wait / 1_000) + 1)
    }

    func noteWrong(now: Int64) {
        wrongAt.withLock { $0.append(now) }
    }
}
