public import Values

/// Where the windows of time begin and end. Specification: Protocol/standards.md, section "Windows".
///
/// Days and weeks are counted from 0001-01-01, which is a Monday; months and quarters from January of the year 1, so
/// that two months are January and February, March and April, and so on. One year is the calendar year. Several years
/// are the calendar years that end with the year of the day asked about.
extension Window {
    /// The window that holds a day.
    ///
    /// - Parameter day: The day asked about.
    /// - Returns: `nil` when the window would reach outside of the years 1 to 9999.
    public func range(holding day: CalendarDate) -> ClosedRange<CalendarDate>? {
        guard count > 0, count <= 10_000 else { return nil }
        switch unit {
        case .day: return Self.days(from: day, length: count)
        case .week: return Self.days(from: day, length: 7 * count)
        case .month: return Self.months(from: day, length: count)
        case .quarter: return Self.months(from: day, length: 3 * count)
        case .year: return Self.years(from: day.year - count + 1, through: day.year)
        }
    }

    /// The window that ends on the day before another begins.
    ///
    /// - Parameter range: A window of this kind.
    /// - Returns: `nil` when it would reach outside of the years 1 to 9999.
    public func previous(_ range: ClosedRange<CalendarDate>) -> ClosedRange<CalendarDate>? {
        guard let last = CalendarDate(daysSince1970: range.lowerBound.daysSince1970 - 1) else { return nil }
        return self.range(holding: last)
    }

    /// The window that begins on the day after another ends.
    ///
    /// - Parameter range: A window of this kind.
    /// - Returns: `nil` when it would reach outside of the years 1 to 9999.
    public func next(_ range: ClosedRange<CalendarDate>) -> ClosedRange<CalendarDate>? {
        if unit == .year { return Self.years(from: range.upperBound.year + 1, through: range.upperBound.year + count) }
        guard let first = CalendarDate(daysSince1970: range.upperBound.daysSince1970 + 1) else { return nil }
        return self.range(holding: first)
    }

    /// Days from 1970-01-01 back to 0001-01-01.
    private static let firstDay = -719_162

    private static func days(from day: CalendarDate, length: Int) -> ClosedRange<CalendarDate>? {
        let number = day.daysSince1970 - firstDay
        let start = firstDay + number - number % length
        return between(CalendarDate(daysSince1970: start), CalendarDate(daysSince1970: start + length - 1))
    }

    private static func months(from day: CalendarDate, length: Int) -> ClosedRange<CalendarDate>? {
        let number = (day.year - 1) * 12 + day.month - 1
        let first = number - number % length
        let last = first + length - 1
        let start = CalendarDate(year: first / 12 + 1, month: first % 12 + 1, day: 1)
        return between(start, lastDay(year: last / 12 + 1, month: last % 12 + 1))
    }

    private static func lastDay(year: Int, month: Int) -> CalendarDate? {
        for day in stride(from: 31, through: 28, by: -1) {
            if let date = CalendarDate(year: year, month: month, day: day) { return date }
        }
        return nil
    }

    private static func years(from first: Int, through last: Int) -> ClosedRange<CalendarDate>? {
        between(CalendarDate(year: first, month: 1, day: 1), CalendarDate(year: last, month: 12, day: 31))
    }

    private static func between(_ first: CalendarDate?, _ last: CalendarDate?) -> ClosedRange<CalendarDate>? {
        guard let first, let last, first <= last else { return nil }
        return first...last
    }
}
