internal import Values

/// A point of local time, to the millisecond.
///
/// Forms are filled and evaluated in the clock of one place, so that a moment is kept as what the clock on the wall
/// shows. The offset from UTC comes in from ``FormEnvironment`` where a text carries one or must show one.
public struct LocalMoment: Hashable, Sendable, Comparable {
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
    var midnight: LocalMoment { LocalMoment(day: day) }

    /// Earlier is less.
    public static func < (left: LocalMoment, right: LocalMoment) -> Bool {
        left.localMilliseconds < right.localMilliseconds
    }

    /// Year, month and day of the proleptic Gregorian calendar.
    var calendarDay: (year: Int, month: Int, day: Int) { CivilCalendar.date(daysSince1970: day) }

    /// Days from 1970-01-01 of a calendar day; `nil` when the calendar has no such day.
    static func day(year: Int, month: Int, day: Int) -> Int? {
        guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let days = CivilCalendar.days(year: year, month: month, day: day)
        return CivilCalendar.date(daysSince1970: days) == (year, month, day) ? days : nil
    }

    /// Reads `2026-11-23`, and `2026-11-23T10:15:00.000+08:00` with or without seconds, fraction and offset.
    ///
    /// - Parameters:
    ///   - text: The text; blanks around it are not allowed.
    ///   - utcOffsetMinutes: Offset of the local clock, for texts that carry an offset of their own.
    /// - Returns: The moment, `nil` when the text is none.
    public static func reading(_ text: String, utcOffsetMinutes: Int) -> LocalMoment? {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = readDay(parts[0]) else { return nil }
        guard parts.count == 2 else { return LocalMoment(day: day) }
        return readClock(parts[1], day: day, utcOffsetMinutes: utcOffsetMinutes)
    }

    /// Reads the time of day of a text such as `10:15:00.000+08:00`, on `day`.
    static func readClock(_ text: Substring, day: Int, utcOffsetMinutes: Int) -> LocalMoment? {
        var clock = text
        var shiftMinutes = 0
        if clock.hasSuffix("Z") {
            clock = clock.dropLast()
            shiftMinutes = utcOffsetMinutes
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let offset = readOffset(clock[clock.index(after: sign)...]) else { return nil }
            shiftMinutes = utcOffsetMinutes - (clock[sign] == "+" ? offset : -offset)
            clock = clock[..<sign]
        }
        guard let milliseconds = readMilliseconds(clock) else { return nil }
        return LocalMoment(localMilliseconds: day * dayMilliseconds + milliseconds + shiftMinutes * 60_000)
    }

    private static func readDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = number(parts[0], digitsMax: 4), let month = number(parts[1], digitsMax: 2),
            let day = number(parts[2], digitsMax: 2)
        else { return nil }
        return LocalMoment.day(year: year, month: month, day: day)
    }

    private static func readOffset(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let hours = number(parts[0], digitsMax: 2), hours <= 18 else { return nil }
        guard parts.count == 2 else { return hours * 60 }
        return number(parts[1], digitsMax: 2).flatMap { $0 < 60 ? hours * 60 + $0 : nil }
    }

    private static func readMilliseconds(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hour = number(parts[0], digitsMax: 2), hour < 24,
            let minute = number(parts[1], digitsMax: 2), minute < 60
        else { return nil }
        let whole = (hour * 60 + minute) * 60_000
        guard parts.count == 3 else { return whole }
        let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard seconds.count <= 2, let second = number(seconds[0], digitsMax: 2), second < 60 else { return nil }
        guard seconds.count == 2 else { return whole + second * 1_000 }
        let thousandths = (seconds[1] + "000").prefix(3)
        guard number(seconds[1], digitsMax: 9) != nil, let fraction = Int(thousandths) else { return nil }
        return whole + second * 1_000 + fraction
    }

    private static func number(_ text: Substring, digitsMax: Int) -> Int? {
        guard (1...digitsMax).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// `2026-11-23`.
    var dateText: String {
        let (year, month, day) = calendarDay
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }

    /// `10:15:00.000+08:00`, and `Z` for UTC, as JavaRosa writes it.
    func clockText(utcOffsetMinutes: Int) -> String {
        let clock = clockMilliseconds
        let time = [clock / 3_600_000, clock / 60_000 % 60, clock / 1_000 % 60].map { $0.padded(to: 2) }
        return time.joined(separator: ":") + "." + (clock % 1_000).padded(to: 3) + Self.offsetText(utcOffsetMinutes)
    }

    /// `2026-11-23T10:15:00.000+08:00`.
    ///
    /// - Parameter utcOffsetMinutes: Offset of the local clock.
    /// - Returns: The text.
    public func dateTimeText(utcOffsetMinutes: Int) -> String {
        dateText + "T" + clockText(utcOffsetMinutes: utcOffsetMinutes)
    }

    private static func offsetText(_ minutes: Int) -> String {
        guard minutes != 0 else { return "Z" }
        let size = abs(minutes)
        return (minutes < 0 ? "-" : "+") + (size / 60).padded(to: 2) + ":" + (size % 60).padded(to: 2)
    }

    private static let monthNames = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
    private static let dayNames = "Sun Mon Tue Wed Thu Fri Sat".split(separator: " ")

    /// The moment by a pattern of `format-date`, such as `%Y-%m-%d`, with the letters of the ODK XForms specification. A
    /// letter that it does not know is written as it stands.
    func formatted(_ pattern: String) -> String {
        let (year, month, day) = calendarDay
        let clock = clockMilliseconds
        var text = ""
        var characters = pattern.makeIterator()
        while let character = characters.next() {
            guard character == "%", let letter = characters.next() else {
                text.append(character)
                continue
            }
            switch letter {
            case "%": text += "%"
            case "Y": text += year.padded(to: 4)
            case "y": text += (year % 100).padded(to: 2)
            case "m": text += month.padded(to: 2)
            case "n": text += String(month)
            case "b": text += Self.monthNames[month - 1]
            case "d": text += day.padded(to: 2)
            case "e": text += String(day)
            case "H": text += (clock / 3_600_000).padded(to: 2)
            case "h": text += String(clock / 3_600_000)
            case "M": text += (clock / 60_000 % 60).padded(to: 2)
            case "S": text += (clock / 1_000 % 60).padded(to: 2)
            case "3": text += (clock % 1_000).padded(to: 3)
            // 1970-01-01 was a Thursday.
            case "a": text += Self.dayNames[((self.day + 4) % 7 + 7) % 7]
            default: text += "%\(letter)"
            }
        }
        return text
    }
}
