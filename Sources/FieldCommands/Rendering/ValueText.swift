internal import CommandKit
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Values as people read them: choices by their titles, moments in local time.
struct ValueText {
    let language: Language

    /// - Parameters:
    ///   - value: The value.
    ///   - field: The declared field; `nil` for the answers of a form.
    /// - Returns: The value as people read it.
    func text(_ value: JSONValue, field: Field?) -> String {
        switch value {
        case .null: language == .chinese ? "（空）" : "(empty)"
        case .boolean(let flag): title(Localized(flag))
        case .integer(let number): String(number)
        case .number(let digits): digits
        case .string(let text): string(text, field: field)
        case .array(let elements): elements.map { self.text($0, field: field) }.joined(separator: separator)
        case .object(let members): members.map { self.text($0.value, field: nil) }.joined(separator: separator)
        }
    }

    func text(_ value: Value, field: Field?) -> String {
        if value == .erased { return erased(field) }
        return text(JSONValue(value, members: field?.members.map(\.name) ?? []), field: field)
    }

    private func erased(_ field: Field?) -> String {
        switch (language, field?.clearedBy) {
        case (.chinese, nil): "（本机没有，服务器上有）"
        case (.english, nil): "(held by the server)"
        case (.chinese, _): "（办结后已删除）"
        case (.english, _): "(erased when it was closed)"
        }
    }

    /// What stands in the place of a value that is not shown.
    var withheld: String { language == .chinese ? "（不显示）" : "(withheld)" }

    func title(_ title: Localized) -> String { language == .chinese ? title.zh : title.en }

    private var separator: String { language == .chinese ? "、" : ", " }

    private func string(_ text: String, field: Field?) -> String {
        if let choice = field?.choices.first(where: { $0.code == text }) { return title(choice.title) }
        if field?.type == .instant, let instant = Instant(text) { return LocalTime.text(instant) }
        return text
    }
}

/// Answers of a form as people read them: what was asked, and choices by their labels.
struct AnswerWords {
    private let form: FormDefinition?
    /// By the names that answers have in records: the question's own, or the path below the root.
    private let questions: [String: FormQuestion]
    private let withheld: Set<String>
    private let values: ValueText
    /// The form's name of the language.
    private let formLanguage: String

    /// - Parameters:
    ///   - form: The form in the version that was filled; `nil` where it is not here: then codes are all there is.
    ///   - withheld: Names of the answers that are not shown.
    ///   - language: Of the output.
    init(_ form: FormDefinition?, withheld: [String], language: Language) {
        self.form = form
        self.withheld = Set(withheld)
        values = ValueText(language: language)
        formLanguage = form?.language(for: language.rawValue) ?? ""
        let named = (form?.questions ?? []).flatMap { question in
            let path = question.path.split(separator: "/").dropFirst().joined(separator: "/")
            return [(question.name, question), (path, question)]
        }
        questions = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// The question and the answer on one line; the answer alone where nothing tells the question.
    ///
    /// - Parameters:
    ///   - name: Of the answer, such as `A02` or `person[2]/age`.
    ///   - value: The answer.
    /// - Returns: The line.
    func line(_ name: String, _ value: JSONValue) -> String {
        let question = questions[Self.withoutNumbers(name)]
        let answer = withheld.contains(name) ? values.withheld : text(value, of: question)
        let label = question.flatMap { text(of: $0.label) } ?? ""
        guard let last = label.last else { return answer }
        if "？?：:".contains(last) { return "\(label) \(answer)" }
        return label + (values.language == .chinese ? "：" : ": ") + answer
    }

    private func text(_ value: JSONValue, of question: FormQuestion?) -> String {
        switch value {
        case .string(let code): choice(code, of: question) ?? values.text(value, field: nil)
        case .array(let parts):
            parts.map { text($0, of: question) }.joined(separator: values.language == .chinese ? "、" : ", ")
        default: values.text(value, field: nil)
        }
    }

    private func choice(_ code: String, of question: FormQuestion?) -> String? {
        question?.choices.first { $0.name == code }.flatMap { text(of: $0.label) }
    }

    /// A text of the form on one line.
    private func text(of text: FormText) -> String? {
        let words = text.plain(in: formLanguage)?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words?.isEmpty == false ? words : nil
    }

    /// `person[2]/age` is asked by `person/age`.
    private static func withoutNumbers(_ name: String) -> String {
        var text = ""
        var isNumber = false
        for character in name {
            if character == "[" { isNumber = true }
            if !isNumber { text.append(character) }
            if character == "]" { isNumber = false }
        }
        return text
    }
}
