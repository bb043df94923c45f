internal import Values

/// Which values can be kept as they were given. What cannot is refused, so that nothing that was accepted gets lost.
extension Datum {
    /// What of a value cannot be kept.
    enum Loss {
        /// Digits of a number.
        case digits
        /// A year that calendars of records do not have.
        case year

        var text: Localized {
            switch self {
            case .digits:
                Localized(
                    zh: "这个数无法准确保存；最多 15 位有效数字。",
                    en: "this number cannot be kept exactly; give at most 15 significant digits.")
            case .year:
                Localized(zh: "年份应在 1 到 9999 之间。", en: "the year must be between 1 and 9999.")
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
        case .dateTime(let moment):
            // Records keep moments in UTC, so that the year must be one there as well.
            let shifted = Moment(localMilliseconds: moment.localMilliseconds - utcOffsetMinutes * 60_000)
            return Self.isInCalendar(moment) && Self.isInCalendar(shifted) ? nil : .year
        case .text, .integer, .boolean, .time, .choice, .choices: return nil
        }
    }

    private static func isInCalendar(_ moment: Moment) -> Bool { (1...9999).contains(moment.calendarDay.year) }
}
