internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The register of team members: who belongs to which team, and who was trained.
struct TeamMembers {
    private var teams: [String: Set<String>] = [:]
    private var trained: Set<String> = []

    /// - Parameters:
    ///   - facts: The records.
    ///   - today: Training after this day does not count yet.
    /// - Throws: `StoreError`.
    init(_ facts: CommunityFacts, today: CalendarDate) throws {
        guard let type = facts.schema.type(RecordTypes.teamMember) else { return }
        for record in try facts.replica.records(of: RecordTypes.teamMember) {
            guard let login = record.view.text("login", of: type) else { continue }
            if let team = record.view.text("team", of: type) { teams[login, default: []].insert(team) }
            if let day = record.view.date("trained_on", of: type), day <= today { trained.insert(login) }
        }
    }

    /// The teams of a member, as reports write them.
    func team(of login: String) -> String { (teams[login] ?? []).sorted().joined(separator: "、") }

    func isTrained(_ login: String) -> Bool { trained.contains(login) }
}
