internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Standards
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Inspections for people and for scripts.
struct InspectionText {
    let store: FieldStore
    let output: Output

    private var isChinese: Bool { output.language == .chinese }

    /// Prints a list.
    func show(_ inspections: [Inspection]) throws {
        try output.show(json: .array(inspections.map(json))) { try list(inspections) }
        if inspections.isEmpty { output.tell(Localized(zh: "没有检查。", en: "No inspections.")) }
    }

    /// Prints an inspection after a save that changed no value.
    func showSaved(_ inspection: Inspection) throws {
        try output.show(json: json(inspection)) { "" }
        output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }

    /// The counts, on one line.
    func summary(_ judged: JudgedInspection) -> String {
        let counts = Outcome.allCases.map { outcome in
            output.text(OutcomeWords.title(outcome)) + " \(judged.count(outcome))"
        }
        return counts.joined(separator: isChinese ? "，" : ", ") + "\n"
    }

    /// An inspection with its results, group by group.
    func text(_ judged: JudgedInspection, only: Outcome?) throws -> String {
        let inspection = judged.inspection
        var details = Details()
        if inspection.isDeleted {
            details.add(isChinese ? "已删除" : "Deleted", isChinese ? "这条记录已被删除" : "this record was deleted")
        }
        details.add(isChinese ? "编号" : "Id", try store.shortID(inspection.id))
        details.add(isChinese ? "标准" : "Standard", "\(output.text(judged.standard.title)) (\(judged.standard.version))")
        if let carriage = judged.carriage {
            details.add(
                isChinese ? "检查时版本" : "Made under",
                isChinese ? "版本 \(inspection.version)" : "version \(inspection.version)")
            let moved = carriage.carried.map { "\($0.from) → \($0.to)" }
            if !moved.isEmpty { details.add(isChinese ? "代码转换" : "Codes carried", moved.joined(separator: "  ")) }
            if !carriage.left.isEmpty {
                details.add(
                    isChinese ? "按旧版本测得" : "Measured under an old version", carriage.left.joined(separator: " "))
            }
            let asked = judged.asked.map(\.name)
            if !asked.isEmpty { details.add(isChinese ? "新增待记录" : "New, to record", asked.joined(separator: " ")) }
        }
        details.add(isChinese ? "区域" : "Area", try store.areaName(inspection.area))
        details.add(isChinese ? "类别" : "Kind", kind(inspection))
        details.add(isChinese ? "日期" : "Date", inspection.date.description)
        details.add(isChinese ? "状态" : "Status", status(inspection))
        details.add(isChinese ? "检查员" : "Inspectors", inspection.inspectors.joined(separator: isChinese ? "、" : ", "))
        if !inspection.disputed.isEmpty {
            details.add(isChinese ? "有冲突" : "In conflict", inspection.disputed.sorted().joined(separator: " "))
        }
        var text = details.text
        for group in judged.standard.groups {
            let rows = judged.judgements.filter { judgement in
                (only == nil || judgement.outcome == only)
                    && judged.standard.indicator(judgement.code)?.group == group.code
            }
            guard !rows.isEmpty else { continue }
            text += "\n" + output.result.styled("\(group.code) \(output.text(group.title))", .bold) + "\n"
            text += table(rows, of: judged)
        }
        return text + "\n" + summary(judged)
    }

    private func table(_ judgements: [Judgement], of judged: JudgedInspection) -> String {
        let columns = [
            Table.Column(title: isChinese ? "指标" : "Code", minimumWidth: 11),
            Table.Column(title: isChinese ? "名称" : "Title", minimumWidth: 12),
            Table.Column(title: isChinese ? "结果" : "Result", minimumWidth: 8),
            Table.Column(title: isChinese ? "依据" : "Why", priority: 2, minimumWidth: 16),
        ]
        let rows = judgements.map { judgement in
            let title = judged.standard.indicator(judgement.code).map { output.text($0.title) } ?? ""
            return [
                judgement.code, title, output.text(OutcomeWords.title(judgement.outcome)),
                output.text(judgement.reason),
            ]
        }
        return output.table(columns, rows)
    }

    /// Facts that could be taken over.
    func table(_ facts: [MeasuredFact]) -> String {
        let columns = [
            Table.Column(title: isChinese ? "名称" : "Name", minimumWidth: 12),
            Table.Column(title: isChinese ? "说明" : "Title", priority: 2),
            Table.Column(title: isChinese ? "数值" : "Value"),
            Table.Column(title: isChinese ? "日期" : "Date", minimumWidth: 10),
            Table.Column(title: isChinese ? "标准" : "Standard", priority: 3),
        ]
        let rows = facts.map { fact in
            let value = ValueText(language: output.language).text(fact.value, field: nil)
            let unit = fact.unit.map { " " + $0 } ?? ""
            return [fact.name, output.text(fact.title), value + unit, fact.date.description, fact.standard]
        }
        return output.table(columns, rows)
    }

    private func list(_ inspections: [Inspection]) throws -> String {
        guard !inspections.isEmpty else { return "" }
        let ids = IDText(store, rows: inspections.count)
        let columns = [
            Table.Column(title: isChinese ? "编号" : "Id", minimumWidth: 8),
            Table.Column(title: isChinese ? "日期" : "Date", minimumWidth: 10),
            Table.Column(title: isChinese ? "区域" : "Area"),
            Table.Column(title: isChinese ? "标准" : "Standard", minimumWidth: 12),
            Table.Column(title: isChinese ? "类别" : "Kind", priority: 2),
            Table.Column(title: isChinese ? "状态" : "Status", priority: 2),
            Table.Column(title: isChinese ? "检查员" : "Inspectors", priority: 3),
            Table.Column(title: isChinese ? "冲突" : "Conflicts", alignment: .right, priority: 4),
        ]
        let rows = try inspections.map { inspection in
            [
                try ids.text(inspection.id), inspection.date.description, try store.areaName(inspection.area),
                inspection.standard, kind(inspection), status(inspection), inspection.inspectors.joined(separator: " "),
                inspection.conflicts.isEmpty ? "" : String(inspection.conflicts.count),
            ]
        }
        return output.table(columns, rows)
    }

    /// The kind in the language in use.
    func kind(_ inspection: Inspection) -> String {
        let field = store.schema.type(RecordTypes.inspection)?.field(named: "kind")
        return field?.choices.first { $0.code == inspection.kind }.map { output.text($0.title) } ?? inspection.kind
    }

    private func status(_ inspection: Inspection) -> String {
        let status =
            inspection.isSubmitted
            ? Localized(zh: "已提交", en: "submitted") : Localized(zh: "进行中", en: "in progress")
        return output.text(status)
    }
}
