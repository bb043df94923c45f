/// Days as the people of a campaign count them: in the time of Shanghai, which has had no summer time since 1991.
public enum LocalDay {
    /// Minutes that local time is ahead of UTC.
    public static let offsetMinutes = 480

    /// The day on which a moment falls.
    ///
    /// - Parameter milliseconds: Since 1970-01-01T00:00:00Z.
    /// - Returns: `nil` for a moment outside of the years 1 to 9999.
    public static func of(_ milliseconds: Int64) -> CalendarDate? {
        CalendarDate(Instant(milliseconds: milliseconds).text(offsetMinutes: offsetMinutes).prefix(10))
    }

    /// The day on which a moment falls, as a number: equal numbers are one day.
    ///
    /// - Parameter milliseconds: Since 1970-01-01T00:00:00Z.
    /// - Returns: Local days since 1970-01-01.
    public static func number(of milliseconds: Int64) -> Int64 {
        let local = milliseconds.addingReportingOverflow(Int64(offsetMinutes) * 60_000).partialValue
        return local >= 0 ? local / 86_400_000 : -((86_399_999 - local) / 86_400_000)
    }

    /// The last millisecond of a day, since 1970-01-01T00:00:00Z.
    public static func end(of day: CalendarDate) -> Int64 {
        let midnight = Instant("\(day)T00:00:00+08:00")?.milliseconds ?? 0
        return midnight + 86_400_000 - 1
    }
}
