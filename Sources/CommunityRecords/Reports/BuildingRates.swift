internal import CommunityModel
internal import SyncProtocol

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
