internal import CommandKit
internal import Questionnaires
internal import TerminalKit
internal import Values

/// Questions that are answered by typing.
extension Interview {
    mutating func takeText(_ key: Key, _ view: QuestionView) {
        let isText = view.takesAnyText
        if editor.isEmpty {
            switch key {
            case .up: return edit()
            case .left: return run(.back)
            case .right: return goOnWithoutAnswer(view)
            case .character(let character) where !isText:
                let plain = DisplayWidth.halfwidth(String(character)).lowercased()
                // A minus begins a number here; the other letters of commands begin no answer.
                if plain != "-", let command = InterviewCommand(word: plain) { return run(command) }
            default: break
            }
        }
        guard let line = line(key) else { return }
        if line.isEmpty { return goOnWithoutAnswer(view) }
        // A terminal that gives whole lines only gives commands so too.
        if !isText, line.count == 1, line != "-", let command = InterviewCommand(word: DisplayWidth.halfwidth(line)) {
            return run(command)
        }
        if line == "-", view.value != nil || isText { return clear() }
        // Looked at and left as it was: what the line cannot show, such as a paragraph, stays.
        if let value = view.value, line == AnswerText.typed(value).trimmed { return goOnWithoutAnswer(view) }
        take(line, for: view)
    }

    private mutating func take(_ line: String, for view: QuestionView) {
        switch TypedAnswer.read(line, for: view.question, today: today) {
        case .unclear(let reason):
            editor = LineEditor(line)
            message = Message(text: t(reason), style: .red)
        case .answer(let answer):
            guard submit(answer, typed: line) else { return }
            // A picture may still be on its camera: its name is kept all the same.
            if view.question.type == .file, case .text(let path) = answer, !hasFile(path) {
                say(
                    .yellow, "本机没有文件“\(path)”；已记下这个名称，b 返回修改。",
                    "There is no file \(path) here; its name is kept, b goes back to mend it.")
            }
        }
    }

    /// Keeps the answer that is there and goes on; a required question without one says so.
    mutating func goOnWithoutAnswer(_ view: QuestionView) {
        guard view.value == nil, view.isRequired else { return goOn() }
        if let violation = walk?.answer(FormAnswer.none) { tell(violation) }
    }

    /// Gives an answer to the form. A refused one stays in the line, to be mended.
    ///
    /// - Returns: Whether the form took it.
    @discardableResult
    mutating func submit(_ answer: FormAnswer, typed: String = "") -> Bool {
        if let violation = walk?.answer(answer) {
            editor = LineEditor(typed)
            tell(violation)
            return false
        }
        let lost = walk?.lost ?? []
        goOn()
        tell(lost: lost)
        wish(.keep)
        return true
    }

    /// Puts the present answer into the line, to be changed.
    mutating func edit() {
        guard page == .form, let view = walk?.view, !view.isReadonly, !view.asksForChoice, let value = view.value else {
            return wish(.ring)
        }
        editor = LineEditor(AnswerText.typed(value))
    }

    /// Says why the form does not take an answer, in its own words where it has any.
    mutating func tell(_ violation: FormViolation) {
        message = Message(text: reason(violation), style: .red)
    }

    /// Why the form does not take an answer, as a sentence of its own.
    func reason(_ violation: FormViolation) -> String {
        let message = violation.formMessage ?? t(violation.message)
        // The engine's messages go on behind the name of a question in the errors of `visit add`.
        return violation.formMessage == nil ? message.prefix(1).uppercased() + message.dropFirst() : message
    }

    /// Says which answers went because another was changed.
    mutating func tell(lost labels: [String]) {
        guard !labels.isEmpty else { return }
        let list = labels.joined(separator: language == .chinese ? "”“" : "; ")
        say(
            .yellow, "这一改动去掉了不再适用的答案：“\(list)”。z（:z）撤销。",
            "This took away answers that fit no more: \(list). z (:z) takes it back.")
    }
}

extension QuestionView {
    /// Whether any text is an answer, so that commands want a colon.
    var takesAnyText: Bool { question.type == .string || question.type == .file }
}
