internal import CommunityModel
internal import Values

/// Rows of survey rates.
struct AwarenessTable {
    let rates: [SurveyRate]
    let counts: SurveyCounts
    /// The round before, where there was one.
    let last: SurveyCounts?
    /// What may be shown of this round and of the one before.
    let disclosures: (now: SurveyDisclosure, last: SurveyDisclosure?)
    let settings: CampaignSettings
    let explanation: AwarenessSources?
    let buildings: BuildingRates

    static func columns(by: String) -> [Report.Column] {
        let first: [Report.Column] =
            switch by {
            case "rate": []
            case "version": [Report.Column("version", zh: "问卷版本", en: "form")]
            case "building":
                [Report.Column("area", zh: "区域", en: "area"), Report.Column("building", zh: "楼栋", en: "building")]
            default:
                [
                    Report.Column("area", zh: "区域", en: "area"),
                    Report.Column("areaName", zh: "名称", en: "name", priority: 3),
                ]
            }
        return first + figures
    }

    private static let figures: [Report.Column] = [
        Report.Column("rate", zh: "代码", en: "rate", priority: 4),
        Report.Column("title", zh: "指标", en: "title"),
        Report.Column("numerator", zh: "分子", en: "numerator", kind: .number, priority: 2),
        Report.Column("denominator", zh: "分母", en: "denominator", kind: .number, priority: 2),
        Report.Column("share", zh: "比率", en: "share", kind: .percent),
        Report.Column("valid", zh: "有效", en: "valid", kind: .number, priority: 3),
        Report.Column("excluded", zh: "不清楚", en: "do not know", kind: .number, priority: 3),
        Report.Column("unanswered", zh: "未答", en: "unanswered", kind: .number, priority: 4),
        Report.Column("apart", zh: "另列", en: "apart", kind: .number, priority: 4),
        Report.Column("sample", zh: "样本", en: "sample", kind: .number, priority: 2),
        Report.Column("previous", zh: "上轮", en: "previous", kind: .percent, priority: 4),
        Report.Column("change", zh: "变化（百分点）", en: "change", kind: .points, priority: 3),
        Report.Column("threshold", zh: "要求", en: "required", priority: 4),
        Report.Column("met", zh: "达到", en: "met", priority: 3),
        Report.Column("mark", zh: "标记", en: "mark", priority: 3),
    ]

    /// One row a group and rate, and the totals below.
    func groups(_ groups: SurveyGroups, byBuilding: Bool, areas: AreaTree) throws -> [Report.Row] {
        var rows: [Report.Row] = []
        for (number, group) in groups.groups.enumerated() {
            let second = byBuilding ? group.building : try areas.name(of: group.area)
            for rate in rates.indices {
                let line = line(
                    rate, counts.groups[number], last: last?.groups[number], area: group.area,
                    isPart: byBuilding)
                rows.append(
                    Report.Row(
                        [.word(group.area), .word(second)] + line.cells,
                        sources: line.isSuppressed ? [] : explanation?.sources(rate: rate, group: number) ?? []))
            }
        }
        return groups.groups.count > 1 ? rows + totals(isTotal: true) : rows
    }

    /// One row a rate, over everything.
    func totals(isTotal: Bool) -> [Report.Row] {
        let head: [Report.Cell] = isTotal ? [.text(Localized(zh: "合计", en: "total")), .none] : []
        return rates.indices.map { rate in
            let line = line(rate, counts.all, last: last?.all, area: nil)
            return Report.Row(
                head + line.cells,
                sources: isTotal || line.isSuppressed ? [] : explanation?.sources(rate: rate, group: nil) ?? [],
                isTotal: isTotal)
        }
    }

    /// One row a version of a form and rate: the result of every version by itself.
    func versions(_ names: WordList) -> [Report.Row] {
        counts.all.counter.tallies.sorted { names[$0.key] < names[$1.key] }.flatMap { version, tally in
            rates.indices.filter { rates[$0].kind != .coverage }.map { rate in
                let figure = Figure(count: tally.counts[rate], sample: tally.responses)
                let unmapped = tally.counts[rate].unmapped
                // The whole less one version is the others.
                let isHidden = disclosures.now.withholdsParts(rate)
                let mark: Report.Cell =
                    isHidden || counts.joined[rate].contains(version)
                    ? .none
                    : .text(
                        Localized(
                            zh: unmapped > 0 ? "不合并：\(unmapped) 份答案的选项不同" : "不合并：别的问卷",
                            en: unmapped > 0
                                ? "not joined: \(unmapped) answers have other codes" : "not joined: another form"))
                return Report.Row(
                    [.word(SurveyCounts.name(names[version]))]
                        + cells(
                            rate, figure, last: nil, isSuppressed: isHidden, isLastSuppressed: isHidden, area: nil,
                            mark: mark))
            }
        }
    }

