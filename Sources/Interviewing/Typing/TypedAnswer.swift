internal import Questionnaires
internal import TerminalKit
internal import Values

/// What a person typed as an answer, read by the type of the field. The form's engine has the last word on it.
enum TypedAnswer: Hashable {
    case answer(FormAnswer)
    /// It would be an answer, but not the one that was meant; what it lacks.
    case unclear(Localized)

    /// The line as it was typed, full-width signs and all, as the engine reads answers.
    static func read(_ line: String, for question: FormQuestion, today: CalendarDate) -> TypedAnswer {
        let plain = DisplayWidth.halfwidth(line).trimmed
        switch question.type {
        case .boolean:
            if let flag = flag(plain) { return .answer(.boolean(flag)) }
            return .answer(.text(plain))
        case .date:
            if let day = TypedMoment.day(plain, today: today) { return .answer(.text("\(day)")) }
            return TypedMoment.hasShortYear(plain) ? shortYear : .answer(.text(plain))
        case .time: return .answer(.text(TypedMoment.clock(plain) ?? plain))
        case .dateTime: return moment(plain, today: today)
        case .geopoint:
            return .answer(.text(plain.split { $0 == "," || $0 == " " || $0 == ";" }.joined(separator: " ")))
        case .int, .decimal: return .answer(.text(number(plain)))
        case .file: return .answer(.text(unquoted(line.trimmed)))
        default: return .answer(.text(line.trimmed))
        }
    }

    private static func moment(_ plain: String, today: CalendarDate) -> TypedAnswer {
        if let moment = TypedMoment.read(plain, today: today) { return .answer(.text("\(moment.day)T\(moment.clock)")) }
        // The engine would take midnight.
        if let day = TypedMoment.day(plain, today: today) {
            return .unclear(
                Localized(
                    zh: "还缺时间，如 \(day) 10:30。", en: "The time of day is missing, as in \(day) 10:30."))
        }
        return TypedMoment.hasShortYear(plain) ? shortYear : .answer(.text(plain))
    }

    /// The engine would take it for a year of antiquity.
    private static var shortYear: TypedAnswer {
        .unclear(
            Localized(zh: "年份请写四位，如 2026-05-12。", en: "Write the year with four digits, as in 2026-05-12."))
    }

    /// `12 000` is a number; `3 4` is two.
    private static func number(_ plain: String) -> String {
        let groups = plain.split(separator: " ")
        guard let first = groups.first, first.count <= 4,
            groups.dropFirst().allSatisfy({ $0.count == 3 && $0.allSatisfy(\.isASCII) && Int($0) != nil })
        else { return plain }
        return groups.joined()
    }

    /// A path dropped onto a terminal comes in quotes.
    private static func unquoted(_ path: String) -> String {
        guard path.count > 2, let first = path.first, first == path.last, first == "'" || first == "\"" else {
            return path
        }
        return String(path.dropFirst().dropLast())
    }

    /// Yes or no; where both are choices with numbers, no is the second.
    static func flag(_ word: String) -> Bool? { word == "2" ? false : Bool(typed: word) }
}
