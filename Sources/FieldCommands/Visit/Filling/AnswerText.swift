internal import Questionnaires
internal import TerminalKit

/// Answers as people read and type them.
enum AnswerText {
    /// The answer in a line, choices by their labels.
    static func shown(_ view: QuestionView, language: Language) -> String? {
        switch view.value {
        case nil: nil
        case .choice(let name): label(name, view)
        case .choices(let names): names.map { label($0, view) }.joined(separator: language == .chinese ? "、" : ", ")
        case .boolean(let flag):
            switch language {
            case .chinese: flag ? "是" : "否"
            case .english: flag ? "yes" : "no"
            }
        case .text where view.question.control == .secret: "••••"
        case let value?: typed(value)
        }
    }

    private static func label(_ name: String, _ view: QuestionView) -> String {
        view.choices.first { $0.name == name }?.label ?? name
    }

    /// The answer as it may be typed again.
    static func typed(_ value: FormValue) -> String {
        switch value {
        case .text(let text), .date(let text), .choice(let text): text
        case .integer(let number): "\(number)"
        case .decimal(let number): plain(number)
        case .boolean(let flag): flag ? "y" : "n"
        // 10:30:00.000+08:00: people count minutes.
        case .time(let text): String(text.prefix(5))
        case .dateTime(let text): String(text.prefix(16)).replacing("T", with: " ")
        case .geopoint(let numbers): numbers.prefix(2).map(plain).joined(separator: " ")
        case .choices(let names): names.joined(separator: " ")
        }
    }

    private static func plain(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
