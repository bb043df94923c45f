internal import CommunityModel
internal import SyncProtocol
internal import Values

/// The rates of the household survey by community, with everything they rest on (domain.md 6.8, RPT-RATES).
enum AwarenessReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["area", "rate", "building", "version", "flag"])
        let settings = try CampaignSettings.read(from: sources.replica)
        let round = request.round ?? settings.round
        let rates = by == "flag" ? SurveyRate.flags : SurveyRate.all(under: settings)
        let records = try SurveyRecords(sources.replica, areaPrefix: request.area, rates: rates)
        try request.checkRound(records, settings, sources)
        let groups = try SurveyGroups(records.households, areas: sources.facts.areas, byBuilding: by == "building")
        let counts = SurveyCounts(
            records, round: round, within: SurveyRecords.span(from: request.from, to: request.to), groups: groups)
        let last = SurveyRounds.previous(to: round, among: records.households.rounds.words).map { name in
            SurveyCounts(records, round: name, within: SurveyRecords.span(from: nil, to: request.to), groups: groups)
        }
        let explanation = request.explains ? AwarenessSources(records, counts: counts, groups: groups, request) : nil
        let extent = CommunityExtent(prefix: request.area, areas: sources.facts.areas)
        let disclosures = (
            now: try counts.disclosure(groups, extent: extent), last: try last?.disclosure(groups, extent: extent)
        )
        let table = AwarenessTable(
            rates: records.rates, counts: counts, last: last, disclosures: disclosures, settings: settings,
            explanation: explanation,
            buildings: try BuildingRates(records, counts: counts, areas: sources.facts.areas))
        let rows: [Report.Row] =
            switch by {
            case "rate": table.totals(isTotal: false)
            case "version": table.versions(records.visits.versions)
            default: try table.groups(groups, byBuilding: by == "building", areas: sources.facts.areas)
            }
        return Report(
            name: "awareness", title: Localized(zh: "知晓率、支持率、满意率等", en: "Survey rates"),
            settings: request.surveySettings(by: by, round: round)
                + (last.map { [Report.Setting("previousRound", $0.round)] } ?? []),
            columns: AwarenessTable.columns(by: by), rows: rows,
            remarks: AwarenessRemarks.all(by: by, counts: counts, settings: settings, rows: rows))
    }
}
