internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension FieldStore {
    /// Saves a visit and its answers as one change, by the same rules as question by question.
    ///
    /// Answers whose instance has the id of a visit as this software makes them are that visit's, and are saved once.
    ///
    /// Without a form, answers are those of the household survey where they answer its first question; other names are
    /// kept as they are given.
    ///
    /// - Parameters:
    ///   - id: The household's id or the beginning of it.
    ///   - form: The form that the answers fill; `nil` where none is named.
    ///   - bytes: One JSON object with the visit's own fields and answers by name, or an instance as XML.
    ///   - words: Further fields of the visit as `FIELD=VALUE`.
    ///   - invitation: How the household invited the visit although it is not to be contacted.
    ///   - isAgain: Whether the household answered once more in the same round.
    /// - Returns: The visit, and what else the save did.
    /// - Throws: ``Failure`` `answers_invalid`, `form_unknown`, `record_deleted`, `household_merged`,
    ///   `household_not_to_contact`, `response_exists`, `visit_exists`, `draft_exists`.
    public func addVisit(
        household id: String, form: String? = nil, answers bytes: [UInt8], fields words: [String] = [],
        invitation: String? = nil, isAgain: Bool = false
    ) throws -> AddedVisit {
        try replica.deciding { moment in
            try addVisit(
                household: id, form: form, answers: bytes, fields: words, invitation: invitation, isAgain: isAgain,
                asOf: moment)
        }
    }

    private func addVisit(
        household id: String, form: String?, answers bytes: [UInt8], fields words: [String], invitation: String?,
        isAgain: Bool, asOf moment: StoreMoment
    ) throws -> AddedVisit {
        let household = try record(id, type: RecordTypes.household)
        let type = try type(RecordTypes.visit)
        guard let view = try replica.record(household)?.view, view.deletion != .deleted else {
            throw Self.deleted(household)
        }
        try refuseMerged(view)
        var input = try VisitInput(bytes, type: type)
        let now = environment.now
        let visit = RecordKey(id: try visitID(for: input, at: now, household: household), type: type.number)
        let definition = try self.form(for: &input, named: form, visit: visit.id)
        try input.add(words)
        if let invitation { input.fields.append(JSONValue.Member("invitation", .string(invitation))) }
        let filled = try fill(input, form: definition, visit: visit.id)
        let settings = try campaignSettings()
        let missing = input.shown == nil ? [] : filled.withheldRequired(input.fields)
        let given =
            input.fields.filter { $0.name != "outcome" || missing.isEmpty } + (filled.isLoose ? input.answers : [])
        let fields = try completed(
            filled.consenting(given), household: household.id, round: settings.round, startedAt: now,
            programme: filled.programme)
        var submission = VisitSubmission(
            visit: visit, household: household,
            fields: try VisitAnswers(fields, type: type, household: household.id, takesUndeclared: filled.isLoose),
            questionnaire: filled.questionnaire, publicity: filled.publicity)
        try submission.settle(needsOutcome: filled.questionnaire != nil || filled.publicity != nil)
        if let wish = try noContactWish(view), !submission.mayCall(against: wish, given: given) {
            throw Self.notToContact(wish)
        }
        let round = submission.round ?? settings.round
        if submission.isResponse, !isAgain, let form = submission.questionnaire?.form,
            let response = try completedResponse(of: view, round: round, form: form)
        {
            throw try responseExists(response)
        }
        do {
            var added = try save(submission, since: nil, shown: nil, round: round, asOf: moment)
            added.notices += filled.notices(missing: missing)
            return added
        } catch is VisitTaken {
            throw try visitExists(visit, household: household)
        }
    }
}

extension VisitSubmission {
    /// Whether a visit may be recorded although the household asked not to be contacted: it says so itself, it took
    /// place before the wish was noted, or the residents took part freely (domain.md 6.7, row 9).
    fileprivate func mayCall(against wish: NoContactWish, given: [JSONValue.Member]) -> Bool {
        if fields.wantsNoContact || fields["invitation"] != nil { return true }
        if given.contains(where: { $0.name == "consent" }), fields["consent"] == .boolean(true) { return true }
        guard given.contains(where: { $0.name == "started_at" }), case .instant(let start)? = fields["started_at"]
        else { return false }
        return start < wish.writtenAt.milliseconds
    }
}
