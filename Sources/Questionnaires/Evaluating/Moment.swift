/// A point of local time, to the millisecond.
///
/// Forms are filled and evaluated in the clock of one place, so that a moment is kept as what the clock on the wall
/// shows. The offset from UTC comes in from ``FormEnvironment`` where a text carries one or must show one.
public struct Moment: Hashable, Sendable, Comparable {
    /// Milliseconds from 1970-01-01T00:00 of the local clock.
    public let localMilliseconds: Int

    static let dayMilliseconds = 86_400_000

    /// - Parameter localMilliseconds: See the property.
    public init(localMilliseconds: Int) {
        self.localMilliseconds = localMilliseconds
    }

    /// Midnight of a day.
    init(day: Int) {
        self.init(localMilliseconds: day * Self.dayMilliseconds)
    }

    /// Days from 1970-01-01, rounded down.
    var day: Int {
        let (quotient, remainder) = localMilliseconds.quotientAndRemainder(dividingBy: Self.dayMilliseconds)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Milliseconds from midnight.
    var clockMilliseconds: Int { localMilliseconds - day * Self.dayMilliseconds }

    /// Midnight of the same day.
    var midnight: Moment { Moment(day: day) }

    public static func < (left: Moment, right: Moment) -> Bool { left.localMilliseconds < right.localMilliseconds }

    /// Year, month and day of the proleptic Gregorian calendar.
    ///
    /// The calculation counts in eras of 400 years, which all have 146,097 days, with years that start in March so
    /// that the leap day comes last.
    var calendarDay: (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// Days from 1970-01-01 of a calendar day; `nil` when the calendar has no such day.
    static func day(year: Int, month: Int, day: Int) -> Int? {
        guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return Moment(day: days).calendarDay == (year, month, day) ? days : nil
    }
}
