internal import ReplicaStore
internal import SyncProtocol

extension VisitAnswers {
    /// The writes of a new visit.
    func writes(
        to key: RecordKey, of household: RecordID, content: FormContent?, draft: VisitDraft
    ) throws -> [ChangeDraft.Write] {
        guard let parent = type.field(named: "household") else {
            throw StoreError.invalidChange(code: "schema_invalid")
        }
        var made = [ChangeDraft.Write(record: key, key: FieldKey(parent.number), value: .reference(household))]
        func add(_ name: String, _ value: Value) {
            guard self[name] == nil, let field = type.field(named: name) else { return }
            made.append(ChangeDraft.Write(record: key, key: FieldKey(field.number), value: value))
        }
        add("started_at", .instant(draft.startedAt.milliseconds))
        add("ended_at", .instant(StoreEnvironment.system.wallMilliseconds()))
        add("round", .text(draft.round))
        made += writes.map { write in
            ChangeDraft.Write(record: key, key: FieldKey(write.field.number, cell: write.cell), value: write.value)
        }
        guard let content, !content.isEmpty, let answers = type.field(named: "answers") else { return made }
        add("form", .text(content.form))
        add("form_version", .text(content.version))
        made += content.answers.filter { type.field(named: $0.name) == nil }.map { answer in
            ChangeDraft.Write(
                record: key, key: FieldKey(answers.number, cell: Array(answer.name.utf8)), value: answer.value)
        }
        return made
    }
}
