internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Rectifications for people.
struct RectificationText {
    let store: FieldStore
    let output: Output

    private var isChinese: Bool { output.language == .chinese }

    /// Prints a list.
    func show(_ entries: [RectificationEntry]) throws {
        try output.show(json: .array(entries.map(json))) { try table(entries) }
        if entries.isEmpty { output.tell(Localized(zh: "没有整改。", en: "No rectifications.")) }
    }

    private func table(_ entries: [RectificationEntry]) throws -> String {
        guard !entries.isEmpty else { return "" }
        let ids = IDText(store, rows: entries.count)
        let today = try store.today()
        let columns = [
            Table.Column(title: isChinese ? "编号" : "Id", minimumWidth: 8),
            Table.Column(title: isChinese ? "状态" : "State", minimumWidth: 8),
            Table.Column(title: isChinese ? "时限" : "Due", priority: 2, minimumWidth: 10),
            Table.Column(title: isChinese ? "问题" : "Problem", minimumWidth: 14),
            Table.Column(title: isChinese ? "责任单位" : "Responsible", priority: 3),
            Table.Column(title: isChinese ? "区域" : "Area", priority: 4),
        ]
        let rows = try entries.map { entry in
            let late = entry.isOverdue(on: today) ? (isChinese ? "（逾期）" : " (overdue)") : ""
            return [
                try ids.text(entry.id), output.text(entry.state.title),
                (entry.dueDate?.description ?? "") + late,
                [entry.indicator, entry.title].compactMap { $0 }.joined(separator: " "),
                entry.fields.responsibleUnit, entry.area,
            ]
        }
        return output.table(columns, rows)
    }

    /// One rectification with everything that happened, what did not apply marked as such.
    func details(_ entry: RectificationEntry) throws -> String {
        var details = Details()
        let add = { (title: Localized, value: String?) in
            if let value, !value.isEmpty { details.add(output.text(title), value) }
        }
        if entry.isDeleted { add(Localized(zh: "已删除", en: "Deleted"), isChinese ? "是" : "yes") }
        add(Localized(zh: "编号", en: "Id"), try store.shortID(entry.id))
        add(Localized(zh: "状态", en: "State"), output.text(entry.state.title))
        add(Localized(zh: "问题", en: "Problem"), entry.title)
        add(Localized(zh: "指标", en: "Indicator"), entry.indicator)
        add(Localized(zh: "区域", en: "Area"), try store.areaName(entry.area))
        add(Localized(zh: "地点", en: "Place"), entry.place)
        add(Localized(zh: "措施", en: "Measure"), entry.fields.measure)
        add(Localized(zh: "项目", en: "Project"), entry.fields.project)
        add(Localized(zh: "时限", en: "Due"), entry.dueDate?.description)
        add(Localized(zh: "责任单位", en: "Responsible unit"), entry.fields.responsibleUnit)
        add(Localized(zh: "牵头单位", en: "Lead unit"), entry.leadUnit)
        add(Localized(zh: "答复", en: "Answer"), entry.fields.answer)
        add(Localized(zh: "备注", en: "Remarks"), entry.remarks)
        add(Localized(zh: "有冲突", en: "In conflict"), entry.conflicts.joined(separator: " "))
        if !entry.history.pendingRequests.isEmpty {
            add(
                Localized(zh: "待决定的请求", en: "Requests to decide"),
                entry.history.pendingRequests.map(\.content.text).joined(separator: "\n"))
        }
        return details.text + "\n" + history(entry.history)
    }

    private func history(_ history: RectificationHistory) -> String {
        let columns = [
            Table.Column(title: isChinese ? "时间" : "When", minimumWidth: 10),
            Table.Column(title: isChinese ? "谁" : "Who"), Table.Column(title: isChinese ? "做了什么" : "What"),
            Table.Column(title: isChinese ? "说明" : "Why", minimumWidth: 12),
        ]
        let losing = Dictionary(history.losing.map { ($0.event.id, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = history.events.map { event in
            let kind = event.content.kind.map { output.text($0.title) } ?? "?"
            let lost = losing[event.id].map { (isChinese ? "未生效：" : "not applied: ") + output.text($0.why) }
            let words = [
                event.content.text, event.content.evidence, event.content.dueDate?.description ?? "", lost ?? "",
            ]
            let when = LocalTime.text(Instant(milliseconds: Int64(clamping: event.at.microseconds / 1_000)))
            return [when, event.author, kind, words.filter { !$0.isEmpty }.joined(separator: "；")]
        }
        return rows.isEmpty ? "" : output.table(columns, rows)
    }
}

/// Contract: Protocol/json-output.md, section "Rectifications".
extension RectificationText {
    func json(_ entry: RectificationEntry) -> JSONValue {
        let text = { (text: String?) -> JSONValue in
            if let text, !text.isEmpty { .string(text) } else { .null }
        }
        let lost = entry.history.losing
        let events = entry.history.events.map { event in
            json(event, lost.first { $0.event.id == event.id })
        }
        return .object([
            JSONValue.Member("id", .string(entry.id.description)), JSONValue.Member("area", .string(entry.area)),
            JSONValue.Member("state", .string(entry.state.rawValue)), JSONValue.Member("source", .string(entry.source)),
            JSONValue.Member("title", .string(entry.title)), JSONValue.Member("place", text(entry.place)),
            JSONValue.Member("severity", text(entry.severity)), JSONValue.Member("standard", text(entry.standard)),
            JSONValue.Member("indicator", text(entry.indicator)),
            JSONValue.Member("inspection", text(entry.inspection?.description)),
            JSONValue.Member("opinion", text(entry.opinion?.description)),
            JSONValue.Member("measure", text(entry.fields.measure)),
            JSONValue.Member("project", text(entry.fields.project)),
            JSONValue.Member("due_date", text(entry.dueDate?.description)),
            JSONValue.Member("responsible_unit", text(entry.fields.responsibleUnit)),
            JSONValue.Member("lead_unit", text(entry.leadUnit)),
            JSONValue.Member("reply_wanted", .boolean(entry.fields.isReplyWanted)),
            JSONValue.Member("answer", text(entry.fields.answer)), JSONValue.Member("remarks", text(entry.remarks)),
            JSONValue.Member("events", .array(events)),
            JSONValue.Member("conflicts", .array(entry.conflicts.map(JSONValue.string))),
        ])
    }

    private func json(_ event: RectificationEvent, _ lost: RectificationHistory.Losing?) -> JSONValue {
        let content = event.content
        let text = { (text: String?) -> JSONValue in
            if let text, !text.isEmpty { .string(text) } else { .null }
        }
        return .object([
            JSONValue.Member("kind", text(content.kind?.rawValue)),
            JSONValue.Member("author", .string(event.author)), JSONValue.Member("device", .string(event.device)),
            JSONValue.Member(
                "at", .string(Instant(milliseconds: Int64(clamping: event.at.microseconds / 1_000)).description)),
            JSONValue.Member("text", text(content.text)), JSONValue.Member("evidence", text(content.evidence)),
            JSONValue.Member("inspection", text(content.inspection?.description)),
            JSONValue.Member("due_date", text(content.dueDate?.description)),
            JSONValue.Member("applied", .boolean(lost == nil)),
            JSONValue.Member("cause", text(lost?.cause.rawValue)),
            JSONValue.Member("why", text(lost.map { output.text($0.why) })),
        ])
    }
}
