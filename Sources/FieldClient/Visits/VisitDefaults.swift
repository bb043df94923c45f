internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// What a visit states of itself where the person stated nothing.
extension FieldStore {
    /// The fields of a new visit from a draft: those that were filled in, and what follows from the draft.
    func fields(of draft: VisitDraft, endedAt: Instant) throws -> [JSONValue.Member] {
        // Clocks are set back, and no visit is refused for it: the device's own end is never before the start.
        let start = Self.moment("started_at", in: draft.fields) ?? draft.startedAt
        let end = JSONValue.Member("ended_at", .string(max(start, endedAt).description))
        return try completed(
            draft.fields, household: draft.household, round: draft.round, startedAt: draft.startedAt,
            programme: nil, further: [end])
    }

    private static func moment(_ name: String, in fields: [JSONValue.Member]) -> Instant? {
        if case .string(let text)? = fields.first(where: { $0.name == name })?.value { Instant(text) } else { nil }
    }

    /// The fields of a new visit.
    ///
    /// - Parameters:
    ///   - fields: Those that are stated; they stay as they are.
    ///   - household: The household, whose earlier visits number the attempt.
    ///   - round: The round of visits.
    ///   - startedAt: When the visit began.
    ///   - programme: What kind of visit it is, where that is known.
    ///   - further: More fields that hold where nothing is stated.
    /// - Returns: The fields, those that were added last.
    /// - Throws: ``StoreError``.
    func completed(
        _ fields: [JSONValue.Member], household: RecordID, round: String, startedAt: Instant, programme: String?,
        further: [JSONValue.Member] = []
    ) throws -> [JSONValue.Member] {
        // Who states the end alone does not mean that the visit began after it.
        let start = min(startedAt, Self.moment("ended_at", in: fields) ?? startedAt)
        var defaults = [
            JSONValue.Member("started_at", .string(start.description)),
            JSONValue.Member("round", .string(round)),
        ]
        if !fields.contains(where: { $0.name == "attempt_no" }) {
            let attempt = try min(99, attempts(at: household, round: round) + 1)
            defaults.append(JSONValue.Member("attempt_no", .integer(Int64(attempt))))
        }
        if !author.login.isEmpty {
            defaults.append(JSONValue.Member("enumerators", .array([.string(author.login)])))
        }
        if let programme { defaults.append(JSONValue.Member("programme", .string(programme))) }
        let declared = try type(RecordTypes.visit)
        return fields
            + (defaults + further).filter { member in
                declared.field(named: member.name) != nil && !fields.contains { $0.name == member.name }
            }
    }
}
