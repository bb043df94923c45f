internal import CommunityModel
internal import Failures
internal import Questionnaires
internal import ReplicaStore
internal import SyncProtocol

extension FieldStore {
    /// Saves a visit under way as one change; the draft goes in the same transaction.
    ///
    /// - Parameter draft: The draft.
    /// - Returns: The visit, and what else the save did.
    /// - Throws: ``Failure`` `answers_invalid`, `record_deleted`; nothing was saved then and the draft is kept.
    public func submit(_ draft: VisitDraft) throws -> AddedVisit {
        let household = RecordKey(id: draft.household, type: RecordTypes.household)
        let type = try type(RecordTypes.visit)
        var fields = try VisitAnswers(draft.fields, type: type, household: household.id, takesUndeclared: false)
        let content = try draft.questionnaire.map { FormContent(try session(for: $0, of: draft)) }
        try fields.settle(with: content)
        let key = RecordKey(id: draft.id, type: type.number)
        var marksNoContact = false
        _ = try replica.save(as: author, handsIn: true, ending: draft.id) { context in
            if try context.view(of: household)?.deletion == .deleted { throw Self.deleted(household) }
            var writes = try fields.writes(to: key, of: household.id, content: content, draft: draft)
            if fields.wantsNoContact, let write = try noContact(household, in: context) {
                writes.append(write)
                marksNoContact = true
            }
            return [ChangeDraft(writes: writes)]
        }
        return AddedVisit(visit: try visit(key), undeclared: [], marksNoContact: marksNoContact)
    }
}
