internal import Failures
internal import Questionnaires
internal import SyncProtocol

/// The rules that a visit's own fields and the answers of its form hold each other to (survey.yaml, `visit_record` and
/// `rules`).
extension VisitAnswers {
    /// Outcomes with which answers are kept: an appointment may follow a first question that ended the survey.
    private static let outcomesWithAnswers: Set<String> = ["completed", "partial", "appointment"]

    /// Derives the outcome where none is given, and checks that answers, consent and outcome fit.
    ///
    /// - Parameter content: The filled form; `nil` when none was opened.
    /// - Throws: ``Failure`` `answers_invalid` with everything that is wrong.
    mutating func settle(with content: FormContent?) throws {
        var problems = InputProblems()
        if let content, !content.isEmpty {
            for violation in content.faults { problems.add(violation) }
            if self["consent"] != .boolean(true) {
                problems.add(
                    at: Localized(zh: "consent", en: "consent"),
                    Localized(
                        zh: "住户没有同意，不能保存问卷答案。",
                        en: "the resident has not consented, so that no answers can be saved."))
            }
        }
        if self["outcome"] == nil, let outcome = derivedOutcome(content) { set("outcome", outcome) }
        guard case .choice(let outcome)? = self["outcome"] else {
            problems.add(
                at: Localized(zh: "outcome", en: "outcome"),
                Localized(zh: "没有入户结果。", en: "the visit has no outcome."))
            return try problems.throwIfAny(
                code: "answers_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
        }
        if let content {
            if !content.isEmpty, !Self.outcomesWithAnswers.contains(outcome) {
                problems.add(
                    at: Localized(zh: "outcome", en: "outcome"),
                    Localized(
                        zh: "结果为 \(outcome) 的入户不能有问卷答案。",
                        en: "a visit with the outcome \(outcome) has no answers."))
            }
            if outcome == "completed" { for violation in content.missing { problems.add(violation) } }
        }
        try problems.throwIfAny(
            code: "answers_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
    }

    private func derivedOutcome(_ content: FormContent?) -> String? {
        if wantsNoContact { return Self.doNotContact }
        if self["consent"] == .boolean(false) { return "refused" }
        guard let content, !content.isEmpty else { return nil }
        if case .text(let outcome)? = content["outcome"], !outcome.isEmpty { return outcome }
        return content.missing.isEmpty ? "completed" : "partial"
    }
}

extension InputProblems {
    /// What a form has against an answer, in the form's own words where it has some.
    mutating func add(_ violation: FormViolation) {
        let name = violation.path.split(separator: "/").dropFirst().joined(separator: "/")
        let message = violation.formMessage.map { Localized(zh: $0, en: $0) } ?? violation.message
        add(at: Localized(zh: name, en: name), message)
    }
}
