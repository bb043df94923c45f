internal import Values

/// Which values can be kept as they were given. What cannot is refused, so that nothing that was accepted gets lost.
extension Datum {
    /// What of a value cannot be kept.
    enum Loss {
        /// Digits of a number.
        case digits
        /// A year that calendars of records do not have.
        case year
        /// Digits of a second beyond its thousandths.
        case fraction

        var text: Localized {
            switch self {
            case .digits:
                Localized(
                    zh: "这个数无法准确保存；最多 15 位有效数字。",
                    en: "this number cannot be kept exactly; give at most 15 significant digits.")
            case .year:
                Localized(zh: "年份应在 1 到 9999 之间。", en: "the year must be between 1 and 9999.")
            case .fraction:
                Localized(
                    zh: "时间最多精确到毫秒：秒后最多三位小数。",
                    en: "a time is kept to the millisecond; give at most 3 digits of a second.")
            }
        }
    }

    /// What would get lost of the text that the datum was read from; `nil` when it is kept as it is.
    ///
    /// - Parameters:
    ///   - text: As it was answered.
    ///   - utcOffsetMinutes: Offset of the local clock.
    /// - Returns: What cannot be kept.
    func loss(of text: String, utcOffsetMinutes: Int) -> Loss? {
        switch self {
        case .decimal: return DecimalDigits.areKept(text) ? nil : .digits
        case .geopoint: return text.split(separator: " ").allSatisfy { DecimalDigits.areKept($0) } ? nil : .digits
        case .date(let moment): return Self.isInCalendar(moment) ? nil : .year
        case .time: return Self.isCut(text) ? .fraction : nil
        case .dateTime(let moment):
            guard !Self.isCut(text) else { return .fraction }
            // Records keep moments in UTC, so that the year must be one there as well.
            let shifted = Moment(localMilliseconds: moment.localMilliseconds - utcOffsetMinutes * 60_000)
            return Self.isInCalendar(moment) && Self.isInCalendar(shifted) ? nil : .year
        case .text, .integer, .boolean, .choice, .choices: return nil
        }
    }

    /// Whether a time says more than its milliseconds. Zeros say nothing.
    private static func isCut(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix { (48...57).contains($0) }
        return !digits.dropFirst(3).allSatisfy { $0 == 48 }
    }

    private static func isInCalendar(_ moment: Moment) -> Bool { (1...9999).contains(moment.calendarDay.year) }
}
