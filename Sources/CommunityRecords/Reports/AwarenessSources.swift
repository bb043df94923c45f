internal import CommunityModel
internal import SyncProtocol
internal import Values

/// The records behind survey rates: for every figure the visits that it counts.
///
/// What a household answered to a sensitive question is nobody's to read here: of such a rate the responses are named,
/// and nothing of what they say.
final class AwarenessSources {
    private let records: SurveyRecords
    private let counts: SurveyCounts
    /// The visits and households of each group.
    private var responses: [[Int]]
    private var households: [[(position: Int, visits: RoundVisits)]]

    init(_ records: SurveyRecords, counts: SurveyCounts, groups: SurveyGroups, _ request: ReportRequest) {
        self.records = records
        self.counts = counts
        responses = groups.groups.map { _ in [] }
        households = groups.groups.map { _ in [] }
        let round = records.households.rounds.find(counts.round) ?? -1
        let span = SurveyRecords.span(from: request.from, to: request.to)
        for (position, household) in records.households.all.enumerated() {
            let (visits, response) = records.outcome(of: position, round: round, within: span)
            let group = groups.number(of: household)
            households[group].append((position, visits))
            if let response { responses[group].append(response) }
        }
    }

    /// The records behind one row.
    ///
    /// - Parameters:
    ///   - rate: Its rate.
    ///   - group: Its group; all when `nil`.
    /// - Returns: One for each response that the rate looked at.
    func sources(rate: Int, group: Int?) -> [Report.Source] {
        let definition = records.rates[rate]
        if definition.kind == .coverage {
            return (group.map { households[$0] } ?? households.flatMap { $0 }).compactMap(coverage)
        }
        let joined = counts.joined[rate]
        return (group.map { responses[$0] } ?? responses.flatMap { $0 }).compactMap { visit in
            guard joined.contains(records.visits.all[visit].version) else { return nil }
            let id = records.visits.all[visit].attempt.id.description
            if definition.sensitive == true {
                return Report.Source("sample", record: id, Localized(zh: "一份答卷", en: "one response"))
            }
            let added = records.contribution(of: visit, to: rate)
            return Report.Source(column(added), record: id, words(added))
        }
    }

    private func coverage(position: Int, visits: RoundVisits) -> Report.Source? {
        let household = records.households.all[position]
        switch CoverageCount.place(household, visits) {
        case .completed, .partial:
            return Report.Source(
                "numerator", record: visits.attempts[0].id.description,
                Localized(visits.attempts[0].outcome?.rawValue ?? ""))
        case .appointment, .refused, .notReached, .notVisited:
            return Report.Source(
                "denominator", record: household.id.description,
                Localized(CoverageCount.place(household, visits).rawValue))
        case .doNotContact:
            return Report.Source("apart", record: household.id.description, Localized("do_not_contact"))
        case .vacant, .outOfScope, .duplicate: return nil
        }
    }

    private func column(_ added: SurveyRate.Contribution) -> String {
        switch added.kind {
        case .counted: added.part > 0 ? "numerator" : "denominator"
        case .excluded: "excluded"
        case .unanswered, .unmapped: "unanswered"
        case .apart: "apart"
        }
    }

    private func words(_ added: SurveyRate.Contribution) -> Localized {
        switch added.kind {
        case .counted: Localized("\(added.part)/\(added.whole)")
        case .excluded: Localized(zh: "不清楚", en: "do not know")
        case .unanswered: Localized(zh: "未答", en: "unanswered")
        case .unmapped: Localized(zh: "选项不同", en: "other codes")
        case .apart: Localized(zh: "另列", en: "apart")
        }
    }
}

/// A rate that is demanded of every building: in how many buildings of an area everybody who knows says yes.
struct BuildingRates {
    private var byArea: [String: (green: Int, all: Int)] = [:]
    private var total = (green: 0, all: 0)

    /// - Throws: `StoreError`.
    init(_ records: SurveyRecords, counts: SurveyCounts, areas: AreaTree) throws {
        guard let rate = records.rates.firstIndex(where: { $0.everyBuilding == true }) else { return }
        let groups = try SurveyGroups(records.households, areas: areas, byBuilding: true)
        var buildings = groups.groups.map { _ in SurveyTally.Count() }
        for (position, response) in counts.responses.enumerated() where response >= 0 {
            let visit = Int(response)
            guard counts.joined[rate].contains(records.visits.all[visit].version) else { continue }
            let group = groups.number(of: records.households.all[position])
            buildings[group].add(records.contribution(of: visit, to: rate))
        }
        for (group, count) in zip(groups.groups, buildings) where count.whole > 0 {
            let isGreen = count.part == count.whole
            byArea[group.area, default: (0, 0)].all += 1
            total.all += 1
            if isGreen {
                byArea[group.area, default: (0, 0)].green += 1
                total.green += 1
            }
        }
    }

    /// Buildings in which all who know say yes, and buildings in which anybody knows.
    ///
    /// - Parameter area: A community; `nil` for all.
    /// - Returns: The two numbers.
    func figure(of area: String?) -> (green: Int, all: Int) { area.map { byArea[$0] ?? (0, 0) } ?? total }
}
