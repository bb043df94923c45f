internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol

extension ReportRequest {
    /// Areas named to a person who asked for an unknown one.
    private static let areasNamedMax = 20

    /// Refuses an area of which no record tells: zeros would look like figures.
    ///
    /// - Parameter sources: What the report is computed from.
    /// - Throws: ``ReportFault`` `area_unknown`; `StoreError`.
    func checkArea(_ sources: ReportSources) throws {
        if area.isEmpty { return }
        if try !sources.replica.listing(of: RecordTypes.area, areaPrefix: area).isEmpty { return }
        let known = try sources.facts.areas.areas(level: nil, prefix: "").map { "\($0.code) \($0.name)" }
        let rest = known.count - Self.areasNamedMax
        throw ReportFault(
            code: "area_unknown", given: area,
            known: known.prefix(Self.areasNamedMax) + (rest > 0 ? ["… (\(rest))"] : []))
    }

    /// Refuses a round that neither a visit nor the settings name.
    ///
    /// - Parameters:
    ///   - records: The visits of the report.
    ///   - settings: The campaign's settings.
    ///   - sources: What the report is computed from.
    /// - Throws: ``ReportFault`` `round_unknown`; `StoreError`.
    func checkRound(_ records: SurveyRecords, _ settings: CampaignSettings, _ sources: ReportSources) throws {
        guard let round, round != settings.round, records.households.rounds.find(round) == nil else { return }
        // A round that was visited elsewhere is one here too, without visits.
        let all = area.isEmpty ? records : try SurveyRecords(sources.replica, areaPrefix: "", rates: [])
        guard all.households.rounds.find(round) == nil else { return }
        let known = Set(all.households.rounds.words + [settings.round]).sorted(by: SurveyRounds.isEarlier)
        throw ReportFault(code: "round_unknown", given: round, known: known)
    }
}
