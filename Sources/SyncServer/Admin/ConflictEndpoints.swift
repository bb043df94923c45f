internal import AdminProtocol
internal import CommunityModel
internal import CommunityRecords
internal import Records
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The administrator's requests about conflicts.
struct ConflictEndpoints: Sendable {
    let stores: ServerStores

    func list(_ request: AdminRequest) async throws -> Titled<[ConflictRecord]> {
        let (area, schema) = (request.query("area") ?? "", stores.schema)
        return try await stores.reading { store in
            let conflicts = ConflictRecords(store: store, schema: schema)
            return Titled(try conflicts.list(areaPrefix: area), titles: conflicts.outcomes)
        }
    }

    func show(_ request: AdminRequest) async throws -> Titled<ConflictRecord> {
        let (id, schema) = (request.word, stores.schema)
        return try await stores.reading { store in
            let conflicts = ConflictRecords(store: store, schema: schema)
            return Titled(try conflicts.record(conflicts.find(id), isListed: false), titles: conflicts.outcomes)
        }
    }

    func resolve(_ request: AdminRequest) async throws -> ConflictRecord {
        let resolution = try await request.json(ConflictResolution.self)
        let (id, user, schema) = (request.word, request.user, stores.schema)
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

    /// What people call the outcomes of visits, by code.
    var outcomes: [String: Localized] {
        let choices = schema.type(RecordTypes.visit)?.field(named: .outcome)?.choices ?? []
        return Dictionary(choices.map { ($0.code, $0.title) }) { first, _ in first }
    }

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
        let isWithheld =
            try isListed && field?.sensitive == true || redaction(of: conflict.key, type).hides(conflict.field)
        let members = field?.members.map(\.name) ?? []
        let json = { (value: Value) in isWithheld ? JSONValue.null : JSONValue(value, members: members) }
        let values = try conflict.values.map { value in
            ConflictRecord.Candidate(
                value: json(value.value), author: value.author, role: value.role, device: value.device,
                writtenAt: Instant(milliseconds: value.writtenAt).description, reason: value.reason,
                suspect: value.isSuspect, visit: try visit(value.value, of: field))
        }
        return ConflictRecord(
            id: conflict.id.hex, recordId: conflict.key.id.description,
            recordType: type?.name ?? String(conflict.key.type.rawValue), field: conflict.fieldName, values: values,
            version: conflict.version.hex, cause: conflict.cause, base: conflict.base.map(json), withheld: isWithheld,
            label: try label(of: conflict.key, type), areas: conflict.areas)
    }

    private func redaction(of key: RecordKey, _ type: RecordType?) throws -> AnswerRedaction {
        let form = try type.flatMap { type in try store.record(key)?.view.text(.form, of: type) }
        return AnswerRedaction(type, form: form)
    }

    private func visit(_ value: Value, of field: Field?) throws -> ConflictRecord.VisitRow? {
        guard case .reference(let id) = value, field?.references == schema.type(RecordTypes.visit)?.name,
            let visit = try VisitSummary(id, in: store)
        else { return nil }
        return ConflictRecord.VisitRow(
            outcome: visit.outcomeCode, startedAt: visit.startedAt.description, enumerators: visit.enumerators,
            answers: visit.answerCount)
    }

    /// What people call the record: its label fields, in order.
    private func label(of key: RecordKey, _ type: RecordType?) throws -> String {
        guard let type, let view = try store.record(key)?.view else { return "" }
        return type.label.compactMap { name in
            switch view.value(name, of: type) {
            case .text(let text), .choice(let text): text.isEmpty ? nil : text
            case .instant(let milliseconds): Instant(milliseconds: milliseconds).description
            default: nil
            }
        }.joined(separator: " ")
    }
}

/// `POST /v2/admin/conflicts/{id}/resolve`: decides a conflict with a reason.
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
        } catch let fault as ConflictDecision.DecisionFault {
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
