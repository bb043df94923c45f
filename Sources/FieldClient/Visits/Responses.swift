internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The response of a household in a round: the visit that its field `responses` names. There is one completed response
/// a household, round and form; a further one is a conflict that keeps both for review (survey.yaml, `one_per_round`).
extension FieldStore {
    /// Where the field `responses` of a household keeps the response of a round to a form.
    ///
    /// - Parameters:
    ///   - round: The round.
    ///   - form: The form.
    /// - Returns: The place; `nil` when the schema here has no such field.
    func responseKey(round: String, form: String) -> FieldKey? {
        let field = schema.type(RecordTypes.household)?.field(named: "responses")
        return field.map { field in
            // Names are text and merge by their bytes, so they are written in one form.
            let name = ResponseName(round: round, form: form == Self.defaultForm ? nil : form).text
            return FieldKey(field.number, cell: Array(Value.text(name).encoded.dropFirst()))
        }
    }

    /// The visits that the household's field names for a round and form: several while they are in conflict.
    func responses(of household: RecordView, round: String, form: String) -> [RecordID] {
        guard let key = responseKey(round: round, form: form),
            let outcome = household.fields.first(where: { $0.key == key })?.outcome
        else { return [] }
        let values: [[UInt8]] =
            switch outcome {
            case .value(let write): [write.value]
            case .conflict(let candidates, _): candidates.map(\.value)
            case .entries: []
            }
        return values.compactMap { if case .reference(let id)? = Value(encoded: $0) { id } else { nil } }
    }

    /// A completed visit that stands for the household in a round and form already; `nil` when there is none.
    func completedResponse(of household: RecordView, round: String, form: String) throws -> RecordID? {
        try responses(of: household, round: round, form: form).first { try isCompleted($0, form: form) }
    }

    private func isCompleted(_ visit: RecordID, form: String) throws -> Bool {
        let key = RecordKey(id: visit, type: RecordTypes.visit)
        guard let record = try replica.record(key), record.view.deletion != .deleted,
            let object = FlatObject(record.json)
        else { return false }
        // Before forms had places of their own the field named visits of whatever form.
        return object.text("outcome") == "completed" && (object.text("void_reason") ?? "").isEmpty
            && [form, ""].contains(object.text("form") ?? "")
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
    ///   - key: The place of the round and form.
    ///   - shown: What was shown of the field when the visit was begun; `nil` when all of it was.
    ///   - context: The moment of the save.
    /// - Returns: `nil` when the visit is the response already, alone or among others.
    /// - Throws: ``StoreError``.
    func response(
        _ visit: RecordID, of household: RecordKey, at key: FieldKey, shown: Set<Dot>?, in context: EditContext
    ) throws -> ChangeDraft.Write? {
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

    /// The write that takes a visit back from being the household's response: what else is live there stands alone then.
    ///
    /// - Parameters:
    ///   - visit: The visit.
    ///   - household: Its household.
    ///   - key: The place of the round and form.
    ///   - context: The moment of the save.
    /// - Returns: `nil` when the visit is no response.
    /// - Throws: ``StoreError``.
    func withdrawal(
        of visit: RecordID, from household: RecordKey, at key: FieldKey, in context: EditContext
    ) throws -> ChangeDraft.Write? {
        let live = try context.state(of: household).writes(of: key)
        let own = live.filter { $0.value == Value.reference(visit).encoded }
        guard !own.isEmpty else { return nil }
        let other = live.first { write in !own.contains { $0.dot == write.dot } }.flatMap { Value(encoded: $0.value) }
        return ChangeDraft.Write(record: household, key: key, value: other ?? .null, over: own.map(\.dot))
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
