internal import CommunityModel
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

/// A visit that was saved.
public struct AddedVisit: Sendable {
    public let visit: VisitEntry
    /// Names that no field declares; they were kept as answers of a form.
    public let undeclared: [String]
    /// Whether the household was marked as not to be contacted in the same save.
    public let marksNoContact: Bool
}

extension FieldStore {
    /// Saves a visit and its answers as one change.
    ///
    /// - Parameters:
    ///   - id: The household's id or the beginning of it.
    ///   - bytes: One JSON object with the answers; names that the type declares are checked and typed.
    /// - Returns: The visit, and what else the save did.
    /// - Throws: ``Failure`` `answers_invalid`, `record_deleted`.
    public func addVisit(household id: String, answers bytes: [UInt8]) throws -> AddedVisit {
        let household = try record(id, type: RecordTypes.household)
        let type = try type(RecordTypes.visit)
        let answers = try VisitAnswers(bytes, type: type, household: household.id)
        guard let parent = type.field(named: "household") else {
            throw StoreError.invalidChange(code: "schema_invalid")
        }
        var created: RecordKey?
        var marksNoContact = false
        _ = try replica.save(as: author, handsIn: true) { context in
            if try context.view(of: household)?.deletion == .deleted { throw Self.deleted(household) }
            let key = RecordKey(id: context.newID(), type: type.number)
            created = key
            var writes = [
                ChangeDraft.Write(record: key, key: FieldKey(parent.number), value: .reference(household.id))
            ]
            if !answers.hasStart, let start = type.field(named: "started_at") {
                let now = Value.instant(StoreEnvironment.system.wallMilliseconds())
                writes.append(ChangeDraft.Write(record: key, key: FieldKey(start.number), value: now))
            }
            writes += answers.writes.map { write in
                ChangeDraft.Write(
                    record: key, key: FieldKey(write.field.number, cell: write.cell), value: write.value)
            }
            if answers.wantsNoContact, let write = try noContact(household, in: context) {
                writes.append(write)
                marksNoContact = true
            }
            return [ChangeDraft(writes: writes)]
        }
        guard let created else { throw StoreError.sqlite(code: 0, detail: "the save did not run") }
        return AddedVisit(
            visit: try visit(created), undeclared: answers.undeclared, marksNoContact: marksNoContact)
    }
}
