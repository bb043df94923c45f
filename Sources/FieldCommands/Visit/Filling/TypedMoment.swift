internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Days as people type them, alone and with a time: `2026-05-12`, `5月12日`, `5/12`, `明天`, `明天下午3点`.
enum TypedMoment {
    /// A local day and time.
    struct Moment: Hashable {
        let day: CalendarDate
        /// `10:30`, or `10:30:15` where seconds were typed.
        let clock: String
    }

    /// - Parameters:
    ///   - text: A day and a time, with a blank or `T` between, or none behind 天, 日 and 号; a time alone is today's.
    ///   - today: The local day.
    ///   - isToCome: As for ``day(_:today:isToCome:)``.
    /// - Returns: `nil` for what is no day and time.
    static func read(_ text: String, today: CalendarDate, isToCome: Bool = false) -> Moment? {
        let plain = DisplayWidth.halfwidth(text).trimmed
        if let clock = clock(plain) { return Moment(day: today, clock: clock) }
        for place in plain.indices {
            let isBetween = " Tt".contains(plain[place])
            guard isBetween || Self.dayEnds.contains(plain[place]) else { continue }
            let next = plain.index(after: place)
            let dayText = String(isBetween ? plain[..<place] : plain[..<next])
            if let day = day(dayText, today: today, isToCome: isToCome),
                let clock = clock(String(plain[next...]))
            {
                return Moment(day: day, clock: clock)
            }
        }
        return nil
    }

    /// What a day may end with when no blank follows: 天, 日, 号 and the days of the week.
    private static let dayEnds: Set<Character> = ["天", "日", "号", "一", "二", "三", "四", "五", "六"]

    /// - Parameters:
    ///   - text: A day; without a year it is of this one.
    ///   - today: The local day.
    ///   - isToCome: Whether the day lies ahead: days of the week are known then, and a day without a year that is over is
    ///     of the next one.
    /// - Returns: `nil` for what is no day.
    static func day(_ text: String, today: CalendarDate, isToCome: Bool = false) -> CalendarDate? {
        let plain = DisplayWidth.halfwidth(text).trimmed.lowercased()
        switch plain {
        case "今天", "今日", "today": return today
        case "明天", "明日", "tomorrow": return today.adding(days: 1)
        case "后天", "day after tomorrow": return today.adding(days: 2)
        case "大后天": return today.adding(days: 3)
        case "昨天", "昨日", "yesterday": return today.adding(days: -1)
        case "前天": return today.adding(days: -2)
        default: break
        }
        if isToCome, let day = weekday(plain, today: today) { return day }
        let parts = plain.split { "年月日号-/.".contains($0) }.map(String.init)
        guard parts.allSatisfy({ $0.allSatisfy(\.isASCII) && Int($0) != nil }) else { return nil }
        switch parts.count {
        // In which century 85 lies is for the person to say.
        case 3 where parts[0].count == 4:
            return CalendarDate("\(parts[0])-\(padded(parts[1], 2))-\(padded(parts[2], 2))")
        case 2: return day(month: parts[0], day: parts[1], today: today, isToCome: isToCome)
        case 1 where parts[0].count == 8:
            return CalendarDate("\(parts[0].prefix(4))-\(parts[0].dropFirst(4).prefix(2))-\(parts[0].suffix(2))")
        default: return nil
        }
    }

    /// - Parameter text: What may begin with a day.
    /// - Returns: Whether its year is cut short: `26-05-12`.
    static func hasShortYear(_ text: String) -> Bool {
        let day = text.prefix { $0.isNumber || "年月日号-/.".contains($0) }
        let parts = day.split { "年月日号-/.".contains($0) }
        return parts.count == 3 && parts[0].count < 4
    }

    private static func day(month: String, day: String, today: CalendarDate, isToCome: Bool) -> CalendarDate? {
        let dates = [today.year, today.year + 1].map {
            CalendarDate("\(padded("\($0)", 4))-\(padded(month, 2))-\(padded(day, 2))")
        }
        if isToCome, dates[0].map({ $0 < today }) ?? true { return dates[1] }
        return dates[0]
    }

    static func padded(_ digits: String, _ count: Int) -> String {
        String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}

extension CalendarDate {
    /// The day so many days later; `nil` outside of the years 1 to 9999.
    func adding(days: Int64) -> CalendarDate? {
        guard let midnight = Instant("\(self)T00:00:00Z") else { return nil }
        return CalendarDate(Instant(milliseconds: midnight.milliseconds + days * 86_400_000).description.prefix(10))
    }
}
