internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
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

/// Contract: Protocol/json-output.md, section "Inspections".
extension InspectionText {
    func json(_ inspection: Inspection) -> JSONValue { .object(members(of: inspection)) }

    /// The inspection with its results; `only` leaves out the others, the summary counts all.
    func json(_ judged: JudgedInspection, only: Outcome? = nil) -> JSONValue {
        .object(
            members(of: judged.inspection) + [
                JSONValue.Member("judgedUnder", .string(judged.standard.id)),
                JSONValue.Member("judgedVersion", .integer(Int64(judged.standard.version))),
                JSONValue.Member(
                    "results",
                    .array(judged.judgements.filter { only == nil || $0.outcome == only }.map(json))),
                JSONValue.Member("summary", summaryJSON(judged)),
            ] + carriage(of: judged))
    }

    /// What a later version made of the inspection; nothing when it is judged under its own.
    private func carriage(of judged: JudgedInspection) -> [JSONValue.Member] {
        guard let carriage = judged.carriage else { return [] }
        let moves = carriage.carried.map { move in
            JSONValue.object([
                JSONValue.Member("from", .string(move.from)), JSONValue.Member("to", .string(move.to)),
            ])
        }
        return [
            JSONValue.Member("carried", .array(moves)),
            JSONValue.Member("measuredUnderOldVersion", .array(carriage.left.map(JSONValue.string))),
            JSONValue.Member("newIndicators", .array(carriage.added.map(JSONValue.string))),
            JSONValue.Member("asked", .array(judged.asked.map { .string($0.name) })),
        ]
    }

    func json(_ submitted: SubmittedInspection) -> JSONValue {
        guard case .object(let members) = json(submitted.judged) else { return .null }
        let ids = { (ids: [RecordID]) in JSONValue.array(ids.map { .string($0.description) }) }
        return .object(
            members + [
                JSONValue.Member("reopened", ids(submitted.reopened)),
                JSONValue.Member("opened", ids(submitted.opened)),
            ])
    }

    func json(_ facts: [MeasuredFact]) -> JSONValue {
        .array(
            facts.map { fact in
                .object([
                    JSONValue.Member("name", .string(fact.name)), JSONValue.Member("value", JSONValue(fact.value)),
                    JSONValue.Member("unit", fact.unit.map(JSONValue.string) ?? .null),
                    JSONValue.Member("inspection", .string(fact.inspection.description)),
                    JSONValue.Member("standard", .string(fact.standard)),
                    JSONValue.Member("date", .string(fact.date.description)),
                ])
            })
    }

    private func members(of inspection: Inspection) -> [JSONValue.Member] {
        let position = inspection.position.map { position in
            JSONValue.object([
                JSONValue.Member("latitude", .string(position.latitude.description)),
                JSONValue.Member("longitude", .string(position.longitude.description)),
            ])
        }
        var members = [
            JSONValue.Member("id", .string(inspection.id.description)),
            JSONValue.Member("area", .string(inspection.area)),
            JSONValue.Member("standard", .string(inspection.standard)),
            JSONValue.Member("version", .integer(Int64(inspection.version))),
            JSONValue.Member("kind", .string(inspection.kind)),
            JSONValue.Member("date", .string(inspection.date.description)),
            JSONValue.Member("status", .string(inspection.isSubmitted ? "submitted" : "in_progress")),
            JSONValue.Member("inspectors", .array(inspection.inspectors.map(JSONValue.string))),
            JSONValue.Member("position", position ?? .null),
            JSONValue.Member("values", object(inspection.values.mapValues { JSONValue($0) })),
            JSONValue.Member("exemptions", object(inspection.exemptions.mapValues(JSONValue.string))),
            JSONValue.Member("notes", object(inspection.notes.mapValues { .array($0.map(JSONValue.string)) })),
            JSONValue.Member("conflicts", .array(inspection.conflicts.map(JSONValue.string))),
        ]
        if inspection.isDeleted { members.append(JSONValue.Member("deleted", .boolean(true))) }
        return members
    }

    private func object(_ values: [String: JSONValue]) -> JSONValue {
        .object(values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value) })
    }

    private func json(_ judgement: Judgement) -> JSONValue {
        .object([
            JSONValue.Member("code", .string(judgement.code)),
            JSONValue.Member("result", .string(judgement.outcome.rawValue)),
            JSONValue.Member("explain", .string(output.text(judgement.reason))),
            JSONValue.Member("threshold", .string(judgement.threshold)),
            JSONValue.Member("condition", .string(judgement.condition)),
            JSONValue.Member("clause", .string(judgement.clause)),
            JSONValue.Member("numbers", .array(judgement.numbers.map(json))),
            JSONValue.Member("checks", .array(judgement.checks.map(json))),
        ])
    }

    private func json(_ number: Judgement.Number) -> JSONValue {
        .object([
            JSONValue.Member("name", .string(number.name)), JSONValue.Member("value", .string(number.value)),
            JSONValue.Member("unit", number.unit.map(JSONValue.string) ?? .null),
            JSONValue.Member("source", .string(number.source)),
        ])
    }

    private func json(_ check: CheckJudgement) -> JSONValue {
        .object([
            JSONValue.Member("code", .string(check.code)),
            JSONValue.Member("result", .string(check.outcome.rawValue)),
            JSONValue.Member("explain", .string(check.explanation)),
        ])
    }

    private func summaryJSON(_ judged: JudgedInspection) -> JSONValue {
        .object(Outcome.allCases.map { JSONValue.Member($0.rawValue, .integer(Int64(judged.count($0)))) })
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
        throw Failure(
            code: "result_unknown", status: .usage,
            message: Localized(zh: "没有结果“\(text)”。", en: "There is no result \"\(text)\"."),
            hint: Localized(zh: "可用：\(names)。", en: "There are: \(names)."))
    }
}
