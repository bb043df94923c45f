public import CommandKit
public import Questionnaires
internal import TerminalKit
public import Values

/// What a form asks, for people and for scripts. Both programs show forms alike.
public struct FormOutline {
    private let form: FormDefinition

    /// - Parameter form: A published form.
    public init(_ form: FormDefinition) { self.form = form }

    /// The key `questions` of a form shown as JSON.
    public var json: JSONValue { .array(form.questions.map(json)) }

    private func json(_ question: FormQuestion) -> JSONValue {
        .object([
            .init("name", .string(question.name)), .init("path", .string(question.path)),
            .init("type", .string(question.type.rawValue)), .init("labels", labels(question.label)),
            .init("mayBeRequired", .boolean(question.mayBeRequired)),
            .init("calculated", .boolean(question.isCalculated)),
            .init("repeats", .array(question.repeats.map(JSONValue.string))),
            .init(
                "choices",
                .array(
                    question.choices.map { choice in
                        .object([.init("name", .string(choice.name)), .init("labels", labels(choice.label))])
                    })),
        ])
    }

    /// By the form's names of its languages; one under the empty name when it has only one.
    private func labels(_ text: FormText) -> JSONValue {
        let languages = form.languages.isEmpty ? [""] : form.languages
        return .object(
            languages.compactMap { language in
                text.plain(in: language).map { .init(language, .string($0)) }
            })
    }

    /// A table of the questions, with their choices.
    ///
    /// - Parameter output: Tells language and width.
    /// - Returns: Text that ends with a line end.
    public func text(_ output: Output) -> String {
        let language = form.language(for: output.language == .chinese ? "zh" : "en")
        let shown = { (text: FormText) in DisplayWidth.printable(text.plain(in: language) ?? "") }
        return output.table(
            [
                .init(title: output.text(Localized(zh: "题目", en: "question"))),
                .init(title: output.text(Localized(zh: "类型", en: "type")), priority: 2),
                .init(title: output.text(Localized(zh: "内容", en: "text")), minimumWidth: 16),
                .init(title: output.text(Localized(zh: "选项", en: "choices")), priority: 3, minimumWidth: 16),
            ],
            form.questions.map { question in
                let choices = question.choices.map { "\($0.name) \(shown($0.label))" }.joined(separator: "; ")
                return [question.name, question.type.rawValue, shown(question.label), choices]
            })
    }

    /// Languages and size in one line, for people.
    ///
    /// - Parameter output: Tells the language.
    /// - Returns: The line with its end.
    public func summary(_ output: Output) -> String {
        let languages = form.languages.isEmpty ? "" : form.languages.joined(separator: ", ")
        let count = form.questions.count
        let size = Localized(zh: "\(count) 个题目", en: "\(count) questions")
        return [output.text(size), DisplayWidth.printable(languages)].filter { !$0.isEmpty }
            .joined(separator: "; ") + "\n"
    }
}
