internal import CommunityModel
public import ReplicaStore
public import SyncProtocol
public import Values

/// Why a record cannot be what a person states in place of the references in conflict.
public struct ReferenceFault: Sendable {
    /// Such as `record_unknown`; the administrator's API tells it beside the text.
    public let code: String
    public let text: Localized

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
    public static func of(
        _ id: RecordID, as field: Field, _ key: FieldKey, of record: RecordKey, in replica: ReplicaStore
    ) throws -> ReferenceFault? {
        guard let type = try field.references.flatMap({ try replica.schema().type(named: $0) }) else { return nil }
        guard let target = try replica.record(RecordKey(id: id, type: type.number)) else {
            return ReferenceFault("record_unknown", "没有这条记录。", "there is no \(type.title.en.lowercased()) \(id).")
        }
        if target.view.deletion == .deleted {
            return ReferenceFault("record_deleted", "这条记录已被删除。", "the record was deleted.")
        }
        guard record.type == RecordTypes.household, field.name == "responses" else { return nil }
        return try response(id, cell: String(decoding: key.cell, as: UTF8.self), of: record.id, in: replica)
    }

    /// A response is a completed visit of the household in the round that the cell names.
    private static func response(
        _ id: RecordID, cell: String, of household: RecordID, in replica: ReplicaStore
    ) throws -> ReferenceFault? {
        guard let visit = try VisitSummary(id, in: replica) else { return nil }
        if visit.household != household {
            return ReferenceFault("visit_elsewhere", "这是另一户的入户。", "it is a visit to another household.")
        }
        // The cell is the round, or for another form than the survey the round and the form.
        guard cell == visit.round || cell == "\(visit.round)/\(visit.form)" else {
            return ReferenceFault("visit_round", "不是这一轮的入户。", "it is a visit of round \(visit.round), not of \(cell).")
        }
        if visit.isVoid { return ReferenceFault("visit_void", "这次入户已作废。", "the visit is void.") }
        guard visit.outcome == VisitOutcome.completed.rawValue else {
            return ReferenceFault("visit_unfinished", "这次入户没有完成。", "the visit is not completed.")
        }
        return nil
    }

    private init(_ code: String, _ zh: String, _ en: String) {
        self.code = code
        text = Localized(zh: zh, en: en)
    }
}
