/// A question as it stands now, to be shown.
public struct QuestionView: Sendable {
    /// In the instance.
    public let path: String
    /// As the form defines it.
    public let question: FormQuestion
    /// In the session's language, as are ``hint`` and the labels of ``choices``.
    public let label: String
    /// What helps to answer; may be empty.
    public let hint: String
    /// Those that are left now, in the form's order.
    public let choices: [FormChoice]
    /// Whether it must be answered now.
    public let isRequired: Bool
    /// Whether it takes no answer now.
    public let isReadonly: Bool
    /// The answer that is there; `nil` for none.
    public let value: FormValue?
}

extension FormSession {
    /// The question at a path, as it stands now.
    ///
    /// - Parameter path: Of the question in the instance.
    /// - Returns: The view, `nil` when there is no such question or when it is not relevant.
    public func view(at path: String) -> QuestionView? {
        guard let node = node(at: path), node.isRelevant, let question = question(of: node) else { return nil }
        engine.begin()
        return QuestionView(
            path: self.path(of: node), question: question, label: text(question.label, at: node),
            hint: text(question.hint, at: node), choices: choices(at: path), isRequired: isRequired(node),
            isReadonly: isReadonly(node), value: value(of: node))
    }

    /// Checks all relevant questions, in the order of the form.
    ///
    /// - Returns: What is still wrong; nothing when the form is complete.
    public func validateAll() -> [FormViolation] {
        var violations: [FormViolation] = []
        for step in steps() {
            guard case .question(let path) = step, let node = node(at: path), let question = question(of: node) else {
                continue
            }
            engine.begin()
            let found = violation(of: question, at: node)
            if let violation = exceededLimit(at: path) ?? found { violations.append(violation) }
        }
        return violations
    }

    private func violation(of question: FormQuestion, at node: InstanceNode) -> FormViolation? {
        guard let datum = node.datum else {
            return isRequired(node) && !isReadonly(node) ? violation(.required, at: node) : nil
        }
        if let broken = brokenConstraint(datum, at: node) { return broken }
        let names: [String] =
            switch datum {
            case .choice(let name): [name]
            case .choices(let names): names
            default: []
            }
        guard !names.isEmpty else { return nil }
        let allowed = allowedNames(question, at: node)
        return names.allSatisfy(allowed.contains) ? nil : violation(.choice, at: node)
    }
}
