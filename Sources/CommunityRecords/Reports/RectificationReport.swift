internal import CommunityModel
internal import SyncProtocol
internal import Values

/// How rectification goes (domain.md 6.8, RPT-RECT): closing rate = closed ÷ (all except rejected); overdue = not
/// finished although the day is past. What was found to be a duplicate of another counts with that other (row 18 of
/// domain.md 6.7).
enum RectificationReport {
    static func make(_ request: ReportRequest, from sources: ReportSources) throws -> Report {
        let by = try request.rows(["source", "unit", "lead_unit", "area", "indicator", "one"])
        let wanted = try request.standard.map { try sources.standards.find($0).id }
        let today = request.to ?? sources.today
        let entries = try sources.facts.rectifications(areaPrefix: request.area).filter { entry in
            guard !entry.isDuplicate, wanted == nil || entry.standard == wanted else { return false }
            guard let made = LocalDay.of(entry.madeAt) else { return true }
            return request.from.map { made >= $0 } ?? true && request.to.map { made <= $0 } ?? true
        }
        let table = RectificationTally(schema: sources.facts.schema, today: today, explains: request.explains)
        return Report(
            name: "rectification", title: Localized(zh: "整改", en: "Rectification"),
            settings: [Report.Setting("by", by)] + (request.area.isEmpty ? [] : [Report.Setting("area", request.area)])
                + [Report.Setting("to", today.description)],
            columns: by == "one" ? RectificationTally.columnsOfOne : table.columns(by: by),
            rows: by == "one" ? entries.map(table.one) : table.rows(of: entries, by: by),
            remarks: [
                Localized(
                    zh: "整改率 = 已关闭 ÷（全部 − 不属问题）。", en: "Closing rate = closed ÷ (all − rejected).")
            ])
    }
}

/// Rectifications counted by something.
private struct RectificationTally {
    let schema: Schema
    let today: CalendarDate
    let explains: Bool

    private static let states: [RectificationState] = [
        .open, .planned, .inProgress, .submittedForCheck, .closed, .reopened, .deferred, .rejected,
    ]

    func columns(by: String) -> [Report.Column] {
        let first =
            switch by {
            case "unit": Report.Column("unit", zh: "责任单位", en: "responsible unit")
            case "lead_unit": Report.Column("leadUnit", zh: "牵头单位", en: "lead unit")
            case "area": Report.Column("area", zh: "区域", en: "area")
            case "indicator": Report.Column("indicator", zh: "指标", en: "indicator")
            default: Report.Column("source", zh: "来源", en: "source")
            }
        let counts = Self.states.map { state in
            Report.Column(
                state.rawValue, zh: state.title.zh, en: state.title.en, kind: .number,
                priority: state == .closed ? 1 : 3)
        }
        return [first, Report.Column("all", zh: "全部", en: "all", kind: .number)] + counts + [
            Report.Column("overdue", zh: "逾期", en: "overdue", kind: .number),
            Report.Column("unplanned", zh: "未定措施", en: "without plan", kind: .number, priority: 2),
            Report.Column("rate", zh: "整改率", en: "closing rate", kind: .percent),
            Report.Column("medianDays", zh: "中位天数", en: "median days", kind: .number, priority: 2),
        ]
    }

    func rows(of entries: [RectificationEntry], by: String) -> [Report.Row] {
        let groups = Dictionary(grouping: entries) { key(of: $0, by: by) }.sorted { $0.key < $1.key }
        let rows = groups.map { key, entries in row(title(key, by: by), entries) }
        guard rows.count > 1 else { return rows }
        return rows + [row(Localized(zh: "合计", en: "total"), entries, isTotal: true)]
    }

    private func row(_ title: Localized, _ entries: [RectificationEntry], isTotal: Bool = false) -> Report.Row {
        let figures = RectificationFigures(
            entries.map { RectificationCase($0.history, dueDate: $0.fields.dueDate, madeAt: $0.madeAt) },
            today: today)
        let unplanned = entries.count(where: Self.isUnplanned)
        let cells: [Report.Cell] =
            [.text(title), .number(figures.total)] + Self.states.map { .number(figures.counts[$0] ?? 0) } + [
                .number(figures.overdue), .number(unplanned), .rate(figures.closed, of: figures.counted),
                figures.medianDaysToClose.map { .word($0.description) } ?? .none,
            ]
        return Report.Row(cells, sources: explains && !isTotal ? entries.flatMap(sources) : [], isTotal: isTotal)
    }

    private static func isUnplanned(_ entry: RectificationEntry) -> Bool { [.open, .reopened].contains(entry.state) }

    /// A rectification stands behind its state, and behind every other column that counts it.
    private func sources(_ entry: RectificationEntry) -> [Report.Source] {
        let source = source(entry)
        let further = [entry.isOverdue(on: today) ? "overdue" : nil, Self.isUnplanned(entry) ? "unplanned" : nil]
        return [source] + further.compactMap { $0 }.map { Report.Source($0, record: source.record, source.words) }
    }

    private func source(_ entry: RectificationEntry) -> Report.Source {
        let late = entry.isOverdue(on: today)
        let words = "\(entry.indicator.map { $0 + " " } ?? "")\(entry.title)"
        return Report.Source(
            entry.state.rawValue, record: entry.id.description,
            Localized(
                zh: "\(words)（\(entry.state.title.zh)\(late ? "，逾期" : "")）",
                en: "\(words) (\(entry.state.title.en)\(late ? ", overdue" : ""))"))
    }

    private func key(of entry: RectificationEntry, by: String) -> String {
        switch by {
        case "unit": entry.fields.responsibleUnit
        case "lead_unit": entry.leadUnit ?? ""
        case "area": entry.area
        case "indicator": entry.indicator ?? ""
        default: entry.source
        }
    }

    private func title(_ key: String, by: String) -> Localized {
        if key.isEmpty { return Localized(zh: "（未填）", en: "(not stated)") }
        guard by == "source" else { return Localized(key) }
        let field = schema.type(RecordTypes.rectification)?.field(named: "source")
        guard let choice = field?.choices.first(where: { $0.code == key }) else { return Localized(key) }
        return choice.title
    }

    // One row a rectification.
    static let columnsOfOne = [
        Report.Column("area", zh: "区域", en: "area"), Report.Column("indicator", zh: "指标", en: "indicator"),
        Report.Column("title", zh: "问题", en: "problem"), Report.Column("state", zh: "状态", en: "state"),
        Report.Column("due", zh: "时限", en: "due"), Report.Column("overdue", zh: "逾期", en: "overdue", priority: 2),
        Report.Column("unit", zh: "责任单位", en: "responsible unit", priority: 2),
        Report.Column("leadUnit", zh: "牵头单位", en: "lead unit", priority: 3),
    ]

    func one(_ entry: RectificationEntry) -> Report.Row {
        let word = { (text: String?) -> Report.Cell in
            if let text, !text.isEmpty { .word(text) } else { .none }
        }
        return Report.Row(
            [
                .word(entry.area), word(entry.indicator), .word(entry.title),
                .text(entry.state.title),
                entry.dueDate.map { .word($0.description) } ?? .none,
                entry.isOverdue(on: today) ? .text(Localized(true)) : .none,
                word(entry.fields.responsibleUnit), word(entry.leadUnit),
            ], sources: explains ? [Report.Source("state", record: entry.id.description, source(entry).words)] : [])
    }
}
