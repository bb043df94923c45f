internal import Questionnaires
internal import TerminalKit
internal import Values

/// Answers as people read and type them.
enum AnswerText {
    /// The answer in a line, choices by their labels.
    static func shown(_ view: QuestionView, language: Language) -> String? {
        guard let value = view.value else { return nil }
        if view.question.control == .secret { return "••••" }
        return switch value {
        case .text(let text): text
        case .choice(let name): label(name, view)
        case .choices(let names): names.map { label($0, view) }.joined(separator: language == .chinese ? "、" : ", ")
        case .boolean(let flag): Localized(flag).text(isChinese: language == .chinese)
        case .geopoint(let numbers): shown(numbers, language: language)
        default: typed(value)
        }
    }

    /// Latitude and longitude; how high and how exact, where the device said so.
    private static func shown(_ numbers: [Double], language: Language) -> String {
        let place = numbers.prefix(2).map(plain).joined(separator: " ")
        let (altitude, accuracy) = (numbers.dropFirst(2).first ?? 0, numbers.dropFirst(3).first ?? 0)
        guard altitude != 0 || accuracy != 0 else { return place }
        return switch language {
        case .chinese: "\(place)（海拔 \(plain(altitude)) 米，精度 \(plain(accuracy)) 米）"
        case .english: "\(place) (altitude \(plain(altitude)) m, accuracy \(plain(accuracy)) m)"
        }
    }

    private static func label(_ name: String, _ view: QuestionView) -> String {
        view.choices.first { $0.name == name }?.label ?? name
    }

    /// The answer as it may be typed again, on one line; typed so, it is the same answer.
    static func typed(_ value: FormValue) -> String {
        switch value {
        case .text(let text): DisplayWidth.printable(text)
        case .date(let text), .choice(let text): text
        case .integer(let number): "\(number)"
        case .decimal(let number): plain(number)
        case .boolean(let flag): flag ? "y" : "n"
        case .time(let text): clock(text[...])
        case .dateTime(let text): "\(text.prefix(10)) \(clock(text.dropFirst(11)))"
        case .geopoint(let numbers):
            numbers.prefix(max(2, (numbers.lastIndex { $0 != 0 } ?? 0) + 1)).map(plain).joined(separator: " ")
        case .choices(let names): names.joined(separator: " ")
        }
    }

    /// `10:30` of `10:30:00.000+08:00`: people count minutes. Seconds and thousandths stand only where there are some.
    private static func clock(_ text: Substring) -> String {
        let clock = text.prefix("10:30:00.000".count)
        if clock.hasSuffix(":00.000") { return String(clock.prefix(5)) }
        return String(clock.hasSuffix(".000") ? clock.prefix(8) : clock)
    }

    private static func plain(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
