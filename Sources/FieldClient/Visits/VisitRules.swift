internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import Values

/// The rules that a visit's own fields and the answers of its forms hold each other to (survey.yaml, `visit_record` and
/// `rules`).
extension VisitAnswers {
    /// Outcomes with which answers are kept: an appointment may follow a first question that ended the survey.
    static let outcomesWithAnswers: Set<String> = ["completed", "partial", "appointment"]
    /// Outcomes that may name the next appointment; who breaks off may go on another day.
    private static let outcomesWithAppointment: Set<String> = ["appointment", "nobody_home", "partial"]
    private static let outcomesWithReason: Set<String> = ["refused", doNotContact]

    /// Derives the outcome where none is given, and checks that answers, consent and outcome fit.
    ///
    /// - Parameters:
    ///   - questionnaire: The filled questionnaire; `nil` when none was opened.
    ///   - publicity: The filled publicity record; `nil` when none was opened.
    ///   - needsOutcome: Whether a visit without an outcome is refused.
    ///   - makesAppointment: Whether the next appointment is made with this save, so that it has to lie ahead.
    /// - Throws: ``Failure`` `answers_invalid`, which tells everything that is wrong.
    mutating func settle(
        questionnaire: FormContent?, publicity: FormContent?, needsOutcome: Bool = true, makesAppointment: Bool = true
    ) throws {
        var problems = InputProblems()
        let answers = questionnaire.flatMap { $0.isEmpty ? nil : $0 }
        let told = publicity.flatMap { $0.isEmpty ? nil : $0 }
        for fault in (answers?.faults ?? []) + (told?.faults ?? []) + (told?.missing ?? []) { problems.add(fault) }
        if self["outcome"] == nil, let outcome = derivedOutcome(answers, told) { set("outcome", outcome) }
        if case .choice(let outcome)? = self["outcome"] {
            // Where nothing but publicity took place, an unanswered questionnaire is none.
            let asked = answers == nil && told != nil ? nil : questionnaire
            check(outcome, asked, hasAnswers: answers != nil, &problems)
            if told != nil { checkTold(outcome: outcome, &problems) }
        } else if needsOutcome {
            problems.add(
                at: Self.named("outcome"),
                Localized(
                    zh: "没有说明入户结果；可填 completed、nobody_home、refused 等。",
                    en: "is not stated: completed, nobody_home, refused and others."))
        }
        if answers != nil, self["consent"] != .boolean(true) {
            problems.add(
                at: Self.named("consent"),
                Localized(
                    zh: "住户没有同意，不能提问，也不能保存答案。",
                    en: "without the resident's consent no question is asked and no answer saved."))
        }
        checkTimes(makesAppointment: makesAppointment, &problems)
        try problems.throwIfAny(
            code: "answers_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
    }

    private func check(
        _ outcome: String, _ questionnaire: FormContent?, hasAnswers: Bool, _ problems: inout InputProblems
    ) {
        if hasAnswers, !Self.outcomesWithAnswers.contains(outcome) {
            problems.add(
                at: Self.named("outcome"),
                Localized(
                    zh: "结果为 \(outcome) 的入户不能有问卷答案；住户收回同意的，另写 consent=false，答案随之去除。",
                    en: "a visit with the outcome \(outcome) brings no answers; where consent was taken back, say "
                        + "consent=false too, and they go."))
        }
        if outcome == "completed", let questionnaire {
            if !hasAnswers {
                problems.add(
                    at: Self.named("outcome"),
                    Localized(zh: "问卷没有答案，不能算完成。", en: "the form has no answers, so it is not completed."))
            } else {
                for question in questionnaire.missing { problems.add(question) }
            }
        }
        if self["refusal_reason"] != nil, !Self.outcomesWithReason.contains(outcome) {
            problems.add(
                at: Self.named("refusal_reason"),
                Localized(zh: "只用于拒访。", en: "is for visits that were refused."))
        }
        if self["next_appointment"] != nil, !Self.outcomesWithAppointment.contains(outcome) {
            problems.add(
                at: Self.named("next_appointment"),
                Localized(
                    zh: "只用于已预约、无人在家或部分完成的入户。",
                    en: "is for visits that ended with an appointment, with nobody home or partial."))
        }
    }

    /// What is told at a door is told to who listens: nothing after a refusal. Material may be left where nobody opens.
    private func checkTold(outcome: String, _ problems: inout InputProblems) {
        guard self["consent"] == .boolean(false) || Self.outcomesWithReason.contains(outcome) else { return }
        problems.add(
            at: Self.named("publicity"),
            Localized(
                zh: "住户没有同意，或结果为 \(outcome) 的入户，不能有宣传记录。",
                en: "a visit without consent, or with the outcome \(outcome), brings no publicity record."))
    }

    private func checkTimes(makesAppointment: Bool, _ problems: inout InputProblems) {
        if case .text(let round)? = self["round"], round.contains(ResponseName.separator) {
            problems.add(at: Self.named("round"), Localized(zh: "轮次名不能含“/”。", en: "a round has no slash in its name."))
        }
        guard case .instant(let start)? = self["started_at"] else { return }
        if case .instant(let end)? = self["ended_at"], end < start {
            problems.add(at: Self.named("ended_at"), Localized(zh: "早于开始时间。", en: "is before the start."))
        }
        if makesAppointment, case .instant(let next)? = self["next_appointment"], next <= start {
            problems.add(
                at: Self.named("next_appointment"),
                Localized(
                    zh: "不晚于这次入户的开始时间；预约应当在将来。",
                    en: "is not after the start of this visit; an appointment lies ahead."))
        }
    }

    private func derivedOutcome(_ answers: FormContent?, _ told: FormContent?) -> String? {
        if self["consent"] == .boolean(false) { return wantsNoContact ? Self.doNotContact : "refused" }
        if let answers {
            // The form may end the survey itself: nobody but an adult of the household is asked.
            if let outcome = answers.calculatedOutcome { return outcome.rawValue }
            return answers.missing.isEmpty ? "completed" : "partial"
        }
        if wantsNoContact { return Self.doNotContact }
        guard let told else { return nil }
        return told.text("left_material_only") == "true" ? "nobody_home" : "completed"
    }

    private static func named(_ name: String) -> Localized { Localized(zh: name, en: name) }
}

extension InputProblems {
    /// What a form has against an answer.
    mutating func add(_ fault: (name: String, text: Localized)) {
        add(at: Localized(zh: fault.name, en: fault.name), fault.text)
    }
}
