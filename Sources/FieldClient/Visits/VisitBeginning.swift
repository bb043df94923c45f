internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
public import Values

extension Visits {
    /// Begins a visit and keeps its draft at once.
    ///
    /// - Parameters:
    ///   - id: The household's id or the beginning of it.
    ///   - form: The form to fill; `nil` for the household survey.
    ///   - invitation: How the household invited the visit although it is not to be contacted; `nil` when it did not.
    ///   - isAgain: Whether to ask a household once more that has answered in this round already.
    /// - Returns: The draft, on the disk.
    /// - Throws: ``Failure`` `record_deleted`, `household_merged`, `household_not_to_contact`, `response_exists`,
    ///   `draft_exists`, `form_unknown`.
    public func begin(
        household id: String, form: String?, invitation: String? = nil, isAgain: Bool = false
    ) throws -> VisitDraft {
        try replica.deciding { moment in
            let household = try record(id, type: RecordTypes.household)
            guard let state = try replica.state(of: household) else {
                throw StoreError.damaged(record: household.id.description, detail: "the record is gone")
            }
            let view = RecordView(state, schema: schema)
            if view.deletion == .deleted { throw AnyRecords.deleted(household) }
            try refuseMerged(view)
            if invitation == nil, let wish = try NoContactWish(view, of: store) { throw wish.failure }
            if let open = try store.drafts.list().first(where: { $0.household == household.id }) {
                throw Self.draftExists(open)
            }
            let settings = try store.campaign.settings()
            let now = environment.wallMilliseconds()
            var random = environment.random
            let visit = RecordID(milliseconds: now, using: &random)
            let opened = try store.drafts.open(form ?? HeldForms.defaultForm, visit: visit)
            let isPublicity = opened.form == HeldForms.publicityForm
            if !isPublicity, !isAgain,
                let response = try completedResponse(of: view, round: settings.round, form: opened.form)
            {
                throw try responseExists(response)
            }
            var shown = ShownWrites()
            if let response = responseKey(round: settings.round, form: opened.form) { shown.add(state, response) }
            var fields = [JSONValue.Member(.programme, .string(isPublicity ? "publicity" : "survey"))]
            if let invitation { fields.append(JSONValue.Member(.invitation, .string(invitation))) }
            var draft = VisitDraft(
                id: visit, household: household.id, startedAt: Instant(milliseconds: now), round: settings.round,
                isAgain: isAgain, fields: fields, questionnaire: isPublicity ? nil : opened,
                publicity: isPublicity ? opened : nil,
                shown: shown, opened: nil)
            try store.drafts.keep(&draft, asOf: moment)
            return draft
        }
    }

    static func draftExists(_ draft: VisitDraft) -> Failure {
        Failure(fault: "visit_under_way", ["id": "\(draft.id)"])
    }
}

/// Going on with a visit after its household has asked, at another door or device, not to be contacted. Nobody asks on;
/// what was said before may be saved (domain.md 6.7, row 9).
extension Visits {
    /// The visit that a person goes on with: one that is under way, else one of their own that was saved, opened again.
    ///
    /// - Parameters:
    ///   - id: Its id or the beginning of it.
    ///   - invitation: How the household invited the visit although it is not to be contacted; `nil` when it did not.
    /// - Returns: The draft, on the disk.
    /// - Throws: ``Failure`` `household_not_to_contact`, and the draft stays as it is; `draft_unknown`, `id_ambiguous`,
    ///   `draft_open`, and what ``reopen(_:)`` throws.
    public func resume(_ id: String, invitation: String? = nil) throws -> VisitDraft {
        var draft = try underWay(id) ?? openedVisit(try record(id, type: RecordTypes.visit))
        if let invitation { draft[.invitation] = .string(invitation) }
        if let wish = try wish(against: draft) { throw Self.notToResume(draft, wish) }
        guard draft.onDisk == nil || invitation != nil else { return draft }
        let hold = try store.drafts.hold(draft.id)
        try withExtendedLifetime(hold) { try store.drafts.keep(&draft) }
        return draft
    }

    /// The draft of an id; `nil` when there is none, but a saved visit.
    private func underWay(_ id: String) throws -> VisitDraft? {
        do {
            return try store.drafts.one(id)
        } catch let failure as Failure where failure.code == "draft_unknown" {
            guard (try? one(id)) != nil else { throw failure }
            return nil
        }
    }

    /// The household's wish that stands against asking on; `nil` when there is none, when the residents invited the
    /// visit, or when it was at this very visit that they said so.
    func wish(against draft: VisitDraft) throws -> NoContactWish? {
        guard draft[.invitation] == nil, draft[.doNotContact] != .boolean(true),
            draft[.outcome] != .string(VisitAnswers.doNotContact),
            let household = try replica.record(RecordKey(id: draft.household, type: RecordTypes.household))?.view
        else { return nil }
        return try NoContactWish(household, of: store)
    }

    /// Why a visit under way does not go on: the household has asked not to be contacted since it was begun.
    ///
    /// - Parameter draft: The draft, as far as it came.
    /// - Returns: `household_not_to_contact`; `nil` when nothing speaks against asking on.
    /// - Throws: ``StoreError``.
    public func wishAgainst(_ draft: VisitDraft) throws -> Failure? {
        try wish(against: draft).map { Self.notToResume(draft, $0) }
    }

    /// What to tell of a visit that is saved although the household has asked not to be contacted.
    func wishNotice(_ draft: VisitDraft) throws -> Localized? {
        guard let wish = try wish(against: draft) else { return nil }
        return Localized(
            zh: "这一户已要求不再打扰（\(wish.author) 于 \(wish.day) 记录）。已答内容已保存；请不要再上门。",
            en:
                "The household has asked not to be contacted (noted by \(wish.author) on \(wish.day)). What was said is saved; "
                + "do not call again.")
    }

    private static func notToResume(_ draft: VisitDraft, _ wish: NoContactWish) -> Failure {
        Failure(
            fault: draft.isReopened ? "reopen_against_wish" : "resume_against_wish",
            ["author": wish.author, "day": "\(wish.day)", "id": "\(draft.id)"])
    }
}
