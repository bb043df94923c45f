internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
public import SyncProtocol
public import Values

/// A visit that was saved.
public struct AddedVisit: Encodable, Sendable {
    /// The visit as the store holds it after the save.
    public let visit: VisitEntry
    /// Names that no field declares and no form asks; they were kept as answers.
    public let undeclared: [String]
    /// Whether the household was marked as not to be contacted in the same save.
    public let marksNoContact: Bool
    /// The opinions that this save made.
    public let opinions: [RecordID]
    /// The record of publicity that this save made; `nil` when it made none.
    public let publicity: RecordID?
    /// Whether nothing was written, because the visit says so already.
    public let isUnchanged: Bool
    /// What a plain `FIELD=VALUE` took out of fields of several values, by field.
    public internal(set) var removed: [JSONValue.Member]
    /// What the person should know: nothing that keeps anything from being saved.
    public internal(set) var notices: [Localized]

    private enum Key: String, CodingKey { case opinions, publicity, notices, removed, unchanged }

    /// The keys of the visit, and those of the save.
    public func encode(to encoder: any Encoder) throws {
        try visit.encode(to: encoder)
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(opinions, forKey: .opinions)
        try json.encode(publicity, forKey: .publicity)
        try json.encode(notices.map(\.en), forKey: .notices)
        if !removed.isEmpty { try json.encode(JSONValue.object(removed), forKey: .removed) }
        if isUnchanged { try json.encode(true, forKey: .unchanged) }
    }
}

extension Visits {
    /// Saves a visit under way as one change; the draft goes in the same transaction.
    ///
    /// - Parameter draft: The draft.
    /// - Returns: The visit, and what else the save did.
    /// - Throws: ``Failure`` `answers_invalid`, `record_deleted`, `response_exists`, `opinion_closed`; nothing was saved
    ///   then and the draft is kept. `draft_gone` when it was discarded or saved meanwhile, `draft_changed` when another
    ///   program kept it since.
    public func submit(_ draft: VisitDraft) throws -> AddedVisit { try submit(draft, reason: "") }

    /// Saves a visit that is amended.
    ///
    /// - Parameters:
    ///   - draft: The draft.
    ///   - reason: Why.
    ///   - withdrawsContact: Whether the resident took back how to be reached.
    ///   - confirmed: Names of fields and answers that are written although they say so already.
    /// - Returns: As ``submit(_:)``.
    /// - Throws: As ``submit(_:)``.
    func submit(
        _ draft: VisitDraft, reason: String, withdrawsContact: Bool = false, confirming confirmed: Set<String> = []
    ) throws -> AddedVisit {
        try replica.deciding { moment in
            var submission = try submission(of: draft)
            let opened = try draft.opened.map { opened in
                var before = draft
                before.fields = opened.fields
                before.questionnaire = opened.questionnaire
                before.publicity = opened.publicity
                return try self.submission(of: before)
            }
            try submission.settle(since: opened)
            if !draft.isReopened, !draft.isAgain, submission.isResponse { try refuseOwnResponse(draft) }
            let notes = VisitSubmission.notes(draft.questionnaire) + VisitSubmission.notes(draft.publicity)
            let wish = draft.isReopened ? nil : try wishNotice(draft)
            do {
                var added = try save(
                    submission, since: opened, shown: draft.shown, round: draft.round, notes: notes, reason: reason,
                    withdrawsContact: withdrawsContact, confirming: confirmed, ending: draft.onDisk, asOf: moment)
                if let wish { added.notices.insert(wish, at: 0) }
                return added
            } catch is VisitTaken {
                throw StoreError.draftGone(id: draft.id.description)
            }
        }
    }

    private func submission(of draft: VisitDraft) throws -> VisitSubmission {
        let type = try type(RecordTypes.visit)
        let end = environment.now
        // With the answers that were taken back goes what they were of.
        let isTakenBack = draft.questionnaire == nil && draft.opened?.questionnaire != nil
        let opened = draft.fields.filter {
            !isTakenBack || ![FieldName.form.text, FieldName.formVersion.text].contains($0.name)
        }
        let given = draft.isReopened ? opened : try fields(of: draft, endedAt: end)
        return VisitSubmission(
            visit: RecordKey(id: draft.id, type: type.number),
            household: RecordKey(id: draft.household, type: RecordTypes.household),
            fields: try VisitAnswers(given, type: type, household: draft.household, takesUndeclared: false),
            questionnaire: try draft.questionnaire.map { FormContent(try store.drafts.session(for: $0, of: draft)) },
            publicity: try draft.publicity.map { FormContent(try store.drafts.session(for: $0, of: draft)) })
    }

