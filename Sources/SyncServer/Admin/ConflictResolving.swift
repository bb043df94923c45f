internal import AdminProtocol
internal import CommunityModel
internal import CommunityRecords
internal import Records
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
