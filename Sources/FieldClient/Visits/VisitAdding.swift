internal import CommunityModel
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension Visits {
    /// Saves a visit and its answers as one change, by the same rules as question by question.
    ///
    /// Answers whose instance has the id of a visit as this software makes them are that visit's, and are saved once.
    ///
    /// Without a form, answers are those of the household survey where it asks any of them; others are kept as they are given.
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
    public func add(
        household id: String, form: String? = nil, answers bytes: [UInt8], fields words: [String] = [],
        invitation: String? = nil, isAgain: Bool = false
    ) throws -> AddedVisit {
        try replica.deciding { moment in
            let household = try record(id, type: RecordTypes.household)
            let type = try type(RecordTypes.visit)
            guard let view = try replica.record(household)?.view, view.deletion != .deleted else {
                throw AnyRecords.deleted(household)
            }
            try refuseMerged(view)
            var input = try VisitInput(bytes, type: type)
            let now = environment.now
            let visit = RecordKey(id: try visitID(for: input, at: now, household: household), type: type.number)
            let definition = try self.form(for: &input, named: form)
            try input.add(words)
            if let invitation { input.fields.append(JSONValue.Member(.invitation, .string(invitation))) }
            let filled = try fill(input, form: definition, visit: visit.id)
            let settings = try store.campaign.settings()
            let missing = input.shown == nil ? [] : filled.withheldRequired(input.fields)
            let given =
                input.fields.filter { $0.name != "outcome" || missing.isEmpty } + (filled.isLoose ? input.answers : [])
            let fields = try completed(
                filled.consenting(given), household: household.id, round: settings.round, startedAt: now,
                programme: filled.programme)
            var submission = VisitSubmission(
                visit: visit, household: household,
                fields: try VisitAnswers(
                    fields, type: type, household: household.id, takesUndeclared: filled.isLoose,
                    isEntered: true),
                questionnaire: filled.questionnaire, publicity: filled.publicity)
            try submission.settle(needsOutcome: filled.questionnaire != nil || filled.publicity != nil)
            if let wish = try NoContactWish(view, of: store), !submission.mayCall(against: wish, given: given) {
                throw wish.failure
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
}

extension VisitSubmission {
    /// Whether a visit may be recorded although the household asked not to be contacted: it says so itself, it took
    /// place before the wish was noted, or the residents took part freely (domain.md 6.7, row 9).
    fileprivate func mayCall(against wish: NoContactWish, given: [JSONValue.Member]) -> Bool {
        if fields.wantsNoContact || fields[.invitation] != nil { return true }
        if given.contains(where: { $0.name == .consent }), fields[.consent] == .boolean(true) { return true }
        guard given.contains(where: { $0.name == .startedAt }), case .instant(let start)? = fields[.startedAt]
        else { return false }
        return start < wish.writtenAt.milliseconds
    }
}

/// A visit that is to be added is in the store: another program added it since the answers were read.
struct VisitTaken: Error {}

extension VisitInput {
    /// The visit that the answers are of, where the instance says so: every form of a visit is filled as the instance
    /// `uuid:` and the visit's id (Protocol/decisions/0019). Other programs name their instances otherwise.
    var visit: RecordID? {
        let prefix = "uuid:"
        guard instanceID.hasPrefix(prefix), let id = RecordID(instanceID.dropFirst(prefix.count)) else { return nil }
        // RFC 9562, sections 4.1 and 5.7: the variant, and the version that records are made with.
        let bytes = id.bytes
        return bytes[6] >> 4 == 7 && bytes[8] >> 6 == 2 ? id : nil
    }
}

extension Visits {
    /// The id that a visit gets which a file brings: that of its instance, so that one file is never two visits; else a
    /// new one. No visit here has it.
    ///
    /// - Throws: ``Failure`` `visit_exists`, `draft_exists`; `answers_invalid` for the id of another record.
    private func visitID(for input: VisitInput, at now: Instant, household: RecordKey) throws -> RecordID {
        guard let id = input.visit else {
            var random = environment.random
            return RecordID(milliseconds: now.milliseconds, using: &random)
        }
        let key = RecordKey(id: id, type: RecordTypes.visit)
        if try replica.record(key) != nil { throw try visitExists(key, household: household) }
        if try replica.draft(id) != nil { throw Self.underWay(id) }
        if case .none = try replica.record(idPrefix: id.hex) { return id }
        var problems = InputProblems()
        problems.add(
            at: Localized("meta/instanceID"),
            Localized(zh: "是另一条记录的编号。", en: "is the id of another record."))
        try problems.throwIfAny(code: "answers_invalid")
        return id
    }

    /// Says that a visit is recorded already, what became of it, and how to change it.
    private func visitExists(_ key: RecordKey, household: RecordKey) throws -> Failure {
        let visit = try one(key)
        var more: [Localized] = []
        if let other = visit.household, other != household.id {
            let place = try label(of: RecordKey(id: other, type: RecordTypes.household))
            more.append(Localized(fault: "visit_elsewhere", ["other": "\(other)"], bilingual: ["place": place]))
        }
        if case .string(let reason)? = visit.answer(.voidReason), !reason.isEmpty {
            more.append(Localized(fault: "visit_is_void", ["reason": reason]))
        }
        return Failure(
            fault: visit.isDeleted ? "visit_exists_deleted" : "visit_exists",
            ["id": "\(key.id)", "author": visit.author, "short": try store.shortID(key.id)],
            bilingual: ["more": more.joined(zh: "", en: "")])
    }

    private static func underWay(_ id: RecordID) -> Failure {
        Failure(fault: "draft_exists", ["id": "\(id)"])
    }
}

/// What a visit states of itself where the person stated nothing.
extension Visits {
    /// The fields of a new visit from a draft: those that were filled in, and what follows from the draft.
    func fields(of draft: VisitDraft, endedAt: Instant) throws -> [JSONValue.Member] {
        // Clocks are set back, and no visit is refused for it: the device's own end is never before the start.
        let start = Self.moment(.startedAt, in: draft.fields) ?? draft.startedAt
        let end = JSONValue.Member(.endedAt, .string(max(start, endedAt).description))
        return try completed(
            draft.fields, household: draft.household, round: draft.round, startedAt: draft.startedAt,
            programme: nil, further: [end])
    }

    private static func moment(_ name: FieldName, in fields: [JSONValue.Member]) -> Instant? {
        if case .string(let text)? = fields.first(where: { $0.name == name })?.value { Instant(text) } else { nil }
    }

    /// The fields of a new visit: those that are stated, which stay as they are, then those that hold where nothing is
    /// stated; `further` are more of these, and the household's earlier visits number the attempt.
    func completed(
        _ fields: [JSONValue.Member], household: RecordID, round: String, startedAt: Instant, programme: String?,
        further: [JSONValue.Member] = []
    ) throws -> [JSONValue.Member] {
        // Who states the end alone does not mean that the visit began after it.
        let start = min(startedAt, Self.moment(.endedAt, in: fields) ?? startedAt)
        var defaults = [
            JSONValue.Member(.startedAt, .string(start.description)),
            JSONValue.Member(.round, .string(round)),
        ]
        if !fields.contains(where: { $0.name == .attemptNumber }) {
            let attempt = try min(99, attempts(at: household, round: round) + 1)
            defaults.append(JSONValue.Member(.attemptNumber, .integer(Int64(attempt))))
        }
        if !author.login.isEmpty {
            defaults.append(JSONValue.Member(.enumerators, .array([.string(author.login)])))
        }
        if let programme { defaults.append(JSONValue.Member(.programme, .string(programme))) }
        let declared = try type(RecordTypes.visit)
        return fields
            + (defaults + further).filter { member in
                declared.field(named: member.name) != nil && !fields.contains { $0.name == member.name }
            }
    }
}