    /// The person who began the visit has answered for the household meanwhile: nothing new to anybody else.
    private func refuseOwnResponse(_ draft: VisitDraft) throws {
        let key = RecordKey(id: draft.household, type: RecordTypes.household)
        guard let view = try replica.record(key)?.view,
            let form = draft.questionnaire?.form,
            let response = try completedResponse(of: view, round: draft.round, form: form), response != draft.id,
            let origin = try replica.origin(of: RecordKey(id: response, type: RecordTypes.visit)),
            origin.author == author.login
        else { return }
        throw try responseExists(response)
    }

    /// Saves what differs from what was there, as one change.
    ///
    /// - Parameters:
    ///   - submission: The visit, settled.
    ///   - opened: What it held before; `nil` for a new visit.
    ///   - shown: The live writes that were shown; `nil` when all that is live was.
    ///   - round: The round whose response the visit may be.
    ///   - notes: Notes on answers.
    ///   - reason: Why, for a visit that is amended.
    ///   - withdrawsContact: Whether the resident took back how to be reached.
    ///   - confirmed: Names of fields and answers that are written although they say so already.
    ///   - draft: The draft that it was, as it was kept last.
    ///   - moment: What the store held before anything of this was decided.
    /// - Returns: The visit, and what else the save did.
    /// - Throws: ``Failure`` `record_deleted`, `answers_invalid`, `opinion_closed`; ``VisitTaken`` when a visit that is
    ///   not amended is in the store already; ``StoreChanged``; ``StoreError``.
    func save(
        _ submission: VisitSubmission, since opened: VisitSubmission?, shown: ShownWrites?, round: String,
        notes: [String] = [], reason: String = "", withdrawsContact: Bool = false,
        confirming confirmed: Set<String> = [], ending draft: KeptDraft? = nil, asOf moment: StoreMoment
    ) throws -> AddedVisit {
        let household = submission.household
        let opinions = VisitOpinions.keys(
            of: submission.visit.id, problems: try problemCodes(of: opened?.questionnaire ?? submission.questionnaire))
        let (changes, (made, marksNoContact)) = try replica.save(as: author, handsIn: true, ending: draft, asOf: moment)
        {
            context in
            guard let view = try context.view(of: household), view.deletion != .deleted else {
                throw AnyRecords.deleted(household)
            }
            if opened == nil, try context.view(of: submission.visit) != nil { throw VisitTaken() }
            let area: String =
                if case .text(let code)? = view.value(.area, of: try type(household.type)) { code } else { "" }
            let content = try submission.content(store, area: area, notes: notes)
            let before = try opened?.content(store, area: area) ?? VisitContent()
            var writes = try content.revivals(since: before, in: context)
            writes += try content.writes(since: before, shown: shown, confirming: confirmed, in: context)
            try refuseContactOfClosed(writes, in: context)
            let made = Set(writes.map(\.record)).subtracting(before.records)
            if opened != nil {
                let heard = VisitOpinions.heard(submission.visit.id)
                if content.records.contains(heard), withdrawsContact || !submission.keepsContact {
                    writes += try VisitContent.clearing(contactOf: heard, shown: shown, in: context)
                }
                let retired = before.records.union(submission.isVoid ? opinions : []).subtracting(content.records)
                writes += try VisitContent.deletions(
                    of: retired.sorted { $0.id < $1.id }, shown: shown, in: context)
            }
            let mark = submission.fields.wantsNoContact ? try noContact(household, in: context) : nil
            let response = try responseWrite(submission, since: opened, shown: shown, round: round, in: context)
            writes += [mark, response].compactMap { $0 }
            return Save(
                writes.isEmpty ? [] : [ChangeDraft(reason: reason, writes: writes)], giving: (made, mark != nil))
        }
        return AddedVisit(
            visit: try one(submission.visit), undeclared: submission.fields.undeclared,
            marksNoContact: marksNoContact,
            opinions: opinions.filter(made.contains).map(\.id),
            publicity: made.contains(VisitSubmission.publicity(of: submission.visit.id))
                ? VisitSubmission.publicity(of: submission.visit.id).id : nil,
            isUnchanged: changes.isEmpty, removed: [],
            notices: try notices(after: submission, since: opened, round: round))
    }

