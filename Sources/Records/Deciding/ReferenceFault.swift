internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// Why a record cannot be what a person states in place of the references in conflict.
enum ReferenceFault {
    /// Looks for what speaks against a record as the value of a field.
    ///
    /// - Parameters:
    ///   - id: The record that was named.
    ///   - field: The field, which refers to records of a type.
    ///   - key: The field and the cell in conflict.
    ///   - record: The record whose field it is.
    ///   - replica: The store.
    /// - Returns: `nil` when nothing does.
    /// - Throws: `StoreError`.
    static func of(
        _ id: RecordID, as field: Field, _ key: FieldKey, of record: RecordKey, in replica: ReplicaStore
    ) throws -> EntryFault? {
        guard let type = try field.references.flatMap({ try replica.schema().type(named: $0) }) else { return nil }
        guard let target = try replica.record(RecordKey(id: id, type: type.number)) else {
            return EntryFault(
                "record_unknown", Localized(zh: "没有这条记录。", en: "there is no \(type.title.en.lowercased()) \(id)."))
        }
        if target.view.deletion == .deleted {
            return EntryFault("record_deleted", Localized(zh: "这条记录已被删除。", en: "the record was deleted."))
        }
        guard record.type == RecordTypes.household, field.name == "responses" else { return nil }
        return try response(id, cell: String(decoding: key.cell, as: UTF8.self), of: record.id, in: replica)
    }

    /// A response is a completed visit of the household in the round that the cell names.
    private static func response(
        _ id: RecordID, cell: String, of household: RecordID, in replica: ReplicaStore
    ) throws -> EntryFault? {
        guard let visit = try VisitSummary(id, in: replica) else { return nil }
        if visit.household != household {
            return EntryFault("visit_elsewhere", Localized(zh: "这是另一户的入户。", en: "it is a visit to another household."))
        }
        // The cell is the round, or for another form than the survey the round and the form.
        guard cell == visit.round || cell == "\(visit.round)/\(visit.form)" else {
            return EntryFault(
                "visit_round", Localized(zh: "不是这一轮的入户。", en: "it is a visit of round \(visit.round), not of \(cell)."))
        }
        if visit.isVoid { return EntryFault("visit_void", Localized(zh: "这次入户已作废。", en: "the visit is void.")) }
        guard visit.outcome == VisitOutcome.completed.rawValue else {
            return EntryFault("visit_unfinished", Localized(zh: "这次入户没有完成。", en: "the visit is not completed."))
        }
        return nil
    }
}
