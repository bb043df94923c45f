internal import TerminalKit
internal import Values

/// Days as people type them, alone and with a time: `2026-05-12`, `5月12日`, `5/12`, `明天`, `明天下午3点`.
enum TypedMoment {
    /// A local day and time.
    struct WrittenMoment: Hashable {
        let day: CalendarDate
        /// `10:30`, or `10:30:15` where seconds were typed.
        let clock: String
    }

    /// A day and a time, with a blank or `T` between, or none behind 天, 日 and 号; a time alone is today's. `nil` for what is
    /// none.
    static func read(_ text: String, today: CalendarDate, isToCome: Bool = false) -> WrittenMoment? {
        let plain = DisplayWidth.halfwidth(text).trimmed
        if let clock = clock(plain) { return WrittenMoment(day: today, clock: clock) }
        for place in plain.indices {
            let isBetween = " Tt".contains(plain[place])
            guard isBetween || Self.dayEnds.contains(plain[place]) else { continue }
            let next = plain.index(after: place)
            let dayText = String(isBetween ? plain[..<place] : plain[..<next])
            if let day = day(dayText, today: today, isToCome: isToCome),
                let clock = clock(String(plain[next...]))
            {
                return WrittenMoment(day: day, clock: clock)
            }
        }
        return nil
    }

    /// What a day may end with when no blank follows: 天, 日, 号 and the days of the week.
    private static let dayEnds: Set<Character> = ["天", "日", "号", "一", "二", "三", "四", "五", "六"]

    /// A day; without a year it is of this one. When it is to come, days of the week are known too, and a day without a year
    /// that is over is of the next one. `nil` for what is no day.
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
        let parts = plain.split { "年月日号-/.".contains($0) }
        let numbers = parts.compactMap { $0.allSatisfy { $0.asciiDigit != nil } ? Int($0) : nil }
        guard numbers.count == parts.count else { return nil }
        let areShort = parts.suffix(2).allSatisfy { $0.count <= 2 }
        switch parts.count {
        // In which century 85 lies is for the person to say.
        case 3 where parts[0].count == 4 && areShort:
            return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
        case 2 where areShort: return day(month: numbers[0], day: numbers[1], today: today, isToCome: isToCome)
        case 1 where parts[0].count == 8:
            return CalendarDate(year: numbers[0] / 10_000, month: numbers[0] / 100 % 100, day: numbers[0] % 100)
        default: return nil
        }
    }

    /// Whether a text begins with a day whose year is cut short: `26-05-12`.
    static func hasShortYear(_ text: String) -> Bool {
        let day = text.prefix { $0.isNumber || "年月日号-/.".contains($0) }
        let parts = day.split { "年月日号-/.".contains($0) }
        return parts.count == 3 && parts[0].count < 4
    }

    private static func day(month: Int, day: Int, today: CalendarDate, isToCome: Bool) -> CalendarDate? {
        let dates = [today.year, today.year + 1].map { CalendarDate(year: $0, month: month, day: day) }
        if isToCome, dates[0].map({ $0 < today }) ?? true { return dates[1] }
        return dates[0]
    }

    private static let chineseDays: [Character: Int] = [
        "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6,
    ]
    private static let englishDays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The next such day of the week, today among them, with 下 before it that of the next week: `星期六`, `下周六`, `礼拜天`,
    /// `sat`.
    private static func weekday(_ text: String, today: CalendarDate) -> CalendarDate? {
        let number = today.weekday
        if text.count >= 3, let wanted = englishDays.firstIndex(where: { $0.hasPrefix(text) }) {
            return today.adding(days: (wanted - number + 7) % 7)
        }
        var rest = text[...]
        let isNext = rest.hasPrefix("下")
        if let first = rest.first, "下这本".contains(first) { rest = rest.dropFirst() }
        guard let lead = ["星期", "礼拜", "周"].first(where: { rest.hasPrefix($0) }) else { return nil }
        rest = rest.dropFirst(lead.count)
        guard rest.count == 1, let wanted = rest.first.flatMap({ chineseDays[$0] }) else { return nil }
        if isNext { return today.adding(days: 7 - number + wanted) }
        return today.adding(days: (wanted - number + 7) % 7)
    }
}

extension CalendarDate {
    /// The day so many days later; `nil` outside of the years 1 to 9999.
    fileprivate func adding(days: Int) -> CalendarDate? { CalendarDate(daysSince1970: daysSince1970 + days) }

    /// 0 for Monday to 6 for Sunday; 1 January 1970 was a Thursday.
    fileprivate var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 }
}
