internal import Glibc
internal import SyncProtocol
internal import Values

/// Moments as people read them: their own time, to the minute.
enum LocalTime {
    /// China has one time zone, eight hours east of UTC.
    private static let chinaMinutes = 480

    /// - Parameters:
    ///   - text: ISO 8601.
    ///   - environment: `TZ` is the person's zone; without it, China's.
    /// - Returns: `2026-11-21 17:30`; the text itself when it is no moment.
    static func text(_ text: String, environment: [String: String]) -> String {
        guard let instant = Instant(text) else { return text }
        let local = instant.text(offsetMinutes: offsetMinutes(instant, environment: environment))
        return String(local.prefix(16)).replacing("T")
    }

    /// A person's day, without signs between its parts: `20261121`.
    ///
    /// - Parameters:
    ///   - instant: When.
    ///   - environment: As for ``text(_:environment:)``.
    /// - Returns: Eight digits.
    static func day(of instant: Instant, environment: [String: String]) -> String {
        let local = instant.text(offsetMinutes: offsetMinutes(instant, environment: environment))
        return String(local.prefix(10).filter { $0 != "-" })
    }

    private static func offsetMinutes(_ instant: Instant, environment: [String: String]) -> Int {
        guard environment.text("TZ") != nil else { return chinaMinutes }
        var seconds = time_t(instant.milliseconds / 1_000)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return chinaMinutes }
        return parts.tm_gmtoff / 60
    }
}

extension String {
    /// With a space in place of a letter.
    fileprivate func replacing(_ letter: Character) -> String {
        String(map { $0 == letter ? " " : $0 })
    }
}