    private struct Figure {
        let count: SurveyTally.Count
        let sample: Int
    }

    /// The figures of a community, of a part of one, or of all where `area` is `nil`; and whether they are not shown.
    private func line(
        _ rate: Int, _ group: SurveyCounts.GroupCount, last old: SurveyCounts.GroupCount?, area: String?,
        isPart: Bool = false
    ) -> (cells: [Report.Cell], isSuppressed: Bool) {
        let isHidden = { (disclosure: SurveyDisclosure) in
            isPart ? disclosure.withholdsParts(rate) : disclosure.withholds(rate, of: area)
        }
        let figure = Figure(count: counts.count(rate, in: group), sample: counts.sample(rate, in: group))
        let before = last.flatMap { last in old.map { last.count(rate, in: $0) } }
        let isSuppressed = isHidden(disclosures.now)
        return (
            cells(
                rate, figure, last: before, isSuppressed: isSuppressed,
                isLastSuppressed: isSuppressed || disclosures.last.map(isHidden) ?? false, area: area,
                mark: isSuppressed ? .none : mark(rate, figure)), isSuppressed
        )
    }

    private func mark(_ rate: Int, _ figure: Figure) -> Report.Cell {
        guard let least = settings.sampleMin, rates[rate].kind != .coverage, figure.count.valid < least else {
            return .none
        }
        return .text(Localized(zh: "样本不足 \(least)", en: "sample below \(least)"))
    }

    private func cells(
        _ rate: Int, _ figure: Figure, last: SurveyTally.Count?, isSuppressed isHidden: Bool, isLastSuppressed: Bool,
        area: String?, mark: Report.Cell
    ) -> [Report.Cell] {
        let definition = rates[rate]
        let count = figure.count
        let shown = { (cell: Report.Cell) in isHidden ? .suppressed : cell }
        let title = definition.title
        let change: Report.Cell =
            last.map { .change(from: ($0.part, $0.whole), to: (count.part, count.whole)) } ?? .none
        let previous: Report.Cell = last.map { .rate($0.part, of: $0.whole) } ?? .none
        return [
            .word(definition.id), .text(title), shown(.number(count.part)), shown(.number(count.whole)),
            shown(.rate(count.part, of: count.whole)), shown(.number(count.valid)), shown(.number(count.excluded)),
            shown(.number(count.unanswered)), shown(.number(count.apart)), .number(figure.sample),
            isLastSuppressed && last != nil ? .suppressed : previous,
            isLastSuppressed && last != nil ? .suppressed : change,
            definition.threshold.map { .word($0) } ?? .none,
            isHidden ? .none : met(definition, count, area: area), mark,
        ]
    }

    /// Whether the demands are met; of several the document stands beside each.
    private func met(_ rate: SurveyRate, _ count: SurveyTally.Count, area: String?) -> Report.Cell {
        guard count.whole > 0 else { return .none }
        if rate.everyBuilding == true {
            let (green, all) = buildings.figure(of: area)
            return .text(
                Localized(
                    zh: "\(green == all ? "是" : "否")（\(green)/\(all) 栋）",
                    en: "\(green == all ? "yes" : "no") (\(green) of \(all) buildings)"))
        }
        guard let limits = rate.limits, !limits.isEmpty else { return .none }
        let words = limits.map { limit in
            let isMet = limit.isMet(count.part, of: count.whole)
            let document = limits.count > 1 ? "\(limit.document) " : ""
            return Localized(zh: document + Localized(isMet).zh, en: document + Localized(isMet).en)
        }
        return .text(
            Localized(zh: words.map(\.zh).joined(separator: "；"), en: words.map(\.en).joined(separator: "; ")))
    }
}
