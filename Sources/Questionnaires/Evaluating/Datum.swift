internal import Values

/// The value of a node. A node without a value has no datum.
///
/// The kind follows from how the value came about, as in JavaRosa: a calculation that gives a number in a text field
/// is a number to other expressions.
enum Datum: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    case date(LocalMoment)
    case dateTime(LocalMoment)
    /// On 1970-01-01.
    case time(LocalMoment)
    /// Latitude, longitude, altitude and accuracy in that order, in degrees and metres.
    case geopoint([Double])
    case choice(String)
    case choices([String])

    /// What an expression sees.
    var value: XPathValue {
        switch self {
        case .text(let text), .choice(let text): .text(text)
        case .integer(let number): .number(Double(number))
        case .decimal(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .date(let moment), .dateTime(let moment), .time(let moment): .moment(moment)
        case .geopoint(let numbers): .text(numbers.map(NumberText.java).joined(separator: " "))
        case .choices(let names): .text(names.joined(separator: " "))
        }
    }

    /// What the instance holds.
    func text(utcOffsetMinutes: Int) -> String {
        switch self {
        case .text(let text), .choice(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): NumberText.java(number)
        case .boolean(let flag): flag ? "1" : "0"
        case .date(let moment): moment.dateText
        case .dateTime(let moment): moment.dateTimeText(utcOffsetMinutes: utcOffsetMinutes)
        case .time(let moment): moment.clockText(utcOffsetMinutes: utcOffsetMinutes)
        case .geopoint(let numbers): numbers.map(NumberText.java).joined(separator: " ")
        case .choices(let names): names.joined(separator: " ")
        }
    }

    /// Reads a text of an instance or an answer, which is not empty, by the type of its field; `nil` when it is no value of
    /// the type.
    static func reading(_ text: String, as type: FieldType, utcOffsetMinutes: Int) -> Datum? {
        switch type {
        case .string, .file: return .text(text)
        case .choice: return .choice(text)
        case .choices, .rank:
            return .choices(text.words)
        case .int: return Int32(text).map { .integer(Int($0)) }
        case .decimal:
            return number(text).map { .decimal($0) }
        case .boolean:
            switch text {
            case "1", "true": return .boolean(true)
            case "0", "false": return .boolean(false)
            default: return nil
            }
        case .date:
            // A day alone: JavaRosa refuses a moment here.
            guard !text.contains("T"), hasWholeYear(text) else { return nil }
            return LocalMoment.reading(text, utcOffsetMinutes: utcOffsetMinutes).map { .date($0.midnight) }
        case .dateTime:
            // A day alone is no moment: JavaRosa takes its midnight, and nobody said so.
            guard text.contains("T"), hasWholeYear(text) else { return nil }
            return LocalMoment.reading(text, utcOffsetMinutes: utcOffsetMinutes).map { .dateTime($0) }
        case .time:
            guard let moment = LocalMoment.readClock(text[...], day: 0, utcOffsetMinutes: utcOffsetMinutes) else {
                return nil
            }
            return .time(LocalMoment(localMilliseconds: moment.clockMilliseconds))
        case .geopoint: return readGeopoint(text)
        }
    }

    /// In which century a year of two digits lies is not guessed, and nobody means a year of antiquity, which is what
    /// JavaRosa makes of it.
    private static func hasWholeYear(_ text: String) -> Bool { text.utf8.prefix { (48...57).contains($0) }.count == 4 }

    /// In decimal digits: Swift reads `0x1E` and `inf` too, JavaRosa does not.
    private static func number(_ text: some StringProtocol) -> Double? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func readGeopoint(_ text: String) -> Datum? {
        let parts = text.split(separator: " ")
        let numbers = parts.compactMap { number($0) }
        guard (2...4).contains(parts.count), numbers.count == parts.count,
            abs(numbers[0]) <= 90, abs(numbers[1]) <= 180
        else { return nil }
        return .geopoint(numbers + Array(repeating: 0, count: 4 - numbers.count))
    }

    /// What a calculation's value becomes in a field of `type`, as JavaRosa wraps it; `nil` for the empty value.
    init?(calculated value: XPathValue, type: FieldType, utcOffsetMinutes: Int) {
        switch value {
        case .text(let text) where text.isEmpty: return nil
        case .number(let number) where number.isNaN: return nil
        case .nodes: return nil
        default: break
        }
        if type == .boolean {
            self = .boolean(value.asBoolean)
            return
        }
        switch value {
        case .boolean(let flag): self = .boolean(flag)
        case .number(let number): self = Datum(number: number, type: type)
        case .moment(let moment):
            switch type {
            case .date: self = .date(moment.midnight)
            case .time: self = .time(LocalMoment(localMilliseconds: moment.clockMilliseconds))
            default: self = .dateTime(moment)
            }
        case .text(let text):
            switch type {
            case .choice, .choices, .rank, .geopoint:
                self = Datum.reading(text, as: type, utcOffsetMinutes: utcOffsetMinutes) ?? .text(text)
            default: self = .text(text)
            }
        case .nodes: return nil
        }
    }

    private init(number: Double, type: FieldType) {
        let limit = 9.2e18
        if type == .int {
            // Java narrows to 32 bits by saturation.
            self = .integer(Int(max(Double(Int32.min), min(Double(Int32.max), number))))
        } else if abs(number) < limit, abs(number - number.rounded(.towardZero)) < 1e-9 {
            self = .integer(Int(number))
        } else {
            self = .decimal(number)
        }
    }

    // Which values can be kept as they were given. What cannot is refused, so that nothing that was accepted gets lost.

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
    func loss(of text: String, utcOffsetMinutes: Int) -> Loss? {
        switch self {
        case .decimal: return DecimalDigits.areKept(text) ? nil : .digits
        case .geopoint: return text.split(separator: " ").allSatisfy { DecimalDigits.areKept($0) } ? nil : .digits
        case .date(let moment): return Self.isInCalendar(moment) ? nil : .year
        case .time: return Self.isCut(text) ? .fraction : nil
        case .dateTime(let moment):
            guard !Self.isCut(text) else { return .fraction }
            // Records keep moments in UTC, so that the year must be one there as well.
            let shifted = LocalMoment(localMilliseconds: moment.localMilliseconds - utcOffsetMinutes * 60_000)
            return Self.isInCalendar(moment) && Self.isInCalendar(shifted) ? nil : .year
        case .text, .integer, .boolean, .choice, .choices: return nil
        }
    }

    /// Whether a time says more than its milliseconds. Zeros say nothing.
    private static func isCut(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix { (48...57).contains($0) }
        return !digits.dropFirst(3).allSatisfy { $0 == 48 }
    }

    private static func isInCalendar(_ moment: LocalMoment) -> Bool { (1...9999).contains(moment.calendarDay.year) }
}
