internal import CommunityModel
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

/// What a reader of survey rates must know.
enum AwarenessRemarks {
    static func all(
        by: String, counts: SurveyCounts, settings: CampaignSettings, rows: [Report.Row]
    ) -> [Localized] {
        var remarks = [
            Localized(
                zh: "比率 = 分子 ÷ 分母；“不清楚”不计入、另列；未显示或未答的不计入；分母为零即无数据。",
                en: "Share = numerator ÷ denominator; \"do not know\" is left out and shown; what was not asked or not "
                    + "answered is left out; a zero denominator is no data."),
            Localized(
                zh: "每户每轮一份答卷：街道选定的那份，未选定时取最早完成的，其余为重复。另列：没听说过的户（支持率）、未完成的访问（锻炼）、不再打扰的户（覆盖率）。",
                en:
                    "One response a household and round: the one that was chosen, else the earliest completed; others are "
                    + "duplicates. Apart: households that never heard (support), visits not completed (exercise), "
                    + "households not to be contacted (coverage)."),
        ]
        remarks.append(by == "flag" ? flags : settings.awarenessCountsHeard ? heard : notHeard)
        let joined = Set(counts.all.counter.tallies.keys).count
        if joined > 1 {
            remarks.append(
                Localized(
                    zh: "问卷有 \(joined) 个版本：问题的选项都为该比率所知的版本合并计算，其余各自计算（--by version）。",
                    en:
                        "There are \(joined) versions of the form: those whose answers are all codes that the rate states "
                        + "are joined, others are counted by themselves (--by version)."))
        }
        for (version, rates) in counts.apart {
            let list = rates.joined(separator: ", ")
            remarks.append(
                Localized(zh: "未合并 \(version)：\(list)。", en: "Not joined, \(version): \(list)."))
        }
        if rows.contains(where: { $0.cells.contains(.suppressed) }) {
            let least = SurveyPrivacy.respondentsMin
            remarks.append(
                Localized(
                    zh: "敏感问题：所涉的每个有答卷的社区都有至少 \(least) 份有效答卷才显示；不细分到社区以下，也不按问卷版本细分。",
                    en:
                        "Sensitive questions: a figure is shown where every community in it with answers has at least "
                        + "\(least) valid ones, and is not broken down below the community or by version of the form."))
        }
        return remarks
    }

    private static let flags = Localized(
        zh: "这些不是比率，而是提示：多少答卷说本小区没有物业、没有分类设施。",
        en: "These are flags and no rates: how many responses say that the place has no property management, or no "
            + "facilities for sorting.")
    private static let heard = Localized(
        zh: "“听说过”计入知晓率（设置 awareness_counts_heard）。",
        en: "\"Have heard of it\" counts as aware (setting awareness_counts_heard).")
    private static let notHeard = Localized(
        zh: "“听说过”不计入知晓率（设置 awareness_counts_heard）。",
        en: "\"Have heard of it\" does not count as aware (setting awareness_counts_heard).")
}
