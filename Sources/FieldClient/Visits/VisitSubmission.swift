internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// A visit that is ready to be saved: its own fields, the forms that were filled, and what they come to in records.
struct VisitSubmission {
    let visit: RecordKey
    let household: RecordKey
    private(set) var fields: VisitAnswers
    let questionnaire: FormContent?
    let publicity: FormContent?

    init(
        visit: RecordKey, household: RecordKey, fields: VisitAnswers, questionnaire: FormContent?,
        publicity: FormContent?
    ) {
        self.visit = visit
        self.household = household
        self.fields = fields
        self.questionnaire = questionnaire
        self.publicity = publicity
    }

    /// The round that the visit states; `nil` where it states none.
    var round: String? { if case .text(let round)? = fields["round"] { round } else { nil } }

    /// Whether a reason is given why the visit does not count. Nothing that comes from it stands then.
    var isVoid: Bool { if case .text(let reason)? = fields["void_reason"] { !reason.isEmpty } else { false } }

    /// Whether the resident may be reached, as far as the answers tell: who wants no reply is not called.
    var keepsContact: Bool {
        guard !isVoid, let questionnaire, questionnaire.isSurvey else { return false }
        return questionnaire.text("K04") == "true"
    }

    /// Whether the visit is a response of its household: it brought answers and was not broken off before any.
    var isResponse: Bool {
        guard let questionnaire, !questionnaire.isEmpty else { return false }
        return [.choice("completed"), .choice("partial")].contains(fields["outcome"])
    }

    /// Derives what was left to the rules, and checks that all fits together.
    ///
    /// - Parameters:
    ///   - needsOutcome: Whether a visit without an outcome is refused.
    ///   - opened: What the visit held before; `nil` for a new one.
    /// - Throws: ``Failure`` `answers_invalid`, which tells everything that is wrong.
    mutating func settle(needsOutcome: Bool = true, since opened: VisitSubmission? = nil) throws {
        let appointment = opened?.fields["next_appointment"]
        try fields.settle(
            questionnaire: questionnaire, publicity: publicity, needsOutcome: needsOutcome,
            makesAppointment: appointment == nil || appointment != fields["next_appointment"])
    }

    /// The notes that were made on answers, as the visit keeps them.
    static func notes(_ form: FormDraft?) -> [String] {
        (form?.notes ?? []).map { note in
            let name = note.path.split(separator: "/").dropFirst().joined(separator: "/")
            return "\(name): \(note.text)"
        }
    }

    /// The record of the publicity at a visit.
    static func publicity(of visit: RecordID) -> RecordKey {
        let id = RecordID.derived("ruhu-visit-publicity-1", from: [visit.bytes])
        return RecordKey(id: id, type: RecordTypes.publicity)
    }

    /// All values of all records of the visit.
    ///
    /// - Parameters:
    ///   - store: Knows the types.
    ///   - area: The area of the household, for opinions.
    ///   - notes: Notes on answers to add.
    /// - Returns: The sheet.
    /// - Throws: ``Failure`` `answers_invalid` for answers that a record does not take.
    func sheet(_ store: FieldStore, area: String, notes: [String] = []) throws -> VisitSheet {
        var sheet = VisitSheet()
        var problems = InputProblems()
        let type = fields.type
        sheet.add(visit, type.field(named: "household"), .reference(household.id))
        for write in fields.writes { sheet.add(visit, write.field, cell: write.cell, write.value) }
        for note in notes { sheet.add(visit, type.field(named: "answer_notes"), .text(note)) }
        var opinions = VisitOpinions(
            type: try store.type(RecordTypes.opinion), visit: visit.id, household: household.id, area: area)
        if let questionnaire, !questionnaire.isEmpty {
            sheet.add(questionnaire, to: visit, type: type, omitting: questionnaire.namesLeftOut)
            if !isVoid {
                opinions.add(heardIn: questionnaire, to: &sheet, &problems)
                opinions.add(problemsIn: questionnaire, to: &sheet, &problems)
            }
        }
        if let publicity, !publicity.isEmpty {
            let type = try store.type(RecordTypes.publicity)
            let key = Self.publicity(of: visit.id)
            sheet.add(key, type.field(named: "household"), .reference(household.id))
            sheet.add(key, type.field(named: "visit"), .reference(visit.id))
            sheet.add(publicity, to: key, type: type, omitting: [])
            if !isVoid { opinions.add(promisedIn: publicity, to: &sheet, &problems) }
        }
        try problems.throwIfAny(
            code: "answers_invalid", title: Localized(zh: "没有保存：", en: "Nothing was saved:"))
        return sheet
    }
}
