internal import CommunityModel
internal import Questionnaires
internal import SyncProtocol
internal import Values

/// The answers of a visit, read from JSON and checked against the declared fields.
struct VisitAnswers {
    /// The answer that stands for the household's wish, wherever it is given.
    static let doNotContact = "do_not_contact"

    /// The value of a declared field; `nil` when none is given.
    subscript(name: FieldName) -> Value? { writes.first { $0.field.name == name }?.value }

    /// One write to the visit: field, cell where it has cells, value.
    struct Write {
        let field: Field
        let cell: [UInt8]
        let value: Value
    }

    private(set) var writes: [Write] = []
    /// Names that no field declares; they are kept as answers of a form.
    private(set) var undeclared: [String] = []
    private(set) var wantsNoContact = false
    private(set) var hasStart = false

    let type: RecordType
    private let keyed: Field?
    private let household: RecordID
    private let isEntered: Bool
    private var problems = InputProblems()

    /// - Parameters:
    ///   - members: The answers by name.
    ///   - type: The type `visit`.
    ///   - household: The household that the command names.
    ///   - takesUndeclared: Whether names that no field declares are kept as answers, or refused.
    ///   - isEntered: Whether somebody hands them in now, so that no text may bring unfit signs. What was typed or came
    ///     from elsewhere before is taken as it is.
    /// - Throws: ``Failure`` `answers_invalid`, which tells everything that is wrong.
    init(
        _ members: [JSONValue.Member], type: RecordType, household: RecordID, takesUndeclared: Bool = true,
        isEntered: Bool = false
    ) throws {
        self.type = type
        self.isEntered = isEntered
        self.household = household
        keyed = takesUndeclared ? type.fields.first { $0.keyed && $0.name == .answers } : nil
        for member in members.prefix(FieldLimits.answersMax) { take(member) }
        if members.count > FieldLimits.answersMax {
            problems.add(
                Localized(
                    zh: "答案超过 \(FieldLimits.answersMax) 个。",
                    en: "there are more than \(FieldLimits.answersMax) answers."))
        }
        try problems.throwIfAny(code: "answers_invalid")
    }

    /// Sets a choice that nobody stated.
    mutating func set(_ name: FieldName, _ choice: String) {
        guard let field = type.field(named: name), let value = try? field.read(choice) else { return }
        writes.append(Write(field: field, cell: [], value: value))
        if field.name == .outcome, choice == Self.doNotContact { wantsNoContact = true }
    }

    private mutating func take(_ member: JSONValue.Member) {
        let place = Localized(member.name)
        switch member.name {
        case FieldName.household:
            guard case .string(let text) = member.value, RecordID(text) == household else {
                return problems.add(
                    at: place, Localized(zh: "与命令中的住户不同。", en: "is not the household of the command."))
            }
        case "deleted", FieldName.mergedInto:
            problems.add(at: place, Localized(zh: "不能作为答案。", en: "cannot be an answer."))
        case keyed?.name:
            guard case .object(let cells) = member.value else {
                return problems.add(at: place, Localized(zh: "应为一个对象。", en: "must be an object."))
            }
            for cell in cells { takeCell(cell, place: Localized(cell.name)) }
        default:
            if let field = type.field(named: member.name) {
                take(member.value, for: field, place: place)
            } else {
                takeCell(member, place: place)
                if keyed != nil { undeclared.append(member.name) }
            }
        }
    }

    private mutating func take(_ json: JSONValue, for field: Field, place: Localized) {
        if json == .null { return }
        do throws(FieldFault) {
            if isEntered { try field.checkSigns(of: json) }
            if field.policy == .union {
                let elements = if case .array(let elements) = json { elements } else { [json] }
                for element in elements {
                    let value = try field.read(element)
                    let cell = value.encoded
                    guard !writes.contains(where: { $0.field.number == field.number && $0.cell == cell }) else {
                        continue
                    }
                    writes.append(Write(field: field, cell: cell, value: .boolean(true)))
                }
                return
            }
            if field.policy == .append, case .array(let entries) = json {
                for entry in entries {
                    let value = try field.read(entry)
                    if value != .null { writes.append(Write(field: field, cell: [], value: value)) }
                }
                return
            }
            let value = try field.read(json)
            guard value != .null else { return }
            writes.append(Write(field: field, cell: [], value: value))
            if field.name == .startedAt { hasStart = true }
            if field.name == Self.doNotContact, value == .boolean(true) { wantsNoContact = true }
            if field.name == .outcome, value == .choice(Self.doNotContact) { wantsNoContact = true }
        } catch {
            problems.add(at: place, error.text(field: field, given: json.plain))
        }
    }

