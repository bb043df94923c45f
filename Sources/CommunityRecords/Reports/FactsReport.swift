internal import Standards
internal import SyncProtocol
internal import Values

/// One measured fact under several standards (domain.md 6.5): measured once, judged under each, definitions kept apart.
///
/// For every area the latest recorded value of each fact is taken, whichever inspection measured it, and held against
/// every published standard that asks for it.
enum FactsReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["shared", "all"])
        let headings = try request.standard.map { [try sources.standards.find($0)] } ?? sources.standards.newest
        let standards = try headings.map { try sources.standards.standard($0) }
        let users = Self.users(of: standards)
        let inspections = try sources.facts.allInspections(areaPrefix: request.area).filter { inspection in
            request.from.map { inspection.date >= $0 } ?? true && request.to.map { inspection.date <= $0 } ?? true
        }
        var rows: [Report.Row] = []
        for (area, list) in Dictionary(grouping: inspections, by: \.area).sorted(by: { $0.key < $1.key }) {
            let known = KnownFacts(list)
            let judged = try known.judged(under: standards, facts: sources.facts)
            for name in known.names where by == "all" || Set((users[name] ?? []).map(\.standard)).count > 1 {
                for use in users[name] ?? [] {
                    guard let judgement = judged[use.standard]?[use.indicator] else { continue }
                    rows.append(known.row(name, area: area, use: use, judgement: judgement, explains: request.explains))
                }
            }
        }
        return Report(
            name: "facts", title: Localized(zh: "一次测量，多个标准", en: "One measured fact under several standards"),
            settings: [Report.Setting("by", by)] + (request.area.isEmpty ? [] : [Report.Setting("area", request.area)]),
            columns: columns, rows: rows)
    }

    /// An indicator that a fact goes into.
    struct Use {
        let standard: String
        let indicator: String
        let unit: String?
    }

    private static let columns = [
        Report.Column("area", zh: "区域", en: "area"),
        Report.Column("fact", zh: "事实", en: "fact"),
        Report.Column("value", zh: "数值", en: "value"),
        Report.Column("unit", zh: "单位", en: "unit", priority: 3),
        Report.Column("date", zh: "测量日期", en: "measured", priority: 2),
        Report.Column("standard", zh: "标准", en: "standard", priority: 2),
        Report.Column("indicator", zh: "指标", en: "indicator"),
        Report.Column("threshold", zh: "要求", en: "required", priority: 3),
        Report.Column("result", zh: "结果", en: "result"),
    ]

    private static func users(of standards: [Standard]) -> [String: [Use]] {
        var users: [String: [Use]] = [:]
        for standard in standards {
            for indicator in standard.indicators {
                for question in standard.questions(for: indicator) {
                    users[question.name, default: []].append(
                        Use(standard: standard.id, indicator: indicator.code, unit: question.unit))
                }
            }
        }
        return users
    }
}

/// The latest value of each fact of one area.
private struct KnownFacts {
    let names: [String]
    private let latest: [String: (inspection: Inspection, value: Value)]
    private let newest: Inspection

    /// - Parameter inspections: Those of one area, oldest first; at least one.
    init(_ inspections: [Inspection]) {
        var latest: [String: (inspection: Inspection, value: Value)] = [:]
        for inspection in inspections {
            for (name, value) in inspection.values { latest[name] = (inspection, value) }
        }
        self.latest = latest
        names = latest.keys.sorted()
        newest = inspections[inspections.count - 1]
    }

    func judged(under standards: [Standard], facts: CommunityFacts) throws -> [String: [String: Judgement]] {
        let disputed = latest.filter { name, fact in fact.inspection.disputed.contains(name) }
        let all = newest.recording(latest.mapValues(\.value), disputed: Set(disputed.keys))
        return Dictionary(
            try standards.map { standard in
                let judged = try JudgedInspection(all, standard: standard, facts: facts)
                let byCode = Dictionary(
                    judged.judgements.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
                return (standard.id, byCode)
            }, uniquingKeysWith: { first, _ in first })
    }

    func row(
        _ name: String, area: String, use: FactsReport.Use, judgement: Judgement, explains: Bool
    ) -> Report.Row {
        guard let (inspection, value) = latest[name] else { return Report.Row([]) }
        let text = JSONValue(value)
        let shown = if case .string(let text) = text { text } else { text.text }
        let isDisputed = inspection.disputed.contains(name)
        let record = inspection.id.description
        let sources = [
            Report.Source(
                "value", record: record, Localized("\(name) = \(shown), \(inspection.standard) \(inspection.date)")),
            Report.Source("result", record: record, judgement.reason),
        ]
        return Report.Row(
            [
                .word(area), .word(name),
                isDisputed ? .text(Localized(zh: "\(shown)（有分歧）", en: "\(shown) (disputed)")) : .word(shown),
                use.unit.map(Report.Cell.word) ?? .none,
                .word(inspection.date.description), .word(use.standard), .word(use.indicator),
                judgement.threshold.isEmpty ? .none : .word(judgement.threshold), .word(judgement.outcome.rawValue),
            ], sources: explains ? sources : [])
    }
}
