internal import Values

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
    var calendarDay: (year: Int, month: Int, day: Int) { CivilCalendar.date(daysSince1970: day) }

    /// Days from 1970-01-01 of a calendar day; `nil` when the calendar has no such day.
    static func day(year: Int, month: Int, day: Int) -> Int? {
        guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let days = CivilCalendar.days(year: year, month: month, day: day)
        return CivilCalendar.date(daysSince1970: days) == (year, month, day) ? days : nil
    }
}
