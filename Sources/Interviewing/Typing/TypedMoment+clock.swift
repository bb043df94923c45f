internal import TerminalKit
internal import Values

/// Times of day as people type them: `10:30`, `1030`, `10点半`, `下午3点20分`, `3:20 pm`.
extension TypedMoment {
    /// A part of the day, its hours, and what twelve o'clock is there.
    private struct DayPart {
        let word: String
        let hours: ClosedRange<Int>
        var twelve: Int?
    }

    /// 晚上12点 is the night that follows, and 上午12点 is noon to some: what is meant is for the person to say.
    private static let dayParts = [
        DayPart(word: "凌晨", hours: 0...5, twelve: 0), DayPart(word: "早上", hours: 4...11),
        DayPart(word: "上午", hours: 0...11), DayPart(word: "中午", hours: 11...14, twelve: 12),
        DayPart(word: "下午", hours: 12...23, twelve: 12), DayPart(word: "傍晚", hours: 16...20),
        DayPart(word: "晚上", hours: 17...23), DayPart(word: "am", hours: 0...11, twelve: 0),
        DayPart(word: "pm", hours: 12...23, twelve: 12),
    ]

    /// - Parameter text: A time of day.
    /// - Returns: `10:30`, with seconds where they were typed: `10:30:15`; `nil` for what is no time.
    static func clock(_ text: String) -> String? {
        var plain = DisplayWidth.halfwidth(text).trimmed.lowercased()
        let part = dayParts.first { plain.hasPrefix($0.word) || plain.hasSuffix($0.word) }
        // 9 pm is enough of a time, 9 is not.
        let isHourEnough = part != nil
        if let part { plain = plain.replacing(part.word, with: "", maxReplacements: 1).trimmed }
        plain = signed(plain)
        if isHourEnough, !plain.contains(":") { plain += ":00" }
        if plain.count == 4, plain.allSatisfy(isDigit) { plain = "\(plain.prefix(2)):\(plain.suffix(2))" }
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let typedHour = number(parts[0]), let minute = number(parts[1]),
            let hour = hour(typedHour, in: part), hour < 24, minute < 60
        else { return nil }
        let clock = "\(hour.padded(to: 2)):\(minute.padded(to: 2))"
        guard parts.count == 3 else { return clock }
        let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard seconds.count <= 2, let second = number(seconds[0]), second < 60 else { return nil }
        guard seconds.count == 2 else { return "\(clock):\(second.padded(to: 2))" }
        guard !seconds[1].isEmpty, seconds[1].allSatisfy(isDigit) else { return nil }
        return "\(clock):\(second.padded(to: 2)).\(seconds[1])"
    }

    /// With colons in the place of 点, 分 and 秒.
    private static func signed(_ text: String) -> String {
        var plain = text
        for (word, sign) in [
            ("点整", ":00"), ("点半", ":30"), ("点一刻", ":15"), ("点三刻", ":45"), ("点钟", ":00"), ("点", ":"), ("时", ":"),
            ("分", ":"), ("秒", ""),
        ] {
            plain = plain.replacing(word, with: sign)
        }
        plain = plain.filter { $0 != " " }
        guard plain.hasSuffix(":") else { return plain }
        return plain.count(where: { $0 == ":" }) > 1 ? String(plain.dropLast()) : plain + "00"
    }

    /// The hour of the day; `nil` when the part of the day that was named does not have it.
    private static func hour(_ typed: Int, in part: DayPart?) -> Int? {
        guard let part else { return typed }
        if typed == 12 { return part.twelve }
        return [typed, typed + 12].first { part.hours.contains($0) && (typed < 12 || $0 == typed) }
    }

    private static func number(_ digits: Substring) -> Int? {
        (1...2).contains(digits.count) && digits.allSatisfy(isDigit) ? Int(digits) : nil
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
