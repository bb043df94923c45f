internal import CommunityModel
internal import Failures
internal import ReplicaStore
internal import SyncProtocol

/// The response of a household in a round: the visit that its field `responses` names. There is one completed response
/// a household and round; a further one is a conflict that keeps both for review (survey.yaml, `one_per_round`).
extension FieldStore {
    /// The visits that the household's field names for a round: several while they are in conflict.
    func responses(of household: RecordView, round: String) -> [RecordID] {
        guard let field = schema.type(household.key.type)?.field(named: "responses") else { return [] }
        let key = FieldKey(field.number, cell: Array(round.utf8))
        guard let outcome = household.fields.first(where: { $0.key == key })?.outcome else { return [] }
        let values: [[UInt8]] =
            switch outcome {
            case .value(let write): [write.value]
            case .conflict(let candidates, _): candidates.map(\.value)
            case .entries: []
            }
        return values.compactMap { if case .reference(let id)? = Value(encoded: $0) { id } else { nil } }
    }

    /// A completed visit that stands for the household in a round already; `nil` when there is none.
    func completedResponse(of household: RecordView, round: String) throws -> RecordID? {
        try responses(of: household, round: round).first { try isCompleted($0) }
    }

    private func isCompleted(_ visit: RecordID) throws -> Bool {
        let key = RecordKey(id: visit, type: RecordTypes.visit)
        guard let record = try replica.record(key), record.view.deletion != .deleted,
            let object = FlatObject(record.json)
        else { return false }
        return object.text("outcome") == "completed" && (object.text("void_reason") ?? "").isEmpty
    }

    /// Says that a household has answered already, and what can be done.
    func responseExists(_ response: RecordID) throws -> Failure {
        let id = try shortID(response)
        return Failure(
            code: "response_exists", status: .data,
            message: Localized(
                zh: "这一户本轮已有完成的问卷：入户 \(id)。没有保存。",
                en: "This household has a completed response in this round already: visit \(id). Nothing was saved."),
            hint: Localized(
                zh: "要改那次的答案，用 ruhu visit set \(id)；确实又答了一次，加 --again，两份都留待选定。",
                en: "Amend it with `ruhu visit set \(id)`; if the household really answered again, add --again: "
                    + "both are kept until one is chosen."))
    }

    /// The write that makes a visit the household's response of its round.
    ///
    /// It replaces what was shown of responses that are not completed. A completed one that was shown stays live beside
    /// it on purpose, so that the two are a conflict from which one is chosen; so does one that was not shown.
    ///
    /// - Parameters:
    ///   - visit: The visit.
    ///   - household: Its household.
    ///   - round: The round.
    ///   - shown: What was shown of the field when the visit was begun; `nil` when all of it was.
    ///   - context: The moment of the save.
    /// - Returns: `nil` when the visit is the response already, alone or among others.
    /// - Throws: ``StoreError``.
    func response(
        _ visit: RecordID, of household: RecordKey, round: String, shown: Set<Dot>?, in context: EditContext
    ) throws -> ChangeDraft.Write? {
        guard let field = schema.type(household.type)?.field(named: "responses") else { return nil }
        let key = FieldKey(field.number, cell: Array(round.utf8))
        let value = Value.reference(visit)
        let live = try context.state(of: household).writes(of: key)
        if live.contains(where: { $0.value == value.encoded }) { return nil }
        let replaced = try live.filter { write in
            guard shown?.contains(write.dot) ?? true else { return false }
            guard case .reference(let other)? = Value(encoded: write.value) else { return true }
            let record = try context.view(of: RecordKey(id: other, type: RecordTypes.visit))
            return !isCompleted(record)
        }
        return ChangeDraft.Write(record: household, key: key, value: value, over: replaced.map(\.dot))
    }

    private func isCompleted(_ visit: RecordView?) -> Bool {
        guard let visit, visit.deletion != .deleted, let type = schema.type(visit.key.type) else { return false }
        return visit.value("outcome", of: type) == .choice("completed")
            && [nil, .null, .text("")].contains(visit.value("void_reason", of: type))
    }
}

extension RecordView {
    /// The value of a field without cells; the provisional one where it is in conflict.
    func value(_ name: String, of type: RecordType) -> Value? {
        guard let field = type.field(named: name) else { return nil }
        switch outcome(of: field.number) {
        case .value(let write)?, .conflict(_, let write)?: return Value(encoded: write.value)
        case .entries?, nil: return nil
        }
    }
}
