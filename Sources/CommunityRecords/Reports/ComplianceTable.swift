internal import Standards
internal import SyncProtocol
internal import Values

/// Judged inspections counted by standard, group, indicator or community.
struct ComplianceTable {
    let judged: [JudgedInspection]
    let areas: AreaTree
    let explains: Bool

    typealias Table = (columns: [Report.Column], rows: [Report.Row])

    /// One row a community and standard.
    func communities() throws -> Table {
        let columns = [
            Report.Column("standard", zh: "标准", en: "standard", priority: 3),
            Report.Column("area", zh: "区域", en: "area"),
            Report.Column("areaName", zh: "名称", en: "name"),
            Report.Column("date", zh: "日期", en: "date", priority: 2),
            Report.Column("status", zh: "状态", en: "status", priority: 4),
        ]
        let rows = try judged.map { one in
            let inspection = one.inspection
            let status =
                inspection.isSubmitted
                ? Localized(zh: "已提交", en: "submitted") : Localized(zh: "进行中", en: "in progress")
            let head: [Report.Cell] = [
                .word(inspection.standard), .word(inspection.area), .word(try areas.name(of: inspection.area)),
                .word(inspection.date.description), .text(status),
            ]
            return row(head, of: one.judgements.map { (one, $0) })
        }
        return (columns + Self.counts, rows)
    }

    /// One row a standard.
    func standards() throws -> Table {
        let columns = [
            Report.Column("standard", zh: "标准", en: "standard"),
            Report.Column("areas", zh: "社区数", en: "areas", kind: .number),
        ]
        let rows = grouped(by: \.standard.id).map { id, all in
            row(
                [.word(id), .number(all.count)], of: all.flatMap { one in one.judgements.map { (one, $0) } },
                counting: all)
        }
        return (columns + Self.counts, rows)
    }

    /// One row a group of a standard.
    func groups() throws -> Table {
        let columns = [
            Report.Column("standard", zh: "标准", en: "standard", priority: 3),
            Report.Column("group", zh: "分组", en: "group"),
            Report.Column("title", zh: "名称", en: "title", priority: 2),
        ]
        let rows = grouped(by: \.standard.id).flatMap { id, all in
            all[0].standard.groups.map { group in
                row(
                    [.word(id), .word(group.code), .text(group.title)],
                    of: all.flatMap { one in
                        zip(one.standard.indicators, one.judgements).filter { $0.0.group == group.code }.map {
                            (one, $0.1)
                        }
                    })
            }
        }
        return (columns + Self.counts, rows)
    }

    /// One row an indicator.
    func indicators() throws -> Table {
        let columns = [
            Report.Column("indicator", zh: "指标", en: "indicator"),
            Report.Column("title", zh: "名称", en: "title", priority: 2),
        ]
        let rows = grouped(by: \.standard.id).flatMap { _, all in
            let results = Dictionary(grouping: all.flatMap { one in one.judgements.map { (one, $0) } }, by: \.1.code)
            return all[all.count - 1].standard.indicators.map { indicator in
                row(
                    [.word(indicator.code), .text(indicator.title)],
                    of: results[indicator.code] ?? [])
            }
        }
        return (columns + Self.counts, rows)
    }

    /// One row an indicator and community: the whole matrix, for spreadsheets.
    func results() throws -> Table {
        let columns = [
            Report.Column("standard", zh: "标准", en: "standard", priority: 4),
            Report.Column("version", zh: "版本", en: "version", kind: .number, priority: 5),
            Report.Column("area", zh: "区域", en: "area"),
            Report.Column("date", zh: "日期", en: "date", priority: 3),
            Report.Column("indicator", zh: "指标", en: "indicator"),
            Report.Column("result", zh: "结果", en: "result"),
        ]
        let rows = judged.flatMap { one in
            one.judgements.map { judgement in
                Report.Row(
                    [
                        .word(one.standard.id), .number(one.standard.version), .word(one.inspection.area),
                        .word(one.inspection.date.description), .word(judgement.code),
                        .word(judgement.outcome.rawValue),
                    ], sources: sources([(one, judgement)], column: { _ in "result" }))
            }
        }
        return (columns, rows)
    }

    private static let counts = [
        Report.Column("pass", zh: "达标", en: "pass", kind: .number),
        Report.Column("fail", zh: "未达标", en: "fail", kind: .number),
        Report.Column("notApplicable", zh: "不适用", en: "n/a", kind: .number, priority: 2),
        Report.Column("reportOnly", zh: "仅统计", en: "report only", kind: .number, priority: 2),
        Report.Column("noData", zh: "无数据", en: "no data", kind: .number, priority: 2),
        Report.Column("rate", zh: "达标率", en: "rate", kind: .percent),
    ]

    private func grouped(by key: (JudgedInspection) -> String) -> [(String, [JudgedInspection])] {
        Dictionary(grouping: judged, by: key).sorted { $0.key < $1.key }
    }

    /// A row with its counts; the column `areas` counts the inspections.
    private func row(
        _ head: [Report.Cell], of results: [(JudgedInspection, Judgement)],
        counting inspections: [JudgedInspection] = []
    ) -> Report.Row {
        var counts: [Outcome: Int] = [:]
        for (_, judgement) in results { counts[judgement.outcome, default: 0] += 1 }
        let passed = counts[.pass] ?? 0
        let cells = Outcome.allCases.map { Report.Cell.number(counts[$0] ?? 0) }
        return Report.Row(
            head + cells + [.rate(passed, of: passed + (counts[.fail] ?? 0))],
            sources: areas(inspections) + sources(results) { $0.outcome.rawValue })
    }

    private func areas(_ inspections: [JudgedInspection]) -> [Report.Source] {
        guard explains else { return [] }
        return inspections.map { one in
            Report.Source(
                "areas", record: one.inspection.id.description,
                Localized("\(one.inspection.area) \(one.inspection.date)"))
        }
    }

    private func sources(
        _ results: [(JudgedInspection, Judgement)], column: (Judgement) -> String
    ) -> [Report.Source] {
        guard explains else { return [] }
        return results.map { one, judgement in
            let place = "\(judgement.code) \(one.inspection.area) \(one.inspection.date)"
            return Report.Source(
                column(judgement), record: one.inspection.id.description,
                Localized(
                    zh: "\(place)：\(judgement.reason.zh)", en: "\(place): \(judgement.reason.en)"))
        }
    }
}
