internal import CommunityModel
internal import SyncProtocol
internal import Values

/// The work of the teams, by member or building (domain.md 6.8, RPT-TEAM).
///
/// A visit is the work of every enumerator that it names; where it names none, of whoever recorded it.
enum TeamReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["member", "building"])
        let today = request.to ?? sources.today
        let records = try SurveyRecords(sources.replica, areaPrefix: request.area, rates: [])
        try request.checkRound(records, try CampaignSettings.read(from: sources.replica), sources)
        let members = try TeamMembers(sources.facts, today: today)
        let work = try TeamWork(records, request, replica: sources.replica)
        let table = TeamTable(
            work: work, register: members, areas: sources.facts.areas, explains: request.explains)
        return Report(
            name: "team", title: Localized(zh: "队伍工作量", en: "Team workload"),
            settings: request.surveySettings(by: by, round: request.round),
            columns: TeamTable.columns(by: by), rows: try by == "building" ? table.buildingRows() : table.memberRows(),
            remarks: [
                Localized(
                    zh: "一次访问计入其每位队员；未写队员的计入记录人。合计中每次访问只计一次。作废的访问不计。",
                    en:
                        "A visit counts for every enumerator it names, else for whoever recorded it; the total counts each "
                        + "visit once. Void visits do not count."),
                Localized(
                    zh: "补贴依据：出工天数或完成户数（完成、部分完成），由区里选定。平均时长只计有结束时间的访问。",
                    en:
                        "Subsidy base: days worked, or households done (completed or partial), as the district decides. "
                        + "Minutes are of visits that state their end."),
            ])
    }
}
