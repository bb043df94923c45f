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
