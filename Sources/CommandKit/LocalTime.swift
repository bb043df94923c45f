internal import Glibc
public import Values

/// Moments as people read them: in the time zone of `TZ`, else in China's.
public enum LocalTime {
    /// `2026-11-21 17:30`.
    ///
    /// - Parameters:
    ///   - instant: When.
    ///   - environment: Names the person's zone.
    /// - Returns: The person's own time, to the minute.
    public static func text(_ instant: Instant, environment: [String: String] = CommandEnvironment.variables) -> String
    {
        let local = instant.text(offsetMinutes: offsetMinutes(instant, environment: environment))
        return "\(local.prefix(10)) \(local.dropFirst(11).prefix(5))"
    }

    /// The same of a text in ISO 8601; the text itself when it is no moment.
    public static func text(_ text: String, environment: [String: String] = CommandEnvironment.variables) -> String {
        Instant(text).map { Self.text($0, environment: environment) } ?? text
    }

    private static func offsetMinutes(_ instant: Instant, environment: [String: String]) -> Int {
        guard environment.text("TZ") != nil else { return LocalDay.offsetMinutes }
        var seconds = time_t(instant.milliseconds / 1_000)
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return LocalDay.offsetMinutes }
        return parts.tm_gmtoff / 60
    }
}

extension [String: String] {
    /// A variable that is set and not empty.
    public func text(_ name: String) -> String? {
        guard let value = self[name], !value.isEmpty else { return nil }
        return value
    }
}
