extension Moment {
    /// `2026-11-23`.
    var dateText: String {
        let (year, month, day) = calendarDay
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    /// `10:15:00.000+08:00`, and `Z` for UTC, as JavaRosa writes it.
    func clockText(utcOffsetMinutes: Int) -> String {
        let clock = clockMilliseconds
        let time = [clock / 3_600_000, clock / 60_000 % 60, clock / 1_000 % 60].map { Self.padded($0, 2) }
        return time.joined(separator: ":") + "." + Self.padded(clock % 1_000, 3) + Self.offsetText(utcOffsetMinutes)
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
        return (minutes < 0 ? "-" : "+") + padded(size / 60, 2) + ":" + padded(size % 60, 2)
    }

    static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static let monthNames = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
    private static let dayNames = "Sun Mon Tue Wed Thu Fri Sat".split(separator: " ")

    /// The moment by a pattern of `format-date`, such as `%Y-%m-%d`.
    ///
    /// - Parameter pattern: The pattern, with the letters of the ODK XForms specification. A letter that it does not
    ///   know is written as it stands.
    /// - Returns: The text.
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
            case "Y": text += Self.padded(year, 4)
            case "y": text += Self.padded(year % 100, 2)
            case "m": text += Self.padded(month, 2)
            case "n": text += String(month)
            case "b": text += Self.monthNames[month - 1]
            case "d": text += Self.padded(day, 2)
            case "e": text += String(day)
            case "H": text += Self.padded(clock / 3_600_000, 2)
            case "h": text += String(clock / 3_600_000)
            case "M": text += Self.padded(clock / 60_000 % 60, 2)
            case "S": text += Self.padded(clock / 1_000 % 60, 2)
            case "3": text += Self.padded(clock % 1_000, 3)
            // 1970-01-01 was a Thursday.
            case "a": text += Self.dayNames[((self.day + 4) % 7 + 7) % 7]
            default: text += "%\(letter)"
            }
        }
        return text
    }
}