    /// What the save does to the household's response: the visit becomes it, or is it no more.
    private func responseWrite(
        _ submission: VisitSubmission, since opened: VisitSubmission?, shown: ShownWrites?, round: String,
        in context: EditContext
    ) throws -> ChangeDraft.Write? {
        guard let form = (submission.questionnaire ?? opened?.questionnaire)?.form,
            let key = responseKey(round: round, form: form)
        else { return nil }
        let household = submission.household
        if submission.isResponse {
            return try response(
                submission.visit.id, of: household, at: key, shown: shown.map { $0.of(household, key) }, in: context)
        }
        guard opened?.isResponse == true else { return nil }
        return try withdrawal(of: submission.visit.id, from: household, at: key, in: context)
    }

    /// Contact data is gone when an opinion is closed, and none comes back.
    private func refuseContactOfClosed(_ writes: [ChangeDraft.Write], in context: EditContext) throws {
        let type = try type(RecordTypes.opinion)
        guard let contact = type.field(named: "contact"),
            let write = writes.first(where: { write in
                write.record.type == type.number && write.key.field == contact.number && write.value != .null
            }),
            let view = try context.view(of: write.record), view.value("state", of: type) == .choice("closed")
        else { return }
        throw Failure(fault: "opinion_closed", ["id": "\(write.record.id)"])
    }
}

/// A visit that is ready to be saved: its own fields, the forms that were filled, and the records they make.
struct VisitSubmission {
    let visit, household: RecordKey
    private(set) var fields: VisitAnswers
    let questionnaire, publicity: FormContent?

    /// The round that the visit states; `nil` where it states none.
    var round: String? { if case .text(let round)? = fields[.round] { round } else { nil } }

    /// Whether a reason is given why the visit does not count. Nothing that comes from it stands then.
    var isVoid: Bool { if case .text(let reason)? = fields[.voidReason] { !reason.isEmpty } else { false } }

    /// Whether the resident may be reached, as far as the answers tell: who wants no reply is not called.
    var keepsContact: Bool {
        guard !isVoid, let questionnaire, questionnaire.isSurvey else { return false }
        return questionnaire.text("K04") == "true"
    }

    /// Whether the visit is a response of its household: it brought answers and was not broken off before any.
    var isResponse: Bool {
        guard let questionnaire, !questionnaire.isEmpty else { return false }
        return [.choice("completed"), .choice("partial")].contains(fields[.outcome])
    }

    /// Derives what was left to the rules, and checks that all fits together.
    ///
    /// - Parameters:
    ///   - needsOutcome: Whether a visit without an outcome is refused.
    ///   - opened: What the visit held before; `nil` for a new one.
    /// - Throws: ``Failure`` `answers_invalid`, which tells everything that is wrong.
    mutating func settle(needsOutcome: Bool = true, since opened: VisitSubmission? = nil) throws {
        let appointment = opened?.fields[.nextAppointment]
        try fields.settle(
            questionnaire: questionnaire, publicity: publicity, needsOutcome: needsOutcome,
            makesAppointment: appointment == nil || appointment != fields[.nextAppointment])
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

    /// All values of all records of the visit; `area` is that of the household, for opinions.
    ///
    /// - Throws: ``Failure`` `answers_invalid` for answers that a record does not take.
    func content(_ store: FieldStore, area: String, notes: [String] = []) throws -> VisitContent {
        var content = VisitContent()
        var problems = InputProblems()
        let type = fields.type
        content.add(visit, type.field(named: .household), .reference(household.id))
        for write in fields.writes { content.add(visit, write.field, cell: write.cell, write.value) }
        for note in notes { content.add(visit, type.field(named: .answerNotes), .text(note)) }
        var opinions = VisitOpinions(
            type: try store.type(RecordTypes.opinion), visit: visit.id, household: household.id, area: area)
        if let questionnaire, !questionnaire.isEmpty {
            content.add(questionnaire, to: visit, type: type, omitting: questionnaire.namesLeftOut)
            if !isVoid {
                opinions.add(heardIn: questionnaire, to: &content, &problems)
                opinions.add(problemsIn: questionnaire, to: &content, &problems)
            }
        }
        if let publicity, !publicity.isEmpty {
            let type = try store.type(RecordTypes.publicity)
            let key = Self.publicity(of: visit.id)
            content.add(key, type.field(named: .household), .reference(household.id))
            content.add(key, type.field(named: "visit"), .reference(visit.id))
            content.add(publicity, to: key, type: type, omitting: [])
            if !isVoid { opinions.add(promisedIn: publicity, to: &content, &problems) }
        }
        try problems.throwIfAny(code: "answers_invalid")
        return content
    }
}
