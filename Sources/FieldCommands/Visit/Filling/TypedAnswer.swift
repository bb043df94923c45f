internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit

/// Reads what a person typed as an answer, by the type of the field. The form's engine has the last word on it.
enum TypedAnswer {
    /// - Parameters:
    ///   - line: As it was typed, full-width signs and all.
    ///   - question: The question.
    ///   - today: For days without a year, and for words such as `今天`.
    /// - Returns: The answer, as the engine reads it.
    static func read(_ line: String, for question: FormQuestion, today: CalendarDate) -> FormAnswer {
        let plain = DisplayWidth.halfwidth(line).trimmed
        switch question.type {
        case .boolean:
            if let flag = flag(plain) { return .boolean(flag) }
            return .text(plain)
        case .date: return .text(TypedMoment.day(plain, today: today).map { "\($0)" } ?? plain)
        case .time: return .text(TypedMoment.clock(plain) ?? plain)
        case .dateTime:
            return .text(TypedMoment.read(plain, today: today).map { "\($0.day)T\($0.clock)" } ?? plain)
        case .geopoint: return .text(plain.split { $0 == "," || $0 == " " || $0 == ";" }.joined(separator: " "))
        case .int, .decimal: return .text(plain.filter { $0 != " " })
        default: return .text(line.trimmed)
        }
    }

    /// Yes or no in either language; `nil` for anything else.
    static func flag(_ word: String) -> Bool? {
        switch word.lowercased() {
        case "y", "yes", "是", "对", "有", "1", "true": true
        case "n", "no", "否", "不", "没有", "2", "0", "false": false
        default: nil
        }
    }
}

extension String {
    /// Without blanks around it.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
