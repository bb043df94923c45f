internal import Values

/// Reading answers by the type of their fields.
extension FormSession {
    /// The datum of an answer; `nil` for the empty answer.
    func datum(_ answer: FormAnswer, _ question: FormQuestion, at node: InstanceNode) throws(FormViolation) -> Datum? {
        guard let text = text(of: answer, type: question.type), !text.isEmpty else {
            if case .choices(let names) = answer, !names.isEmpty { throw violation(.type, at: node) }
            return nil
        }
        guard text.utf8.count <= QuestionnaireLimits.answerBytesMax else { throw violation(.tooLong, at: node) }
        guard Self.isXMLText(text),
            let datum = Datum.reading(text, as: question.type, utcOffsetMinutes: environment.utcOffsetMinutes)
        else { throw violation(.type, at: node) }
        if let loss = datum.loss(of: text, utcOffsetMinutes: environment.utcOffsetMinutes) {
            throw violation(.unkeepable, at: node, message: loss.text)
        }
        try check(datum, question, at: node)
        return datum
    }

    private func text(of answer: FormAnswer, type: FieldType) -> String? {
        switch answer {
        case .none: return nil
        case .text(let text):
            // Blanks alone are no answer.
            return type == .string && !text.trimmedOfXMLBlanks.isEmpty ? text : text.trimmedOfXMLBlanks
        case .number(let number):
            guard number.isFinite else { return "NaN" }
            return type == .decimal ? NumberText.java(number) : NumberText.answer(number)
        case .boolean(let flag):
            return type == .boolean ? (flag ? "1" : "0") : (flag ? "true" : "false")
        case .choices(let names):
            guard type == .choices || type == .rank || type == .geopoint else {
                return names.count == 1 ? names[0] : nil
            }
            return names.joined(separator: " ")
        }
    }

    private func check(_ datum: Datum, _ question: FormQuestion, at node: InstanceNode) throws(FormViolation) {
        switch (question.control, datum) {
        case (.selectOne, .choice(let name)):
            guard allowedNames(question, at: node).contains(name) else { throw violation(.choice, at: node) }
        case (.selectMultiple, .choices(let names)):
            let allowed = allowedNames(question, at: node)
            guard names.allSatisfy(allowed.contains), Set(names).count == names.count else {
                throw violation(.choice, at: node)
            }
        case (.rank, .choices(let names)):
            guard names.sorted() == allowedNames(question, at: node).sorted() else {
                throw violation(.choice, at: node)
            }
        case (.range(let start, let end, let step), _):
            let number = datum.value.asNumber
            let steps = (number - start) / step
            guard number >= start, number <= end, abs(steps - steps.rounded()) < 1e-9 else {
                throw violation(.choice, at: node)
            }
        case (.trigger, .text(let text)):
            guard text == "OK" else { throw violation(.choice, at: node) }
        default: return
        }
    }

    /// Control characters cannot stand in XML, and so not in an instance.
    private static func isXMLText(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 || scalar.isXMLBlank ? scalar.value != 0xFFFE && scalar.value != 0xFFFF : false
        }
    }
}
