internal import CommandKit
internal import Glibc
internal import SyncProtocol
internal import Values

/// Moments as people read them: in the time zone of `TZ`, else in that of Shanghai.
enum LocalTime {
    /// China has had one zone without summer time since 1991.
    private static let shanghaiMinutes = 480

    /// `2026-11-21 17:30`.
    static func text(_ instant: Instant) -> String {
        let local = instant.text(offsetMinutes: offsetMinutes(at: instant))
        return String(local.prefix(16)).replacing("T", with: " ")
    }

    private static func offsetMinutes(at instant: Instant) -> Int {
        guard CommandEnvironment.variables["TZ"]?.isEmpty == false else { return shanghaiMinutes }
        var seconds = time_t(instant.milliseconds / 1_000)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return shanghaiMinutes }
        return parts.tm_gmtoff / 60
    }
}
