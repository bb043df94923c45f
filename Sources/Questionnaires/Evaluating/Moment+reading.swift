extension Moment {
    /// Reads `2026-11-23`, and `2026-11-23T10:15:00.000+08:00` with or without seconds, fraction and offset.
    ///
    /// - Parameters:
    ///   - text: The text; blanks around it are not allowed.
    ///   - utcOffsetMinutes: Offset of the local clock, for texts that carry an offset of their own.
    /// - Returns: The moment, `nil` when the text is none.
    public static func reading(_ text: String, utcOffsetMinutes: Int) -> Moment? {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let day = readDay(parts[0]) else { return nil }
        guard parts.count == 2 else { return Moment(day: day) }
        return readClock(parts[1], day: day, utcOffsetMinutes: utcOffsetMinutes)
    }

    /// Reads the time of day of a text such as `10:15:00.000+08:00`, on `day`.
    static func readClock(_ text: Substring, day: Int, utcOffsetMinutes: Int) -> Moment? {
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
        return Moment(localMilliseconds: day * dayMilliseconds + milliseconds + shiftMinutes * 60_000)
    }

    private static func readDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = number(parts[0], digitsMax: 4), let month = number(parts[1], digitsMax: 2),
            let day = number(parts[2], digitsMax: 2)
        else { return nil }
        return Moment.day(year: year, month: month, day: day)
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
}
