internal import AdminProtocol
internal import ReplicaStore
internal import SyncProtocol

/// Open conflicts as administrators see them.
struct ConflictRecords {
    let store: ReplicaStore
    let schema: Schema

    func list(areaPrefix: String) throws -> [ConflictRecord] {
        try store.conflicts(areaPrefix: areaPrefix).map(record)
    }

    /// The one conflict whose id begins with a text.
    ///
    /// - Throws: A 404 `conflict_unknown`, a 409 `conflict_ambiguous`.
    func find(_ idPrefix: String) throws -> OpenConflict {
        let found = idPrefix.isEmpty ? [] : try store.conflicts(idPrefix: idPrefix)
        guard let conflict = found.first else {
            throw Refusal(.notFound, "conflict_unknown", "no open conflict has an id that begins with \(idPrefix)")
        }
        guard found.count == 1 else {
            throw Refusal(
                .conflict, "conflict_ambiguous", "\(found.count) conflicts have an id that begins with \(idPrefix)")
        }
        return conflict
    }

    func record(_ conflict: OpenConflict) throws -> ConflictRecord {
        let type = schema.type(conflict.key.type)
        let members = type?.field(conflict.field.field)?.members.map(\.name) ?? []
        func json(_ value: Value) -> String { JSONValue(value, members: members).text }
        let values = conflict.values.map { value in
            ConflictRecord.Candidate(
                valueJSON: json(value.value), author: value.author, role: value.role, device: value.device,
                writtenAt: Instant(milliseconds: value.writtenAt).description, reason: value.reason,
                suspect: value.isSuspect)
        }
        return ConflictRecord(
            id: conflict.id.hex, recordId: conflict.key.id.description,
            recordType: type?.name ?? String(conflict.key.type.rawValue), field: conflict.fieldName,
            version: conflict.version.hex, cause: conflict.cause, areas: conflict.areas,
            baseJSON: conflict.base.map(json), label: try label(of: conflict.key, type), values: values)
    }

    /// What people call the record: its label fields, in order.
    private func label(of key: RecordKey, _ type: RecordType?) throws -> String {
        guard let type, let view = try store.record(key)?.view else { return "" }
        return type.label.compactMap { type.field(named: $0) }.map { field in
            let text = view.text(of: field)
            return text.isEmpty ? Self.plain(view, field) : text
        }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func plain(_ view: RecordView, _ field: Field) -> String {
        switch view.outcome(of: field.number) {
        case .value(let write), .conflict(_, let write):
            switch Value(encoded: write.value) {
            case .instant(let milliseconds): Instant(milliseconds: milliseconds).description
            default: ""
            }
        case .entries, nil: ""
        }
    }
}
