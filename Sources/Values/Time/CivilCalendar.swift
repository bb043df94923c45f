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
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + "\(digits)-\(two(month))-\(two(day))"
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
