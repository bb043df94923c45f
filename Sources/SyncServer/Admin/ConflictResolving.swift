internal import AdminProtocol
internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

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
        let record = try conflicts.record(conflict)
        try conflicts.store.resolve(
            conflict.id, version: version, value: value, reason: reason, as: user.author, handsIn: false)
        return record
    }

    private func value(of resolution: ConflictResolution, for conflict: OpenConflict) throws(Refusal) -> Value {
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

    private func read(_ text: String, for conflict: OpenConflict) throws(Refusal) -> Value {
        let declared = conflicts.schema.type(conflict.key.type)?.field(conflict.field.field)
        // What the server's schema does not know can only be taken as text.
        guard let field = declared else { return .text(text) }
        do {
            if field.policy == .union {
                // The cell of a set says whether the element is in it.
                return try Field(number: field.number, name: field.name, title: field.title, type: .boolean).read(text)
            }
            return try field.read(text)
        } catch {
            throw Refusal(
                .badRequest, "value_invalid", "\(conflict.fieldName): \(error.text)",
                rows: [AdminProblem.RowFault(row: 0, field: conflict.fieldName, code: error.code, text: error.text)])
        }
    }
}
