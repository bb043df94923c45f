extension Datum {
    /// Reads a text of an instance or an answer by the type of its field.
    ///
    /// - Parameters:
    ///   - text: The text; not empty.
    ///   - type: The field's type.
    ///   - utcOffsetMinutes: Offset of the local clock.
    /// - Returns: The datum, `nil` when the text is no value of the type.
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
            return Moment.reading(text, utcOffsetMinutes: utcOffsetMinutes).map { .date($0.midnight) }
        case .dateTime:
            // A day alone is no moment: JavaRosa takes its midnight, and nobody said so.
            guard text.contains("T"), hasWholeYear(text) else { return nil }
            return Moment.reading(text, utcOffsetMinutes: utcOffsetMinutes).map { .dateTime($0) }
        case .time:
            guard let moment = Moment.readClock(text[...], day: 0, utcOffsetMinutes: utcOffsetMinutes) else {
                return nil
            }
            return .time(Moment(localMilliseconds: moment.clockMilliseconds))
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
            case .time: self = .time(Moment(localMilliseconds: moment.clockMilliseconds))
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
}
