/// A day of the Gregorian calendar, without a time zone.
public struct CalendarDate: Hashable, Comparable, Encodable, Sendable, CustomStringConvertible {
    /// 1 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31, as the month allows.
    public let day: Int

    /// - Returns: `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day written as `2026-11-21` (ISO 8601, extended format).
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// In JSON as text.
    public func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }

    /// ISO 8601: `2026-11-21`.
    public var description: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }

    /// Earlier days come first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

/// The proleptic Gregorian calendar of any year, counted in days from 1970-01-01.
///
/// It counts in eras of 400 years, which all have 146,097 days, with years that begin in March so that the leap day comes
/// last (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
public enum CivilCalendar {
    /// Days from 1970-01-01, negative before it, of a day that the calendar has.
    public static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day of the day so many days after 1970-01-01, at most 2^60 either way.
    public static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The day as ISO 8601 writes it, such as `2026-11-21`, for any year.
    static func text(daysSince1970 days: Int) -> String {
        let (year, month, day) = date(daysSince1970: days)
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }
}

extension CalendarDate {
    /// Days since 1970-01-01; negative before it.
    public var daysSince1970: Int { CivilCalendar.days(year: year, month: month, day: day) }

    /// The day so many days after 1970-01-01; `nil` outside of the years 1 to 9999.
    ///
    /// - Parameter days: Negative for a day before it.
    public init?(daysSince1970 days: Int) {
        guard (-4_000_000...4_000_000).contains(days) else { return nil }
        let (year, month, day) = CivilCalendar.date(daysSince1970: days)
        self.init(year: year, month: month, day: day)
    }
}

/// Days as the people of a campaign count them: in the time of Shanghai, which has had no summer time since 1991.
public enum LocalDay {
    /// Minutes that local time is ahead of UTC.
    public static let offsetMinutes = 480

    /// The day on which a moment falls.
    ///
    /// - Parameter milliseconds: Since 1970-01-01T00:00:00Z.
    /// - Returns: `nil` for a moment outside of the years 1 to 9999.
    public static func of(_ milliseconds: Int64) -> CalendarDate? {
        CalendarDate(daysSince1970: Int(number(of: milliseconds)))
    }

    /// The day on which a moment falls, as a number: equal numbers are one day.
    ///
    /// - Parameter milliseconds: Since 1970-01-01T00:00:00Z.
    /// - Returns: Local days since 1970-01-01.
    public static func number(of milliseconds: Int64) -> Int64 {
        let local = milliseconds.addingReportingOverflow(Int64(offsetMinutes) * 60_000).partialValue
        let (day, rest) = local.quotientAndRemainder(dividingBy: 86_400_000)
        return rest < 0 ? day - 1 : day
    }

    /// The last millisecond of a day, since 1970-01-01T00:00:00Z.
    public static func end(of day: CalendarDate) -> Int64 {
        Int64(day.daysSince1970 + 1) * 86_400_000 - Int64(offsetMinutes) * 60_000 - 1
    }
}
