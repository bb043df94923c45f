internal import SyncProtocol
internal import TerminalKit

/// Days and times as people type them: `2026-05-12`, `5月12日`, `5/12`, `明天`, `10:30`, `10点半`, `1030`.
enum TypedMoment {
    /// A local day and time.
    struct Moment: Hashable {
        let day: CalendarDate
        /// `10:30`.
        let clock: String
    }

    /// - Parameters:
    ///   - text: A day and a time, with a blank or `T` between; a time alone is today's.
    ///   - today: The local day.
    /// - Returns: `nil` for what is no day and time.
    static func read(_ text: String, today: CalendarDate) -> Moment? {
        let plain = DisplayWidth.halfwidth(text).trimmed
        let words = plain.split { $0 == " " || $0 == "T" || $0 == "t" }.map(String.init)
        switch words.count {
        case 1:
            if let clock = clock(words[0]) { return Moment(day: today, clock: clock) }
            // 明天10:30, 5月12日10点
            guard let mark = words[0].lastIndex(where: { "天日号".contains($0) }) else { return nil }
            return pair(String(words[0][...mark]), String(words[0][words[0].index(after: mark)...]), today)
        case 2: return pair(words[0], words[1], today)
        default: return nil
        }
    }

    private static func pair(_ dayText: String, _ clockText: String, _ today: CalendarDate) -> Moment? {
        guard let day = day(dayText, today: today), let clock = clock(clockText) else { return nil }
        return Moment(day: day, clock: clock)
    }

    /// - Parameters:
    ///   - text: A day; without a year it is of this one.
    ///   - today: The local day.
    /// - Returns: `nil` for what is no day.
    static func day(_ text: String, today: CalendarDate) -> CalendarDate? {
        let plain = DisplayWidth.halfwidth(text).trimmed.lowercased()
        switch plain {
        case "今天", "今日", "today": return today
        case "明天", "明日", "tomorrow": return today.adding(days: 1)
        case "后天": return today.adding(days: 2)
        case "昨天", "昨日", "yesterday": return today.adding(days: -1)
        case "前天": return today.adding(days: -2)
        default: break
        }
        let parts = plain.split { "年月日号-/.".contains($0) }.map(String.init)
        guard parts.allSatisfy({ $0.allSatisfy(\.isASCII) && Int($0) != nil }) else { return nil }
        switch parts.count {
        case 3: return CalendarDate("\(padded(parts[0], 4))-\(padded(parts[1], 2))-\(padded(parts[2], 2))")
        case 2: return CalendarDate("\("\(today)".prefix(4))-\(padded(parts[0], 2))-\(padded(parts[1], 2))")
        case 1 where parts[0].count == 8:
            return CalendarDate("\(parts[0].prefix(4))-\(parts[0].dropFirst(4).prefix(2))-\(parts[0].suffix(2))")
        default: return nil
        }
    }

    /// - Parameter text: A time of day.
    /// - Returns: `10:30`; `nil` for what is no time.
    static func clock(_ text: String) -> String? {
        var plain = DisplayWidth.halfwidth(text).trimmed
        var added = 0
        for (word, hours) in [("上午", 0), ("下午", 12), ("晚上", 12)] where plain.hasPrefix(word) {
            plain.removeFirst(word.count)
            added = hours
        }
        plain =
            plain.replacing("点半", with: ":30").replacing("点", with: ":").replacing("时", with: ":")
            .replacing("分", with: "").trimmed
        if plain.hasSuffix(":") { plain += "00" }
        if plain.count == 4, plain.allSatisfy(\.isNumber) { plain = "\(plain.prefix(2)):\(plain.suffix(2))" }
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, var hour = parts[0], let minute = parts[1] else { return nil }
        if added > 0, hour < 12 { hour += added }
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        return "\(padded("\(hour)", 2)):\(padded("\(minute)", 2))"
    }

    private static func padded(_ digits: String, _ count: Int) -> String {
        String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}

extension CalendarDate {
    /// The day so many days later; `nil` outside of the years 1 to 9999.
    fileprivate func adding(days: Int64) -> CalendarDate? {
        guard let midnight = Instant("\(self)T00:00:00Z") else { return nil }
        return CalendarDate(Instant(milliseconds: midnight.milliseconds + days * 86_400_000).description.prefix(10))
    }
}
