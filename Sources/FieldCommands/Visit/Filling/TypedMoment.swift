internal import SyncProtocol
internal import TerminalKit

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
    /// - Returns: `nil` for what is no day and time.
    static func read(_ text: String, today: CalendarDate) -> Moment? {
        let plain = DisplayWidth.halfwidth(text).trimmed
        if let clock = clock(plain) { return Moment(day: today, clock: clock) }
        for place in plain.indices {
            let isBetween = " Tt".contains(plain[place])
            guard isBetween || "天日号".contains(plain[place]) else { continue }
            let next = plain.index(after: place)
            let dayText = String(isBetween ? plain[..<place] : plain[..<next])
            if let day = day(dayText, today: today), let clock = clock(String(plain[next...])) {
                return Moment(day: day, clock: clock)
            }
        }
        return nil
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
        // In which century 85 lies is for the person to say.
        case 3 where parts[0].count == 4:
            return CalendarDate("\(parts[0])-\(padded(parts[1], 2))-\(padded(parts[2], 2))")
        case 2: return CalendarDate("\("\(today)".prefix(4))-\(padded(parts[0], 2))-\(padded(parts[1], 2))")
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

    static func padded(_ digits: String, _ count: Int) -> String {
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
