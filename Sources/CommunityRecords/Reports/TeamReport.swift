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

/// Rows of the teams' work.
struct TeamTable {
    let work: TeamWork
    let register: TeamMembers
    let areas: AreaTree
    let explains: Bool

    static func columns(by: String) -> [Report.Column] {
        let first: [Report.Column] =
            by == "building"
            ? [Report.Column("area", zh: "区域", en: "area"), Report.Column("building", zh: "楼栋", en: "building")]
            : [
                Report.Column("member", zh: "队员", en: "member"),
                Report.Column("team", zh: "队伍", en: "team", priority: 2),
            ]
        return first + [
            Report.Column("visits", zh: "上门次数", en: "visits", kind: .number),
            Report.Column("households", zh: "上门户数", en: "households", kind: .number, priority: 2),
            Report.Column("attemptsPerHousehold", zh: "户均次数", en: "attempts per household", kind: .mean, priority: 4),
            Report.Column("done", zh: "完成户数", en: "households done", kind: .number),
            Report.Column("completed", zh: "完成", en: "completed", kind: .number, priority: 3),
            Report.Column("partial", zh: "部分完成", en: "partial", kind: .number, priority: 3),
            Report.Column("refused", zh: "拒访", en: "refused", kind: .number, priority: 2),
            Report.Column("notReached", zh: "未遇", en: "not reached", kind: .number, priority: 3),
            Report.Column("days", zh: "出工天数", en: "days worked", kind: .number),
            Report.Column("minutes", zh: "平均分钟", en: "average minutes", kind: .mean, priority: 2),
            Report.Column("members", zh: "队员数", en: "members", kind: .number, priority: 4),
            Report.Column("trained", zh: "已培训", en: "trained", kind: .percent, priority: 2),
            Report.Column("subsidyDays", zh: "补贴天数", en: "subsidy: days", kind: .number, priority: 3),
            Report.Column("subsidyHouseholds", zh: "补贴户数", en: "subsidy: households", kind: .number, priority: 3),
        ]
    }

    func memberRows() -> [Report.Row] {
        var byMember: [String: [Int]] = [:]
        for visit in work.visits {
            for member in work.members[visit] ?? [] { byMember[member, default: []].append(visit) }
        }
        let rows = byMember.sorted { $0.key < $1.key }.map { member, visits in
            // Days of the others who were along are theirs.
            let figures = visits.reduce(into: TeamFigures()) { $0.add(work.records.visits.all[$1], by: [member]) }
            return Report.Row(
                [.word(member), .word(register.team(of: member))] + cells(figures, members: [member]),
                sources: explains ? sources(visits) : [])
        }
        return rows + total(rows.count, members: Array(byMember.keys))
    }

    /// - Throws: `StoreError`.
    func buildingRows() throws -> [Report.Row] {
        let groups = try SurveyGroups(work.records.households, areas: areas, byBuilding: true)
        var byGroup: [Int: [Int]] = [:]
        for visit in work.visits {
            let household = work.records.households.all[Int(work.records.visits.all[visit].household)]
            byGroup[groups.number(of: household), default: []].append(visit)
        }
        let rows = byGroup.sorted { $0.key < $1.key }.map { group, visits in
            let place = groups.groups[group]
            return Report.Row(
                [.word(place.area), .word(place.building)]
                    + cells(work.figures(of: visits), members: allMembers(of: visits)),
                sources: explains ? sources(visits) : [])
        }
        return rows + total(rows.count, members: allMembers(of: work.visits))
    }

    private func allMembers(of visits: [Int]) -> [String] { Array(Set(visits.flatMap { work.members[$0] ?? [] })) }

    private func total(_ rowCount: Int, members: [String]) -> [Report.Row] {
        guard rowCount > 1 else { return [] }
        return [
            Report.Row(
                [.text(Localized(zh: "合计", en: "total")), .none]
                    + cells(work.figures(of: work.visits), members: members), isTotal: true)
        ]
    }

    private func cells(_ figures: TeamFigures, members logins: [String]) -> [Report.Cell] {
        let outcomes: [VisitOutcome.OutcomeClass] = [.completed, .partial, .refused, .notReached]
        return [
            .number(figures.visits), .number(figures.households), .average(figures.visits, of: figures.households),
            .number(figures.done),
        ] + outcomes.map { .number(figures.outcomes[$0] ?? 0) } + [
            .number(figures.days), .average(figures.minutes, of: figures.timed),
            .number(logins.count), .rate(logins.count(where: register.isTrained), of: logins.count),
            .number(figures.days), .number(figures.done),
        ]
    }

    private func sources(_ visits: [Int]) -> [Report.Source] {
        visits.map { position in
            let attempt = work.records.visits.all[position].attempt
            let day = LocalDay.of(attempt.startedAt)?.description ?? ""
            return Report.Source(
                "visits", record: attempt.id.description, Localized("\(day) \(attempt.outcome?.rawValue ?? "")"))
        }
    }
}
