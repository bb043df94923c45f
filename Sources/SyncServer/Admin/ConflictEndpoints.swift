internal import AdminProtocol
internal import CommunityModel
internal import CommunityRecords
internal import Hummingbird
internal import Records
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The administrator's requests about conflicts.
struct ConflictEndpoints: Sendable {
    let stores: ServerStores

    func list(_ request: Request) async throws -> [ConflictRecord] {
        let area = request.uri.queryParameters["area"].map(String.init) ?? ""
        let schema = stores.schema
        return try await stores.reading { store in
            try ConflictRecords(store: store, schema: schema).list(areaPrefix: area)
        }
    }

    func show(_ id: String) async throws -> ConflictRecord {
        let schema = stores.schema
        return try await stores.reading { store in
            let conflicts = ConflictRecords(store: store, schema: schema)
            return try conflicts.record(conflicts.find(id), isListed: false)
        }
    }

    func resolve(_ request: Request, _ id: String, _ user: UserRecord) async throws -> ConflictRecord {
        let resolution = try await request.json(ConflictResolution.self)
        let schema = stores.schema
        return try await stores.editing { store in
            let conflicts = ConflictRecords(store: store, schema: schema)
            return try ConflictResolving(conflicts: conflicts, user: user).run(id, resolution)
        }
    }
}

/// Open conflicts as administrators see them.
struct ConflictRecords {
    let store: ReplicaStore
    let schema: Schema

    func list(areaPrefix: String) throws -> [ConflictRecord] {
        try store.conflicts(areaPrefix: areaPrefix).map { try record($0, isListed: true) }
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

    /// A conflict as it is told.
    ///
    /// - Parameters:
    ///   - conflict: The conflict.
    ///   - isListed: Whether it is one of a list, which tells no personal data. Answers for aggregates are never told.
    /// - Returns: What the administrator gets.
    /// - Throws: ``StoreError``.
    func record(_ conflict: OpenConflict, isListed: Bool) throws -> ConflictRecord {
        let type = schema.type(conflict.key.type)
        let field = type?.field(conflict.field.field)
        let isWithheld = try isListed && field?.sensitive == true || veil(of: conflict.key, type).hides(conflict.field)
        let members = field?.members.map(\.name) ?? []
        func json(_ value: Value) -> String { isWithheld ? "null" : JSONValue(value, members: members).text }
        let values = try conflict.values.map { value in
            ConflictRecord.Candidate(
                valueJSON: json(value.value), author: value.author, role: value.role, device: value.device,
                writtenAt: Instant(milliseconds: value.writtenAt).description, reason: value.reason,
                suspect: value.isSuspect, visit: try visit(value.value, of: field))
        }
        return ConflictRecord(
            id: conflict.id.hex, recordId: conflict.key.id.description,
            recordType: type?.name ?? String(conflict.key.type.rawValue), field: conflict.fieldName,
            version: conflict.version.hex, cause: conflict.cause, areas: conflict.areas,
            baseJSON: conflict.base.map(json), label: try label(of: conflict.key, type), values: values,
            withheld: isWithheld)
    }

    private func veil(of key: RecordKey, _ type: RecordType?) throws -> AnswerVeil {
        let form = try type.flatMap { type in try store.record(key)?.view.text("form", of: type) }
        return AnswerVeil(type, form: form)
    }

    private func visit(_ value: Value, of field: Field?) throws -> ConflictRecord.VisitRow? {
        guard case .reference(let id) = value, field?.references == schema.type(RecordTypes.visit)?.name,
            let visit = try VisitSummary(id, in: store)
        else { return nil }
        let outcomes = schema.type(RecordTypes.visit)?.field(named: "outcome")?.choices
        let title = outcomes?.first { $0.code == visit.outcome }?.title
        return ConflictRecord.VisitRow(
            outcome: visit.outcome, outcomeTitle: title.map { $0 },
            startedAt: visit.startedAt.description, enumerators: visit.enumerators,
            answers: visit.answerCount)
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

/// `POST /v1/admin/conflicts/{id}/resolve`: decides a conflict with a reason.
struct ConflictResolving {
    let conflicts: ConflictRecords
    let user: UserRecord

    /// - Returns: The conflict as it was.
    /// - Throws: A 400 for a resolution that cannot be read, a 409 `conflict_changed` when it names an older version.
    func run(_ idPrefix: String, _ resolution: ConflictResolution) throws -> ConflictRecord {
        let reason = resolution.reason.trimmed
        guard (1...ServerLimits.reasonCharactersMax).contains(reason.count) else {
            throw Refusal(
                .badRequest, "reason_required",
                "a resolution has a reason of 1 to \(ServerLimits.reasonCharactersMax) characters")
        }
        let conflict = try conflicts.find(idPrefix)
        if let kind = PublishedKind.allCases.first(where: { $0.type == conflict.key.type }) {
            throw Refusal(
                .conflict, "\(kind)_immutable", "what was published is restored by importing the same file again")
        }
        guard let version = Digest(hex: resolution.version.lowercased()), version == conflict.version else {
            throw StoreError.conflictChanged(id: conflict.id.hex)
        }
        let value = try value(of: resolution, for: conflict)
        // Whoever decides was shown the values; the reply need not tell them again.
        let record = try conflicts.record(conflict, isListed: true)
        try conflicts.store.resolve(
            conflict.id, version: version, value: value, reason: reason, as: user.author, handsIn: false)
        return record
    }

    private func value(of resolution: ConflictResolution, for conflict: OpenConflict) throws -> Value {
        let decision: ConflictDecision
        switch (resolution.take, resolution.value) {
        case (let take?, nil): decision = .take(take)
        case (nil, let text?): decision = .value(text)
        case (nil, nil), (.some, .some):
            throw Refusal(.badRequest, "bad_request", "a resolution either takes a value or states one")
        }
        do {
            return try decision.value(for: conflict, HeldRecords(conflicts.store, schema: conflicts.schema))
        } catch let fault as ConflictDecision.Fault {
            switch fault {
            case .outOfRange(let number, let count):
                throw Refusal(.badRequest, "take_out_of_range", "the conflict has \(count) values, not \(number)")
            case .value(let fault):
                throw Refusal(
                    .badRequest, "value_invalid", "\(conflict.fieldName): \(fault.text.en)",
                    rows: [AdminProblem.RowFault(row: 0, field: conflict.fieldName, fault)])
            }
        }
    }
}
