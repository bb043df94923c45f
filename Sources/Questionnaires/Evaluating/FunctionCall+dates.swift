internal import Values

/// Functions on dates.
extension FunctionCall {
    var dateResult: XPathValue? {
        switch name {
        case "today": .moment(engine.environment.now().midnight)
        case "now": .moment(engine.environment.now())
        case "date": moment(keepsTime: false)
        case "date-time": moment(keepsTime: true)
        case "decimal-date-time": decimalDays
        case "decimal-time": decimalTime
        case "format-date", "format-date-time": .text(formatted)
        default: nil
        }
    }

    private var offsetMilliseconds: Int { engine.environment.utcOffsetMinutes * 60_000 }

    /// A number is a count of days from 1970-01-01; with a time it counts from midnight in Greenwich. What is no date
    /// is empty.
    private func moment(keepsTime: Bool) -> XPathValue {
        switch value(0) {
        case .moment(let moment): return .moment(keepsTime ? moment : moment.midnight)
        case .number(let number):
            guard abs(number) <= Double(Int32.max) else { return .text("") }
            guard keepsTime else { return .moment(LocalMoment(day: Int(number.rounded(.towardZero)))) }
            let milliseconds = Int(number * Double(LocalMoment.dayMilliseconds))
            return .moment(LocalMoment(localMilliseconds: milliseconds + offsetMilliseconds))
        case let other:
            let offset = engine.environment.utcOffsetMinutes
            return LocalMoment.reading(other.asText.trimmedOfXMLBlanks, utcOffsetMinutes: offset).map { .moment($0) }
                ?? .text("")
        }
    }

    private var decimalDays: XPathValue {
        if case .number = value(0) { return value(0) }
        guard case .moment(let moment) = moment(keepsTime: true) else { return .text("") }
        return .number(Double(moment.localMilliseconds - offsetMilliseconds) / Double(LocalMoment.dayMilliseconds))
    }

    private var decimalTime: XPathValue {
        if case .number(let number) = value(0) { return .number(number - number.rounded(.down)) }
        guard case .moment(let moment) = moment(keepsTime: true) else { return .text("") }
        return .number(Double(moment.clockMilliseconds) / Double(LocalMoment.dayMilliseconds))
    }

    private var formatted: String {
        guard case .moment(let moment) = moment(keepsTime: true) else { return "" }
        return moment.formatted(text(1))
    }
}
