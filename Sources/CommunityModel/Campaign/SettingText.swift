internal import Values

/// How the values of settings are written.
enum SettingText {
    static let none = "none"
    static let all = "all"

    /// Whether a text stands for the default of whatever setting.
    static func isDefault(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) || folded(text) == "default" }

    /// Full-width forms become ASCII, letters lower case; Chinese input methods write `20：00－09：00`.
    static func folded(_ text: String) -> String {
        var folded = ""
        for scalar in text.halfwidth.unicodeScalars where !scalar.properties.isWhitespace {
            switch scalar.value {
            case 0x2010...0x2015, 0x7E, 0x81F3: folded += "-"
            default: folded.unicodeScalars.append(scalar)
            }
        }
        return folded.lowercased()
    }

    static func flag(_ word: String, or fault: SettingFault) throws(SettingFault) -> Bool {
        guard let flag = Bool(typed: word) else { throw fault }
        return flag
    }

    static func number(
        _ word: String, in range: ClosedRange<Int>, or fault: SettingFault
    ) throws(SettingFault) -> Int {
        guard word.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(word), range.contains(number) else {
            throw fault
        }
        return number
    }

    // MARK: Quiet hours

    static func hours(_ word: String, or fault: SettingFault) throws(SettingFault) -> CampaignSettings.QuietHours {
        if word == none { return CampaignSettings.QuietHours(from: 0, to: 0) }
        let times = word.split(separator: "-", omittingEmptySubsequences: false).map(minute)
        guard times.count == 2, let from = times[0], let to = times[1], from != to else { throw fault }
        return CampaignSettings.QuietHours(from: from, to: to)
    }

    static func text(_ hours: CampaignSettings.QuietHours) -> String {
        hours.from == hours.to ? none : "\(time(hours.from))-\(time(hours.to))"
    }

    /// Minutes after midnight; 24:00 is midnight.
    private static func minute(_ time: Substring) -> Int? {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.joined().allSatisfy({ $0.isASCII && $0.isNumber }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), minute < 60, hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return hour * 60 + minute == 24 * 60 ? 0 : hour * 60 + minute
    }

    private static func time(_ minutes: Int) -> String {
        [minutes / 60, minutes % 60].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
    }

    // MARK: Words

    static func word(_ text: String, lengthMax: Int, or fault: SettingFault) throws(SettingFault) -> String {
        let line = try line(text, lengthMax: lengthMax, or: fault)
        guard !line.contains(where: \.isWhitespace) else { throw fault }
        return line
    }

    /// A slash parts a round and a form where responses are kept.
    static func round(_ text: String, or fault: SettingFault) throws(SettingFault) -> String {
        let word = try word(text, lengthMax: 32, or: fault)
        guard !word.contains(ResponseName.separator) else { throw fault }
        return word
    }

    static func line(_ text: String, lengthMax: Int, or fault: SettingFault) throws(SettingFault) -> String {
        let line = text.trimmed
        guard (1...lengthMax).contains(line.count),
            line.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw fault }
        return line
    }

    /// Codes between spaces or commas, each once, in the order given.
    static func codes(_ text: String, or fault: SettingFault) throws(SettingFault) -> [String] {
        var codes: [String] = []
        for code in text.split(whereSeparator: { $0.isWhitespace || [",", "，", "、", ";"].contains($0) }) {
            guard code.count <= 32,
                code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
            else { throw fault }
            if !codes.contains(String(code)) { codes.append(String(code)) }
        }
        guard !codes.isEmpty, codes.joined(separator: " ").count <= 200 else { throw fault }
        return codes
    }
}
