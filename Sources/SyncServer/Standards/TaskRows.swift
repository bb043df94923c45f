internal import ReplicaStore
internal import Standards
internal import SyncProtocol
internal import Values

/// The rows of a standard's task table as records of type `task`. A row that is there already is left alone: those who
/// are responsible have gone on working with it.
struct TaskRows {
    let standard: Standard
    let context: EditContext

    func drafts() throws -> [ChangeDraft] {
        guard !standard.tasks.isEmpty, let type = context.schema.type(named: "task") else { return [] }
        return try standard.tasks.compactMap { task in
            let id = RecordID.derived("ruhu-task-1", from: [Array(standard.id.utf8), Array(task.id.utf8)])
            let key = RecordKey(id: id, type: type.number)
            guard try context.view(of: key) == nil else { return nil }
            return ChangeDraft(kind: .bulkImport, writes: try writes(of: task, key, type))
        }
    }

    private func writes(of task: Standard.Task, _ key: RecordKey, _ type: RecordType) throws -> [ChangeDraft.Write] {
        let served = standard.indicators.filter { task.indicators.contains($0.code) }
        let texts = [
            ("number", task.id), ("standard", standard.id), ("title", task.title.zh),
            ("content", served.map(\.title.zh).joined(separator: "；")), ("lead_unit", task.leadUnit),
            ("responsible_unit", task.responsibleUnit ?? ""), ("state", "not_started"),
        ]
        var writes = try texts.compactMap { name, text -> ChangeDraft.Write? in
            guard !text.isEmpty, let field = type.field(named: name) else { return nil }
            let value = try? field.read(String(text.prefix(field.maxLength ?? .max)))
            return try value.map { try context.write(key, field, $0) }
        }
        if let field = type.field(named: "indicators"), field.policy == .union {
            for code in task.indicators {
                writes.append(try context.write(key, field, cell: Value.text(code).encoded, .boolean(true)))
            }
        }
        return writes
    }
}
