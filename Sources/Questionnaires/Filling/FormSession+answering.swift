internal import Values

/// Taking answers.
extension FormSession {
    /// Takes an answer, or says why not. A refused answer leaves the instance as it was.
    ///
    /// - Parameters:
    ///   - path: Of the question in the instance: `/data/person[2]/age`.
    ///   - answer: The answer.
    /// - Returns: What became of it.
    public func answer(at path: String, _ answer: FormAnswer) -> AnswerOutcome {
        guard let node = node(at: path), let question = question(of: node) else {
            return .refused(FormViolation(.unknown, path: path))
        }
        guard node.isRelevant else { return .refused(FormViolation(.notRelevant, path: path)) }
        begin()
        do throws(FormViolation) {
            let datum = try datum(answer, question, at: node)
            if datum == node.datum, datum != nil { return .accepted }
            guard !isReadonly(node) else { throw violation(.readonly, at: node) }
            guard datum != nil || !isRequired(node) else { throw violation(.required, at: node) }
            if let broken = brokenConstraint(datum, at: node) { throw broken }
            try commit(datum, at: node, question)
            return .accepted
        } catch {
            // A rule that was given up gives nothing to go by.
            return .refused(exceededLimit(at: path) ?? error)
        }
    }

    /// Gives a question the answer that it had before another was taken. What had none has none again, also where the
    /// form wants one, and what broke a rule may stand again: both are told when the form is checked as a whole.
    ///
    /// - Parameters:
    ///   - path: Of the question in the instance.
    ///   - answer: What it had.
    /// - Returns: What became of it.
    public func restore(at path: String, _ answer: FormAnswer) -> AnswerOutcome {
        guard let node = node(at: path), let question = question(of: node) else {
            return .refused(FormViolation(.unknown, path: path))
        }
        guard node.isRelevant else { return .refused(FormViolation(.notRelevant, path: path)) }
        do throws(FormViolation) {
            try commit(try datum(answer, question, at: node), at: node, question)
            return .accepted
        } catch {
            return .refused(error)
        }
    }

    /// Sets a value without asking whether the field must have one.
    func put(_ answer: FormAnswer, at node: InstanceNode, _ question: FormQuestion) throws(FormViolation) {
        begin()
        do throws(FormViolation) {
            let datum = try datum(answer, question, at: node)
            guard datum != node.datum else { return }
            guard !isReadonly(node) else { throw violation(.readonly, at: node) }
            if let broken = brokenConstraint(datum, at: node) { throw broken }
            try commit(datum, at: node, question)
        } catch {
            throw exceededLimit(at: path(of: node)) ?? error
        }
    }

    private func commit(_ datum: Datum?, at node: InstanceNode, _ question: FormQuestion) throws(FormViolation) {
        let path = path(of: node)
        if let exceededLimit = exceededLimit(at: path) { throw exceededLimit }
        guard node.datum != datum else { return }
        remember(node)
        node.datum = datum
        recalculate(after: node)
        for action in question.actions where action.event == .valueChanged {
            for target in targets(of: action, beside: node) {
                set(target, by: action)
                recalculate(after: target)
            }
        }
        if let objection = objection(at: path) {
            takeBack()
            throw objection
        }
    }

    /// The message of the constraint that a value breaks. An empty field breaks none.
    func brokenConstraint(_ datum: Datum?, at node: InstanceNode) -> FormViolation? {
        guard let datum, let constraint = form.nodes[node.template].bind.constraint else { return nil }
        let before = node.datum
        node.datum = datum
        defer { node.datum = before }
        let holds = XPathEngine.single(engine.evaluate(constraint, at: node)).asBoolean
        return holds ? nil : violation(.constraint, at: node)
    }

    func isRequired(_ node: InstanceNode) -> Bool {
        form.nodes[node.template].bind.required.map { XPathEngine.single(engine.evaluate($0, at: node)).asBoolean }
            ?? false
    }

    /// A node is read-only also when a group that holds it is.
    func isReadonly(_ node: InstanceNode) -> Bool {
        if let rule = form.nodes[node.template].bind.readonly,
            XPathEngine.single(engine.evaluate(rule, at: node)).asBoolean
        {
            return true
        }
        return node.parent.map { isReadonly($0) } ?? false
    }

    /// What an answer breaks. The form's own words win; `message` is told where `code` alone says too little.
    func violation(
        _ code: FormViolation.Code, at node: InstanceNode, message: Localized? = nil
    ) -> FormViolation {
        let bind = form.nodes[node.template].bind
        let formMessage =
            switch code {
            case .constraint: bind.constraintMessage
            case .required: bind.requiredMessage
            default: nil as FormText?
            }
        return FormViolation(
            code, path: path(of: node), formMessage: formMessage.map { text($0, at: node) },
            type: form.nodes[node.template].type, control: question(of: node)?.control, message: message)
    }

    func question(of node: InstanceNode) -> FormQuestion? {
        form.nodes[node.template].question.map { form.questions[$0] }
    }

    // Reading answers by the type of their fields.

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
