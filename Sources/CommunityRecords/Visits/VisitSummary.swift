internal import CommunityModel
public import ReplicaStore
public import SyncProtocol
public import Values

/// What a person has to know of a visit to choose it as the response of its household, and nothing of its answers.
public struct VisitSummary: Sendable {
    public let id: RecordID
    public let household: RecordID?
    /// Code of the outcome; `nil` where none is stated.
    public let outcome: String?
    /// When the visit began, or else when it was recorded.
    public let startedAt: Instant
    /// Logins of those who made it, or else of who recorded it.
    public let enumerators: [String]
    public let answerCount: Int
    public let round: String
    /// The form that was filled; empty for none.
    public let form: String
    public let isVoid: Bool
    public let isDeleted: Bool

    /// Reads a visit; `nil` when the store holds no such visit.
    ///
    /// - Parameters:
    ///   - id: The visit.
    ///   - replica: The store.
    /// - Throws: `StoreError`.
    public init?(_ id: RecordID, in replica: ReplicaStore) throws {
        let key = RecordKey(id: id, type: RecordTypes.visit)
        guard let type = try replica.schema().type(key.type), let record = try replica.record(key) else { return nil }
        let view = record.view
        let origin = try replica.origin(of: key)
        self.id = id
        household = if case .reference(let parent)? = view.value("household", of: type) { parent } else { nil }
        outcome = view.text("outcome", of: type)
        startedAt =
            if case .instant(let start)? = view.value("started_at", of: type) {
                Instant(milliseconds: start)
            } else { Instant(milliseconds: origin?.writtenAt ?? id.milliseconds ?? 0) }
        let named = view.elements("enumerators", of: type).compactMap {
            if case .text(let login) = $0 { login } else { nil }
        }
        enumerators = named.isEmpty ? [origin?.author].compactMap { $0 } : named
        answerCount = view.cells("answers", of: type).count { $0.outcome.shown.map { $0 != .null } ?? false }
        round = view.text("round", of: type) ?? RoundVisits.firstRound
        form = view.text("form", of: type) ?? ""
        isVoid = view.text("void_reason", of: type)?.isEmpty == false
        isDeleted = view.deletion == .deleted
    }
}
