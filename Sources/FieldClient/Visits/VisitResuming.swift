internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Going on with a visit after its household has asked, at another door or device, not to be contacted. Nobody asks on;
/// what was said before may be saved (domain.md 6.7, row 9).
extension FieldStore {
    /// The visit that a person goes on with: one that is under way, else one of their own that was saved, opened again.
    ///
    /// - Parameters:
    ///   - id: Its id or the beginning of it.
    ///   - invitation: How the household invited the visit although it is not to be contacted; `nil` when it did not.
    /// - Returns: The draft, on the disk.
    /// - Throws: ``Failure`` `household_not_to_contact`, and the draft stays as it is; `draft_unknown`, `id_ambiguous`,
    ///   `draft_open`, and what ``reopenVisit(_:)`` throws.
    public func resumeVisit(_ id: String, invitation: String? = nil) throws -> VisitDraft {
        var draft = try underWay(id) ?? openedVisit(try record(id, type: RecordTypes.visit))
        if let invitation { draft["invitation"] = .string(invitation) }
        if let wish = try wish(against: draft) { throw try Self.notToResume(draft, wish, in: self) }
        guard draft.onDisk == nil || invitation != nil else { return draft }
        let hold = try hold(draft.id)
        try withExtendedLifetime(hold) { try keep(&draft) }
        return draft
    }

    /// The draft of an id; `nil` when there is none, but a saved visit.
    private func underWay(_ id: String) throws -> VisitDraft? {
        do {
            return try visitDraft(id)
        } catch let failure as Failure where failure.code == "draft_unknown" {
            guard (try? visit(id)) != nil else { throw failure }
            return nil
        }
    }

    /// The household's wish that stands against asking on; `nil` when there is none, when the residents invited the
    /// visit, or when it was at this very visit that they said so.
    func wish(against draft: VisitDraft) throws -> NoContactWish? {
        guard draft["invitation"] == nil, draft[VisitAnswers.doNotContact] != .boolean(true),
            draft["outcome"] != .string(VisitAnswers.doNotContact),
            let household = try replica.record(RecordKey(id: draft.household, type: RecordTypes.household))?.view
        else { return nil }
        return try noContactWish(household)
    }

    /// What to tell of a visit that is saved although the household has asked not to be contacted.
    func wishNotice(_ draft: VisitDraft) throws -> Localized? {
        guard let wish = try wish(against: draft) else { return nil }
        let day = Self.day(of: wish)
        return Localized(
            zh: "这一户已要求不再打扰（\(wish.author) 于 \(day) 记录）。已答内容已保存；请不要再上门。",
            en:
                "The household has asked not to be contacted (noted by \(wish.author) on \(day)). What was said is saved; "
                + "do not call again.")
    }

    private static func notToResume(_ draft: VisitDraft, _ wish: NoContactWish, in store: FieldStore) throws -> Failure
    {
        let day = Self.day(of: wish)
        let id = draft.id.description
        let message = Localized(
            zh: "这一户已要求不再打扰（\(wish.author) 于 \(day) 记录）。入户没有继续，已答内容保留在本机。",
            en:
                "This household asked not to be contacted (noted by \(wish.author) on \(day)). The visit does not go on; "
                + "what was said is kept on this device.")
        let invited = Localized(
            zh: "住户自己邀请的，加 --invited 缘由。", en: "If the residents themselves invited you, add --invited REASON.")
        let way =
            draft.isReopened
            ? Localized(
                zh: "要更正已保存的答案：ruhu visit set \(id)。", en: "To correct what was saved: `ruhu visit set \(id)`. ")
            : Localized(
                zh: "要保存已答内容：ruhu visit resume \(id) --save；要放弃：ruhu visit discard \(id)。",
                en: "To save what was said so far: `ruhu visit resume \(id) --save`; to drop it: "
                    + "`ruhu visit discard \(id)`. ")
        return Failure(
            code: "household_not_to_contact", status: .data, message: message,
            hint: Localized(zh: way.zh + invited.zh, en: way.en + invited.en))
    }

    static func day(of wish: NoContactWish) -> String {
        LocalDay.of(wish.writtenAt.milliseconds).map { "\($0)" } ?? ""
    }
}
