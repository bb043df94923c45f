internal import Synchronization

/// Counts wrong enrolment codes, and answers further ones with a wait when there were too many.
///
/// A right code always gets through: a code has fifty random bits, so that guessing fails at any rate, while a server
/// that turned everybody away after some wrong codes could be shut for honest people by anybody who sends a few.
final class WrongCodeGate: Sendable {
    private static let windowMilliseconds: Int64 = 60_000
    private let wrongAt = Mutex<[Int64]>([])

    /// Notes a wrong code.
    ///
    /// - Throws: A 429 with the seconds to wait, after too many within a minute.
    func noteWrong(now: Int64) throws(Refusal) {
        let wait = wrongAt.withLock { times -> Int64? in
            times.removeAll { $0 <= now - Self.windowMilliseconds || $0 > now }
            guard times.count >= ServerLimits.wrongCodesPerMinute, let oldest = times.first else {
                times.append(now)
                return nil
            }
            return oldest + Self.windowMilliseconds - now
        }
        guard let wait else { return }
        throw Refusal(
            .tooManyRequests, "too_many_codes", "too many wrong enrolment codes on this server",
            retryAfterSeconds: Int(wait / 1_000) + 1)
    }
}
