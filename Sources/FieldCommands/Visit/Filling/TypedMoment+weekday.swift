internal import SyncProtocol
internal import Values

/// Days of the week as people type them: `星期六`, `周六`, `下周六`, `礼拜天`, `sat`, `Saturday`.
extension TypedMoment {
    private static let chineseDays: [Character: Int] = [
        "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6,
    ]
    private static let englishDays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// - Parameters:
    ///   - text: In lower case.
    ///   - today: The local day.
    /// - Returns: The next such day, today among them; with 下 before it that of the next week. `nil` for what is none.
    static func weekday(_ text: String, today: CalendarDate) -> CalendarDate? {
        guard let number = today.weekday else { return nil }
        if text.count >= 3, let wanted = englishDays.firstIndex(where: { $0.hasPrefix(text) }) {
            return today.adding(days: Int64((wanted - number + 7) % 7))
        }
        var rest = text[...]
        let isNext = rest.hasPrefix("下")
        if isNext {
            rest = rest.dropFirst()
        } else if rest.hasPrefix("这") || rest.hasPrefix("本") {
            rest = rest.dropFirst()
        }
        guard let lead = ["星期", "礼拜", "周"].first(where: { rest.hasPrefix($0) }) else { return nil }
        rest = rest.dropFirst(lead.count)
        guard rest.count == 1, let wanted = rest.first.flatMap({ chineseDays[$0] }) else { return nil }
        if isNext { return today.adding(days: Int64(7 - number + wanted)) }
        return today.adding(days: Int64((wanted - number + 7) % 7))
    }
}

extension CalendarDate {
    /// 0 for Monday to 6 for Sunday.
    fileprivate var weekday: Int? {
        guard let midnight = Instant("\(self)T00:00:00Z") else { return nil }
        // 1 January 1970 was a Thursday.
        let days = midnight.milliseconds / 86_400_000 + 3
        return Int(((days % 7) + 7) % 7)
    }
}
