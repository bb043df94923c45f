internal import CommunityModel
internal import SyncProtocol
internal import Values

/// Answers that fill no form are kept as given, under the rules that a form would have held them to: with the residents'
/// consent, not at a visit that was refused, and without what the survey alone may ask (domain.md 6.11).
struct FreeAnswers {
    /// The file that they came in.
    let input: VisitInput
    /// The type `visit`.
    let type: RecordType

    /// - Throws: ``Failure`` `answers_invalid`, which tells everything that is wrong.
    func check() throws {
        var problems = InputProblems()
        for name in Self.names(in: input.answers.filter { $0.value != .null }) { check(name, &problems) }
        if case .choice(let code)? = stated(.outcome), VisitOutcome(rawValue: code) != nil,
            !VisitAnswers.outcomesWithAnswers.contains(code)
        {
            problems.add(
                at: Localized("outcome"),
                Localized(zh: "结果为 \(code) 的入户不能有答案。", en: "a visit with the outcome \(code) brings no answers."))
        }
        if stated(.consent) != .boolean(true) {
            problems.add(
                at: Localized("consent"),
                Localized(
                    zh: "住户没有同意，不能保存答案；已同意的请写明 consent=true。",
                    en: "without the resident's consent no answer is saved; where it was given, state consent=true."))
        }
        try problems.throwIfAny(code: "answers_invalid")
    }

    private func check(_ name: String, _ problems: inout InputProblems) {
        let place = Localized(name)
        if SurveyPrivacy.isContact(name) {
            problems.add(
                at: place,
                Localized(
                    zh: "联系方式只能随问卷保存（--form）。", en: "contact data is saved with its form alone (--form)."))
        } else if SurveyPrivacy.isForAggregates(name) {
            problems.add(
                at: place,
                Localized(
                    zh: "这是入户调查的敏感题，只能随问卷保存（--form \(SurveyPrivacy.survey)）。",
                    en:
                        "is a sensitive question of the survey, saved with its form alone (--form \(SurveyPrivacy.survey))."
                ))
        }
    }

    /// What the file states in a field of the visit; `nil` for nothing, and for what cannot be read.
    private func stated(_ name: FieldName) -> Value? {
        guard let field = type.field(named: name), let member = input.fields.first(where: { $0.name == name }) else {
            return nil
        }
        return try? field.read(member.value)
    }

    /// All names, also those within objects and lists.
    private static func names(in members: [JSONValue.Member]) -> [String] {
        members.flatMap { [$0.name] + names(in: $0.value) }
    }

    private static func names(in value: JSONValue) -> [String] {
        switch value {
        case .object(let members): names(in: members)
        case .array(let elements): elements.flatMap(names(in:))
        default: []
        }
    }
}
