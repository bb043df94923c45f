internal import CommunityModel
internal import CommunityRecords
public import ReplicaStore
public import SyncProtocol
internal import Values

/// How a person decides a conflict.
public enum ConflictDecision: Sendable {
    /// The value with this number in the listed order, from 1.
    case take(Int)
    /// A value of their own, written as for `FIELD=VALUE`.
    case value(String)

    /// Why a decision cannot be written.
    public enum DecisionFault: Error, Sendable {
        /// There is no value of that number, only so many.
        case outOfRange(Int, values: Int)
        case value(EntryFault)
    }

    /// The value that the decision writes.
    ///
    /// - Parameters:
    ///   - conflict: The conflict.
    ///   - records: Finds what a text names.
    /// - Returns: The value, of the field's type; of a field that takes anything, of the type that the values in conflict
    ///   have.
    /// - Throws: ``Fault``, `StoreError`.
    public func value(for conflict: OpenConflict, _ records: HeldRecords) throws -> Value {
        switch self {
        case .take(let number):
            guard conflict.values.indices.contains(number - 1) else {
                throw DecisionFault.outOfRange(number, values: conflict.values.count)
            }
            return conflict.values[number - 1].value
        case .value(let text):
            do {
                return try Self.read(text, for: conflict, records)
            } catch let fault as EntryFault {
                throw DecisionFault.value(fault)
            }
        }
    }

    private static func read(_ text: String, for conflict: OpenConflict, _ records: HeldRecords) throws -> Value {
        // What the schema here does not know can only be taken as text.
        guard let declared = records.schema.type(conflict.key.type)?.field(conflict.field.field) else {
            return .text(text)
        }
        var field = declared
        if field.policy == .union {
            // The cell of a set says whether the element is in it.
            field = Field(number: field.number, name: field.name, title: field.title, type: .boolean)
        } else if field.type == .any {
            let types = Set(conflict.values.compactMap(\.value.type))
            guard types.count == 1, let type = types.first, type != .group else { return .text(text) }
            field = Field(number: field.number, name: field.name, title: field.title, type: type)
        }
        let value = try AssignmentTarget(field).value(text, references: References(records))
        guard case .reference(let id) = value else { return value }
        let fault = try ReferenceFault.of(id, as: field, conflict.field, of: conflict.key, in: records.replica)
        if let fault { throw fault }
        return value
    }
}

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
        guard record.type == RecordTypes.household, field.name == FieldName.responses.text else { return nil }
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
        guard visit.outcome == .completed else {
            return EntryFault("visit_unfinished", Localized(zh: "这次入户没有完成。", en: "the visit is not completed."))
        }
        return nil
    }
}