    private mutating func takeCell(_ member: JSONValue.Member, place: Localized) {
        guard let keyed else {
            return problems.add(at: place, Localized(zh: "没有这个字段。", en: "no such field."))
        }
        if member.value == .null { return }
        guard (1...FieldLimits.answerNameCharactersMax).contains(member.name.count) else {
            return problems.add(
                at: place,
                Localized(
                    zh: "名称应有 1 到 \(FieldLimits.answerNameCharactersMax) 个字。",
                    en: "a name has 1 to \(FieldLimits.answerNameCharactersMax) characters."))
        }
        do throws(FieldFault) {
            if isEntered {
                if let sign = member.name.unicodeScalars.first(where: \.isControlSign) { throw .unfitSign(sign) }
                try keyed.checkSigns(of: member.value)
            }
            let value = try keyed.read(member.value)
            // Names are text and merge by their bytes, so they are written in one form.
            let name = Array(Value.text(member.name).encoded.dropFirst())
            guard !writes.contains(where: { $0.cell == name && $0.field.number == keyed.number }) else {
                return problems.add(at: place, Localized(zh: "写了两次。", en: "is given twice."))
            }
            writes.append(Write(field: keyed, cell: name, value: value))
        } catch {
            problems.add(at: place, error.text(field: keyed, given: member.value.plain))
        }
    }
}

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
        if self[.outcome] == nil, let outcome = derivedOutcome(answers, told) { set(.outcome, outcome) }
        if case .choice(let outcome)? = self[.outcome] {
            // Where nothing but publicity took place, an unanswered questionnaire is none.
            let asked = answers == nil && told != nil ? nil : questionnaire
            check(outcome, asked, hasAnswers: answers != nil, &problems)
            if told != nil { checkTold(outcome: outcome, &problems) }
        } else if needsOutcome {
            problems.add(
                at: Self.named(.outcome),
                Localized(
                    zh: "没有说明入户结果；可填 completed、nobody_home、refused 等。",
                    en: "is not stated: completed, nobody_home, refused and others."))
        }
        if answers != nil, self[.consent] != .boolean(true) {
            problems.add(
                at: Self.named(.consent),
                Localized(
                    zh: "住户没有同意，不能提问，也不能保存答案。",
                    en: "without the resident's consent no question is asked and no answer saved."))
        }
        checkTimes(makesAppointment: makesAppointment, &problems)
        try problems.throwIfAny(code: "answers_invalid")
    }

    private func check(
        _ outcome: String, _ questionnaire: FormContent?, hasAnswers: Bool, _ problems: inout InputProblems
    ) {
        if hasAnswers, !Self.outcomesWithAnswers.contains(outcome) {
            problems.add(
                at: Self.named(.outcome),
                Localized(
                    zh: "结果为 \(outcome) 的入户不能有问卷答案；住户收回同意的，另写 consent=false，答案随之去除。",
                    en: "a visit with the outcome \(outcome) brings no answers; where consent was taken back, say "
                        + "consent=false too, and they go."))
        }
        if outcome == "completed", let questionnaire {
            if !hasAnswers {
                problems.add(
                    at: Self.named(.outcome),
                    Localized(zh: "问卷没有答案，不能算完成。", en: "the form has no answers, so it is not completed."))
            } else {
                for question in questionnaire.missing { problems.add(question) }
            }
        }
        if self[.refusalReason] != nil, !Self.outcomesWithReason.contains(outcome) {
            problems.add(
                at: Self.named(.refusalReason),
                Localized(zh: "只用于拒访。", en: "is for visits that were refused."))
        }
        if self[.nextAppointment] != nil, !Self.outcomesWithAppointment.contains(outcome) {
            problems.add(
                at: Self.named(.nextAppointment),
                Localized(
                    zh: "只用于已预约、无人在家或部分完成的入户。",
                    en: "is for visits that ended with an appointment, with nobody home or partial."))
        }
    }

    /// What is told at a door is told to who listens: nothing after a refusal. Material may be left where nobody opens.
    private func checkTold(outcome: String, _ problems: inout InputProblems) {
        guard self[.consent] == .boolean(false) || Self.outcomesWithReason.contains(outcome) else { return }
        problems.add(
            at: Localized("publicity"),
            Localized(
                zh: "住户没有同意，或结果为 \(outcome) 的入户，不能有宣传记录。",
                en: "a visit without consent, or with the outcome \(outcome), brings no publicity record."))
    }

    private func checkTimes(makesAppointment: Bool, _ problems: inout InputProblems) {
        if case .text(let round)? = self[.round], round.contains(ResponseName.separator) {
            problems.add(at: Self.named(.round), Localized(zh: "轮次名不能含“/”。", en: "a round has no slash in its name."))
        }
        guard case .instant(let start)? = self[.startedAt] else { return }
        if case .instant(let end)? = self[.endedAt], end < start {
            problems.add(at: Self.named(.endedAt), Localized(zh: "早于开始时间。", en: "is before the start."))
        }
        if makesAppointment, case .instant(let next)? = self[.nextAppointment], next <= start {
            problems.add(
                at: Self.named(.nextAppointment),
                Localized(
                    zh: "不晚于这次入户的开始时间；预约应当在将来。",
                    en: "is not after the start of this visit; an appointment lies ahead."))
        }
    }

    private func derivedOutcome(_ answers: FormContent?, _ told: FormContent?) -> String? {
        if self[.consent] == .boolean(false) { return wantsNoContact ? Self.doNotContact : "refused" }
        if let answers {
            // The form may end the survey itself: nobody but an adult of the household is asked.
            if let outcome = answers.calculatedOutcome { return outcome.rawValue }
            return answers.missing.isEmpty ? "completed" : "partial"
        }
        if wantsNoContact { return Self.doNotContact }
        guard let told else { return nil }
        return told.text("left_material_only") == "true" ? "nobody_home" : "completed"
    }

    private static func named(_ name: FieldName) -> Localized { Localized(name.text) }
}

extension InputProblems {
    /// What a form has against an answer.
    mutating func add(_ fault: (name: String, text: Localized)) {
        add(at: Localized(fault.name), fault.text)
    }
}
