internal import CommunityModel
internal import SyncProtocol
internal import Values

/// Households in scope, and what came of calling on them (domain.md 6.8, RPT-COVER).
enum CoverageReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["area", "building", "programme"])
        let settings = try CampaignSettings.read(from: sources.replica)
        let round = request.round ?? settings.round
        let records = try SurveyRecords(sources.replica, areaPrefix: request.area, rates: [])
        try request.checkRound(records, settings, sources)
        let table = try CoverageTable(
            records, areas: sources.facts.areas, round: round,
            span: SurveyRecords.span(from: request.from, to: request.to), explains: request.explains)
        return Report(
            name: "coverage", title: Localized(zh: "入户覆盖率", en: "Visit coverage"),
            settings: request.surveySettings(by: by, round: round),
            columns: table.columns(by: by),
            rows: try by == "programme" ? table.programmes() : table.groups(byBuilding: by == "building"),
            remarks: [
                Localized(
                    zh: "覆盖率 =（完成 + 部分完成）÷ 应访户。空置、不在范围、重复登记的户不计；不再打扰的户另列，但本轮自愿受访的计入。",
                    en:
                        "Coverage = (completed + partial) ÷ households in scope: not vacant, out of scope or duplicate. "
                        + "Households not to be contacted are shown apart, unless they took part in the round."),
                Localized(
                    zh: "一户多次上门按最好的结果计：完成、部分完成、预约、拒访、未遇、空置。作废的访问不计。",
                    en: "Of several attempts the best outcome counts: completed, partial, appointment, refused, "
                        + "not reached, vacant. Void visits do not count."),
            ])
    }
}

/// Rows of coverage.
private struct CoverageTable {
    private let records: SurveyRecords
    private let areas: AreaTree
    private let round: Int32
    private let span: ClosedRange<Int64>
    private let explains: Bool

    init(_ records: SurveyRecords, areas: AreaTree, round: String, span: ClosedRange<Int64>, explains: Bool) throws {
        self.records = records
        self.areas = areas
        self.round = records.households.rounds.find(round) ?? -1
        self.span = span
        self.explains = explains
    }

    func columns(by: String) -> [Report.Column] {
        let first: [Report.Column] =
            switch by {
            case "programme":
                [
                    Report.Column("programme", zh: "入户类别代码", en: "code", priority: 3),
                    Report.Column("title", zh: "入户类别", en: "programme"),
                ]
            case "building":
                [Report.Column("area", zh: "区域", en: "area"), Report.Column("building", zh: "楼栋", en: "building")]
            default:
                [
                    Report.Column("area", zh: "区域", en: "area"),
                    Report.Column("areaName", zh: "名称", en: "name", priority: 3),
                ]
            }
        return first + Self.counts
    }

    private static let counts: [Report.Column] = [
        Report.Column("inScope", zh: "应访户", en: "in scope", kind: .number),
        Report.Column("visited", zh: "已上门户", en: "visited", kind: .number, priority: 2),
        Report.Column("completed", zh: "完成", en: "completed", kind: .number),
        Report.Column("partial", zh: "部分完成", en: "partial", kind: .number, priority: 2),
        Report.Column("coverage", zh: "覆盖率", en: "coverage", kind: .percent),
        Report.Column("appointment", zh: "预约", en: "appointment", kind: .number, priority: 2),
        Report.Column("refused", zh: "拒访", en: "refused", kind: .number, priority: 2),
        Report.Column("notReached", zh: "未遇", en: "not reached", kind: .number, priority: 2),
        Report.Column("notVisited", zh: "未上门", en: "not visited", kind: .number, priority: 2),
        Report.Column("doNotContact", zh: "不再打扰", en: "do not contact", kind: .number, priority: 3),
        Report.Column("vacant", zh: "空置", en: "vacant", kind: .number, priority: 3),
        Report.Column("outOfScope", zh: "不在范围", en: "out of scope", kind: .number, priority: 4),
        Report.Column("duplicate", zh: "重复登记", en: "duplicate", kind: .number, priority: 4),
        Report.Column("households", zh: "登记户", en: "registered", kind: .number, priority: 4),
        Report.Column("attempts", zh: "上门次数", en: "attempts", kind: .number, priority: 3),
        Report.Column("attemptsPerHousehold", zh: "户均次数", en: "attempts per household", kind: .mean, priority: 4),
    ]

