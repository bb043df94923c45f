internal import AdminProtocol
internal import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
internal import SyncProtocol
internal import Values

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
        switch (resolution.take, resolution.value) {
        case (let take?, nil):
            guard take >= 1, take <= conflict.values.count else {
                throw Refusal(
                    .badRequest, "take_out_of_range", "the conflict has \(conflict.values.count) values, not \(take)")
            }
            return conflict.values[take - 1].value
        case (nil, let text?): return try read(text, for: conflict)
        case (nil, nil), (.some, .some):
            throw Refusal(.badRequest, "bad_request", "a resolution either takes a value or states one")
        }
    }

    private func read(_ text: String, for conflict: OpenConflict) throws -> Value {
        let declared = conflicts.schema.type(conflict.key.type)?.field(conflict.field.field)
        // What the server's schema does not know can only be taken as text.
        guard let field = declared else { return .text(text) }
        do {
            if field.policy == .union {
                // The cell of a set says whether the element is in it.
                return try Field(number: field.number, name: field.name, title: field.title, type: .boolean).read(text)
            }
            guard field.type == .reference, !text.isEmpty,
                let type = field.references.flatMap({ conflicts.schema.type(named: $0) })
            else { return try field.read(text) }
            return .reference(try named(text, type, as: field, for: conflict))
        } catch let fault as FieldFault {
            throw Self.invalid(conflict, code: fault.code, fault.text)
        }
    }

    /// The record that an administrator names in place of those in conflict: one that is here, of the type that the
    /// field refers to, which may stand there.
    private func named(
        _ text: String, _ type: RecordType, as field: Field, for conflict: OpenConflict
    ) throws -> RecordID {
        switch try conflicts.store.record(idPrefix: text, type: type.number) {
        case .one(let key):
            let fault = try ReferenceFault.of(
                key.id, as: field, conflict.field, of: conflict.key, in: conflicts.store)
            if let fault { throw Self.invalid(conflict, code: fault.code, fault.text.en) }
            return key.id
        case .none:
            throw Self.invalid(
                conflict, code: "record_unknown",
                "there is no \(type.title.en.lowercased()) whose id begins with \(text).")
        case .several(let count):
            throw Self.invalid(
                conflict, code: "record_ambiguous", "\(count) records have an id that begins with \(text).")
        }
    }

    private static func invalid(_ conflict: OpenConflict, code: String, _ text: String) -> Refusal {
        Refusal(
            .badRequest, "value_invalid", "\(conflict.fieldName): \(text)",
            rows: [AdminProblem.RowFault(row: 0, field: conflict.fieldName, code: code, text: text)])
    }
}
