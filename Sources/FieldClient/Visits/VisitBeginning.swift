internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

extension FieldStore {
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
    public func beginVisit(
        household id: String, form: String?, invitation: String? = nil, isAgain: Bool = false
    ) throws -> VisitDraft {
        try replica.deciding { moment in
            try beginVisit(household: id, form: form, invitation: invitation, isAgain: isAgain, asOf: moment)
        }
    }

    private func beginVisit(
        household id: String, form: String?, invitation: String?, isAgain: Bool, asOf moment: StoreMoment
    ) throws -> VisitDraft {
        let household = try record(id, type: RecordTypes.household)
        guard let state = try replica.state(of: household) else {
            throw StoreError.damaged(record: household.id.description, detail: "the record is gone")
        }
        let view = RecordView(state, schema: schema)
        if view.deletion == .deleted { throw Self.deleted(household) }
        try refuseMerged(view)
        if invitation == nil, let wish = try noContactWish(view) { throw Self.notToContact(wish) }
        if let open = try visitDrafts().first(where: { $0.household == household.id }) {
            throw Self.draftExists(open)
        }
        let settings = try campaignSettings()
        let now = environment.wallMilliseconds()
        var random = environment.random
        let visit = RecordID(milliseconds: now, using: &random)
        let opened = try formDraft(form ?? Self.defaultForm, visit: visit)
        let isPublicity = opened.form == Self.publicityForm
        if !isPublicity, !isAgain,
            let response = try completedResponse(of: view, round: settings.round, form: opened.form)
        {
            throw try responseExists(response)
        }
        var shown = ShownWrites()
        if let response = responseKey(round: settings.round, form: opened.form) { shown.add(state, response) }
        var fields = [JSONValue.Member("programme", .string(isPublicity ? "publicity" : "survey"))]
        if let invitation { fields.append(JSONValue.Member("invitation", .string(invitation))) }
        var draft = VisitDraft(
            id: visit, household: household.id, startedAt: Instant(milliseconds: now), round: settings.round,
            isAgain: isAgain, fields: fields, questionnaire: isPublicity ? nil : opened,
            publicity: isPublicity ? opened : nil,
            shown: shown)
        try keep(&draft, asOf: moment)
        return draft
    }

    /// The form whose answers are a record of type `publicity` and not of the visit.
    public static var publicityForm: String { "publicity-record" }

    static func draftExists(_ draft: VisitDraft) -> Failure {
        Failure(
            code: "draft_exists", status: .data,
            message: Localized(
                zh: "这一户已有正在进行的入户：\(draft.id)。没有开始新的。",
                en: "A visit to this household is under way: \(draft.id). No other was begun."),
            hint: Localized(
                zh: "用 ruhu visit resume \(draft.id) 继续，或用 ruhu visit discard 放弃它。",
                en: "Go on with `ruhu visit resume \(draft.id)`, or drop it with `ruhu visit discard`."))
    }
}