    func groups(byBuilding: Bool) throws -> [Report.Row] {
        let groups = try SurveyGroups(records.households, areas: areas, byBuilding: byBuilding)
        var counts = groups.groups.map { _ in CoverageCount() }
        var sources: [[Report.Source]] = groups.groups.map { _ in [] }
        var total = CoverageCount()
        for (position, household) in records.households.all.enumerated() {
            let visits = records.outcome(of: position, round: round, within: span).visits
            let group = groups.number(of: household)
            counts[group].add(household, visits)
            total.add(household, visits)
            if explains { sources[group] += source(household, visits) }
        }
        let rows = try groups.groups.enumerated().map { index, group in
            let second = byBuilding ? group.building : try areas.name(of: group.area)
            return Report.Row([.word(group.area), .word(second)] + Self.cells(counts[index]), sources: sources[index])
        }
        return rows.count > 1 ? rows + [Self.total(total)] : rows
    }

    /// One row a programme: its own visits only, against all households in scope.
    func programmes() throws -> [Report.Row] {
        let field = records.schema.type(RecordTypes.visit)?.field(named: .programme)
        let programmes: [Int32?] = [nil] + records.visits.programmes.words.indices.map { Int32($0) }
        var rows: [(code: String, row: Report.Row)] = []
        for programme in programmes {
            var count = CoverageCount()
            var sources: [Report.Source] = []
            for (position, household) in records.households.all.enumerated() {
                let found = records.visits(of: position, round: round, within: span)
                    .filter { records.visits.all[$0].programme == programme }
                let visits = RoundVisits(found.map { records.visits.all[$0].attempt }, named: nil)
                count.add(household, visits)
                if explains, !visits.attempts.isEmpty { sources += source(household, visits) }
            }
            if count.attempts == 0 { continue }
            let code = programme.map { records.visits.programmes[$0] } ?? ""
            let title = field?.choices.first { $0.code == code }?.title
            let words = title.map { $0 } ?? Localized(zh: "（未填）", en: "(not stated)")
            rows.append((code, Report.Row([.word(code), .text(words)] + Self.cells(count), sources: sources)))
        }
        return rows.sorted { $0.code < $1.code }.map(\.row)
    }

    private static func total(_ count: CoverageCount) -> Report.Row {
        Report.Row(
            [.text(Localized(zh: "合计", en: "total")), .none] + cells(count), isTotal: true)
    }

    private static func cells(_ count: CoverageCount) -> [Report.Cell] {
        let done = count[.completed] + count[.partial]
        let others: [CoverageCount.CoverageClass] = [
            .appointment, .refused, .notReached, .notVisited, .doNotContact, .vacant, .outOfScope, .duplicate,
        ]
        return [
            .number(count.inScope), .number(count.visited), .number(count[.completed]), .number(count[.partial]),
            .rate(done, of: count.inScope),
        ] + others.map { .number(count[$0]) } + [
            .number(count.households), .number(count.attempts), .average(count.attempts, of: count.visited),
        ]
    }

    /// The household under the column it is counted in, and every attempt.
    private func source(_ household: SurveyHouseholds.Household, _ visits: RoundVisits) -> [Report.Source] {
        let place = CoverageCount.place(household, visits)
        let own = Report.Source(
            place.column, record: household.id.description,
            Localized(zh: "住户，上门 \(visits.attempts.count) 次", en: "household, \(visits.attempts.count) attempts"))
        return [own]
            + visits.attempts.map { attempt in
                let day = LocalDay.of(attempt.startedAt)?.description ?? ""
                return Report.Source(
                    "attempts", record: attempt.id.description,
                    Localized("\(day) \(attempt.outcome?.rawValue ?? "")"))
            }
    }
}

extension CoverageCount.CoverageClass {
    /// The column of the report that counts it.
    var column: String {
        switch self {
        case .notReached: "notReached"
        case .notVisited: "notVisited"
        case .outOfScope: "outOfScope"
        case .doNotContact: "doNotContact"
        case .completed, .partial, .appointment, .refused, .vacant, .duplicate: rawValue
        }
    }
}
