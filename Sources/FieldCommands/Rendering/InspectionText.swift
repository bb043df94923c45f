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
        try output.show(inspections.map(InspectionRow.init)) { try list(inspections) }
        if inspections.isEmpty { output.tell(Localized(zh: "没有检查。", en: "No inspections.")) }
    }

    /// Prints an inspection after a save that changed no value.
    func showSaved(_ inspection: Inspection) throws {
        try output.show(InspectionRow(inspection: inspection)) { "" }
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
        details.add(isChinese ? "区域" : "Area", try store.campaign.areaName(inspection.area))
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
            text += try table(rows, of: judged)
        }
        return text + "\n" + summary(judged)
    }

    private func table(_ judgements: [Judgement], of judged: JudgedInspection) throws -> String {
        try output.table(
            judgements,
            [
                ListedColumn("指标", "Code", minimumWidth: 11, \.code),
                ListedColumn("名称", "Title", minimumWidth: 12) { judgement in
                    judged.standard.indicator(judgement.code).map { output.text($0.title) } ?? ""
                },
                ListedColumn("结果", "Result", minimumWidth: 8) { output.text(OutcomeWords.title($0.outcome)) },
                ListedColumn("依据", "Why", priority: 2, minimumWidth: 16) { output.text($0.reason) },
            ])
    }

    /// Facts that could be taken over.
    func table(_ facts: [MeasuredFact]) throws -> String {
        let values = ValueText(language: output.language)
        return try output.table(
            facts,
            [
                ListedColumn("名称", "Name", minimumWidth: 12, \.name),
                ListedColumn("说明", "Title", priority: 2) { output.text($0.title) },
                ListedColumn("数值", "Value") { values.text($0.value, field: nil) + ($0.unit.map { " " + $0 } ?? "") },
                ListedColumn("日期", "Date", minimumWidth: 10, \.date.description),
                ListedColumn("标准", "Standard", priority: 3, \.standard),
            ])
    }

    private func list(_ inspections: [Inspection]) throws -> String {
        guard !inspections.isEmpty else { return "" }
        let ids = IDText(store, rows: inspections.count)
        return try output.table(
            inspections,
            [
                ListedColumn("编号", "Id", minimumWidth: 8) { try ids.text($0.id) },
                ListedColumn("日期", "Date", minimumWidth: 10, \.date.description),
                ListedColumn("区域", "Area") { try store.campaign.areaName($0.area) },
                ListedColumn("标准", "Standard", minimumWidth: 12, \.standard),
                ListedColumn("类别", "Kind", priority: 2) { kind($0) },
                ListedColumn("状态", "Status", priority: 2) { status($0) },
                ListedColumn("检查员", "Inspectors", priority: 3) { $0.inspectors.joined(separator: " ") },
                ListedColumn("冲突", "Conflicts", alignment: .right, priority: 4) { inspection in
                    inspection.conflicts.isEmpty ? "" : String(inspection.conflicts.count)
                },
            ])
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

/// An inspection for scripts. Contract: Protocol/json-output.md, section "Inspections".
struct InspectionRow: Encodable {
    let inspection: Inspection

    private enum Key: String, CodingKey {
        case id, area, standard, version, kind, date, status, inspectors, position, values, exemptions, notes, conflicts
        case deleted
    }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(inspection.id, forKey: .id)
        try json.encode(inspection.area, forKey: .area)
        try json.encode(inspection.standard, forKey: .standard)
        try json.encode(inspection.version, forKey: .version)
        try json.encode(inspection.kind, forKey: .kind)
        try json.encode(inspection.date, forKey: .date)
        try json.encode(inspection.isSubmitted ? "submitted" : "in_progress", forKey: .status)
        try json.encode(inspection.inspectors, forKey: .inspectors)
        let position = inspection.position.map {
            ["latitude": $0.latitude.description, "longitude": $0.longitude.description]
        }
        try json.encode(position, forKey: .position)
        try json.encode(inspection.values, forKey: .values)
        try json.encode(inspection.exemptions, forKey: .exemptions)
        try json.encode(inspection.notes, forKey: .notes)
        try json.encode(inspection.conflicts, forKey: .conflicts)
        if inspection.isDeleted { try json.encode(true, forKey: .deleted) }
    }
}

/// The same with its results.
struct JudgedRow: Encodable {
    let judged: JudgedInspection
    /// The results that are given, where not all are; the summary counts all.
    var only: Outcome?
    /// What submitting it did.
    var submitted: SubmittedInspection?
    /// In whose language the results are explained.
    let output: Output

    private enum Key: String, CodingKey {
        case judgedUnder, judgedVersion, results, summary, carried, measuredUnderOldVersion, newIndicators, asked
        case reopened, opened
    }

    func encode(to encoder: any Encoder) throws {
        try InspectionRow(inspection: judged.inspection).encode(to: encoder)
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(judged.standard.id, forKey: .judgedUnder)
        try json.encode(judged.standard.version, forKey: .judgedVersion)
        let results = judged.judgements.filter { only == nil || $0.outcome == only }
        try json.encode(results.map { ResultRow($0, output) }, forKey: .results)
        let counts = Outcome.allCases.map { JSONValue.Member($0.rawValue, .integer(Int64(judged.count($0)))) }
        try json.encode(JSONValue.object(counts), forKey: .summary)
        if let carriage = judged.carriage {
            try json.encode(carriage.carried.map { ["from": $0.from, "to": $0.to] }, forKey: .carried)
            try json.encode(carriage.left, forKey: .measuredUnderOldVersion)
            try json.encode(carriage.added, forKey: .newIndicators)
            try json.encode(judged.asked.map(\.name), forKey: .asked)
        }
        guard let submitted else { return }
        try json.encode(submitted.reopened, forKey: .reopened)
        try json.encode(submitted.opened, forKey: .opened)
    }
}

private struct ResultRow: Encodable {
    let code, result, explain, threshold, condition, clause: String
    let numbers: [Number]
    let checks: [Check]

    struct Number: Encodable {
        let name, value: String
        let unit: String?
        let source: String
    }

    struct Check: Encodable {
        let code, result, explain: String
    }

    init(_ judgement: Judgement, _ output: Output) {
        (code, result, explain) = (judgement.code, judgement.outcome.rawValue, output.text(judgement.reason))
        (threshold, condition, clause) = (judgement.threshold, judgement.condition, judgement.clause)
        numbers = judgement.numbers.map { Number(name: $0.name, value: $0.value, unit: $0.unit, source: $0.source) }
        checks = judgement.checks.map { Check(code: $0.code, result: $0.outcome.rawValue, explain: $0.explanation) }
    }
}

/// Results as people read them.
enum OutcomeWords {
    static func title(_ outcome: Outcome) -> Localized {
        switch outcome {
        case .pass: Localized(zh: "达标", en: "pass")
        case .fail: Localized(zh: "未达标", en: "fail")
        case .notApplicable: Localized(zh: "不适用", en: "not applicable")
        case .reportOnly: Localized(zh: "仅统计", en: "report only")
        case .noData: Localized(zh: "无数据", en: "no data")
        }
    }

    static func style(_ outcome: Outcome) -> Style {
        switch outcome {
        case .pass: .green
        case .fail: .red
        case .notApplicable, .reportOnly: .dim
        case .noData: .yellow
        }
    }

    /// The result that an option names.
    ///
    /// - Throws: ``Failure`` `result_unknown` (64).
    static func read(_ text: String) throws -> Outcome {
        if let outcome = Outcome(rawValue: text) { return outcome }
        let names = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(fault: "result_unknown", ["text": "\(text)", "names": "\(names)"])
    }
}
