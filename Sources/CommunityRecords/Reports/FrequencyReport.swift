internal import Standards
internal import SyncProtocol
internal import Values

/// Required against held, window by window (domain.md 6.8, RPT-ACTIVITY): for every indicator that demands something so
/// often, and whose holding the records count. A window is missed when it is over and too little was held in it.
enum FrequencyReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["indicator", "window"])
        let today = request.to ?? sources.today
        let first = request.from ?? CalendarDate(year: today.year, month: 1, day: 1) ?? today
        let headings = try request.standard.map { [try sources.standards.find($0)] } ?? sources.standards.newest
        let demands = try headings.flatMap { Demand.all(of: try sources.standards.standard($0)) }
        var rows: [Report.Row] = []
        for area in try sources.facts.activeAreas(prefix: request.area) {
            for demand in demands {
                let tally = try WindowTally(demand, area: area, days: first...max(first, today), from: sources)
                guard !tally.held.isEmpty else { continue }
                rows +=
                    by == "window"
                    ? tally.windowRows(explains: request.explains) : [tally.row(explains: request.explains)]
            }
        }
        return Report(
            name: "frequency", title: Localized(zh: "活动频次", en: "Frequency"),
            settings: [Report.Setting("by", by), Report.Setting("from", first.description)]
                + [Report.Setting("to", today.description)]
                + (request.area.isEmpty ? [] : [Report.Setting("area", request.area)]),
            columns: by == "window" ? WindowTally.windowColumns : WindowTally.columns, rows: rows,
            remarks: [
                Localized(
                    zh: "正在进行的周期不算错过。", en: "A window that is still running is not counted as missed."),
                Localized(
                    zh: "从未记录过这类活动的区域不列出：那是无数据，不是零。",
                    en: "Areas that never recorded anything of the kind are left out: that is no data, not zero."),
            ])
    }
}

/// A threshold that demands something in every window.
struct Demand {
    let standard: Standard
    let indicator: Indicator
    let metric: String
    let relation: Relation
    let limit: ExactDecimal
    let unit: String?
    let window: Window
    let query: Query

    static func all(of standard: Standard) -> [Demand] {
        standard.indicators.flatMap { indicator in
            let comparisons =
                (indicator.threshold?.comparisons ?? []) + indicator.checks.flatMap { $0.threshold?.comparisons ?? [] }
            return comparisons.compactMap { comparison -> Demand? in
                guard case .window(let window)? = comparison.per, case .number(let limit) = comparison.limit,
                    let metric = comparison.metric, case .query(let query)? = indicator.formulas[metric]
                else { return nil }
                return Demand(
                    standard: standard, indicator: indicator, metric: metric, relation: comparison.relation,
                    limit: limit, unit: comparison.unit, window: window, query: query)
            }
        }
    }

    func isMet(by count: Int) -> Bool { relation.holds(ExactFraction(Int64(count)), ExactFraction(limit)) }
}

/// What was held of a demand in each window.
struct WindowTally {
    struct Held {
        let days: ClosedRange<CalendarDate>
        let isMet: Bool
        let isOver: Bool
        let records: [RecordID]
        /// Records that count or not, as people decide about what they disagree on.
        let open: [RecordID]
        /// Whether the result hangs on those.
        let isDisputed: Bool

        var isMissed: Bool { isOver && !isMet && !isDisputed }

        var result: Localized {
            if isDisputed { return Localized(zh: "有分歧", en: "disputed") }
            if isMet { return Localized(zh: "达到", en: "met") }
            return isOver ? Localized(zh: "错过", en: "missed") : Localized(zh: "进行中", en: "running")
        }
    }

    let held: [Held]
    private let demand: Demand
    private let area: String

    init(_ demand: Demand, area: String, days: ClosedRange<CalendarDate>, from sources: ReportSources) throws {
        self.demand = demand
        self.area = area
        let queries = RecordQueries(
            area: area, date: days.upperBound, standard: demand.standard, facts: sources.facts, inspection: nil)
        held = try demand.window.windows(from: days.lowerBound, to: days.upperBound).compactMap { window in
            guard let found = try queries.found(demand.query, days: window) else { return nil }
            let isMet = demand.isMet(by: found.records.count)
            let mayBeMet = demand.isMet(by: found.records.count + found.open.count)
            return Held(
                days: window, isMet: isMet && mayBeMet, isOver: window.upperBound <= days.upperBound,
                records: found.records, open: found.open, isDisputed: isMet != mayBeMet)
        }
    }

    static let columns = [
        Report.Column("area", zh: "区域", en: "area"), Report.Column("indicator", zh: "指标", en: "indicator"),
        Report.Column("title", zh: "名称", en: "title", priority: 3),
        Report.Column("required", zh: "要求", en: "required", priority: 2),
        Report.Column("windows", zh: "周期", en: "windows", kind: .number),
        Report.Column("held", zh: "次数", en: "held", kind: .number),
        Report.Column("met", zh: "达到", en: "met", kind: .number),
        Report.Column("missed", zh: "错过", en: "missed", kind: .number),
    ]

    static let windowColumns = [
        Report.Column("area", zh: "区域", en: "area"), Report.Column("indicator", zh: "指标", en: "indicator"),
        Report.Column("from", zh: "起", en: "from"), Report.Column("to", zh: "止", en: "to"),
        Report.Column("required", zh: "要求", en: "required", priority: 2),
        Report.Column("held", zh: "次数", en: "held", kind: .number), Report.Column("result", zh: "结果", en: "result"),
    ]

    func row(explains: Bool) -> Report.Row {
        let count = held.reduce(0) { $0 + $1.records.count }
        return Report.Row(
            [
                .word(area), .word(demand.indicator.code),
                .text(demand.indicator.title), .word(required),
                .number(held.count), .number(count), .number(held.count(where: \.isMet)),
                .number(held.count(where: \.isMissed)),
            ], sources: explains ? held.flatMap { sources($0, column: "held") } : [])
    }

    func windowRows(explains: Bool) -> [Report.Row] {
        held.map { one in
            return Report.Row(
                [
                    .word(area), .word(demand.indicator.code), .word(one.days.lowerBound.description),
                    .word(one.days.upperBound.description), .word(required), .number(one.records.count),
                    .text(one.result),
                ], sources: explains ? sources(one, column: "held") : [])
        }
    }

    private func sources(_ one: Held, column: String) -> [Report.Source] {
        let days = "\(one.days.lowerBound) – \(one.days.upperBound)"
        let words = Localized(zh: "\(days) \(one.result.zh)", en: "\(days) \(one.result.en)")
        let open = Localized(zh: "\(days)（有分歧）", en: "\(days) (disputed)")
        return one.records.map { Report.Source(column, record: $0.description, words) }
            + one.open.map { Report.Source(column, record: $0.description, open) }
    }

    private var required: String {
        "\(demand.relation.rawValue) \(demand.limit) \(demand.unit ?? "") / \(demand.window.notation)"
    }
}

extension Window {
    /// The windows that touch a stretch of days, the first to the last.
    fileprivate func windows(from first: CalendarDate, to last: CalendarDate) -> [ClosedRange<CalendarDate>] {
        var windows: [ClosedRange<CalendarDate>] = []
        var next = range(holding: first)
        while let window = next, window.lowerBound <= last {
            windows.append(window)
            next = self.next(window)
        }
        return windows
    }
}
