internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// The visits that count as work, and whose work each was.
struct TeamWork {
    /// Positions of the visits.
    let visits: [Int]
    /// For each position of a visit that counts, its members.
    let members: [Int: [String]]
    let records: SurveyRecords

    /// - Throws: `StoreError`.
    init(_ records: SurveyRecords, _ request: ReportRequest, replica: ReplicaStore) throws {
        self.records = records
        let span = SurveyRecords.span(from: request.from, to: request.to)
        let round = request.round.map { records.households.rounds.find($0) ?? -1 }
        var visits: [Int] = []
        var members: [Int: [String]] = [:]
        for (position, visit) in records.visits.all.enumerated() {
            guard !visit.attempt.isVoid, span.contains(visit.attempt.startedAt), round == nil || visit.round == round
            else { continue }
            visits.append(position)
            var names =
                visit.enumerators.map { records.visits.enumerators[$0].split(separator: "\n").map(String.init) } ?? []
            if names.isEmpty {
                let key = RecordKey(id: visit.attempt.id, type: RecordTypes.visit)
                names = try replica.origin(of: key).map { [$0.author] } ?? []
            }
            members[position] = names
        }
        self.visits = visits
        self.members = members
    }

    /// The result of some visits.
    func figures(of visits: [Int]) -> TeamFigures {
        var figures = TeamFigures()
        for position in visits { figures.add(records.visits.all[position], by: members[position] ?? []) }
        return figures
    }
}

/// The result of visits as work.
struct TeamFigures {
    private(set) var visits = 0, minutes = 0, timed = 0
    /// Visits by what came of them.
    private(set) var outcomes: [VisitOutcome.OutcomeClass: Int] = [:]
    private var calledOn: Set<Int32> = []
    private var doneAt: Set<Int32> = []
    private var daysOfMembers: [String: Set<Int64>] = [:]

    /// Distinct households called on, and those of them completed or partial.
    var households: Int { calledOn.count }
    var done: Int { doneAt.count }
    /// Days worked: each member's own, added up.
    var days: Int { daysOfMembers.values.reduce(0) { $0 + $1.count } }

    mutating func add(_ visit: SurveyVisits.Visit, by members: [String]) {
        visits += 1
        calledOn.insert(visit.household)
        if let group = visit.attempt.outcome?.group { outcomes[group, default: 0] += 1 }
        if visit.attempt.outcome?.isResponse == true { doneAt.insert(visit.household) }
        // A visit lasts 4 hours at most (survey.yaml, visit record): anything else is a slip of the clock.
        if let end = visit.endedAt, case let lasted = end.subtractingReportingOverflow(visit.attempt.startedAt),
            !lasted.overflow, (0...14_400_000).contains(lasted.partialValue)
        {
            minutes += Int((lasted.partialValue + 30_000) / 60_000)
            timed += 1
        }
        let day = LocalDay.number(of: visit.attempt.startedAt)
        for member in members { daysOfMembers[member, default: []].insert(day) }
    }
}

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
