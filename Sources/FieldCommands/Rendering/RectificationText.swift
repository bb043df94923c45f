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
        try output.show(entries.map { RectificationRow(entry: $0, output: output) }) { try table(entries) }
        if entries.isEmpty { output.tell(Localized(zh: "没有整改。", en: "No rectifications.")) }
    }

    private func table(_ entries: [RectificationEntry]) throws -> String {
        guard !entries.isEmpty else { return "" }
        let ids = IDText(store, rows: entries.count)
        let today = try store.campaign.today()
        return try output.table(
            entries,
            [
                ListedColumn("编号", "Id", minimumWidth: 8) { try ids.text($0.id) },
                ListedColumn("状态", "State", minimumWidth: 8) { output.text($0.state.title) },
                ListedColumn("时限", "Due", priority: 2, minimumWidth: 10) { entry in
                    let late = entry.isOverdue(on: today) ? (isChinese ? "（逾期）" : " (overdue)") : ""
                    return (entry.dueDate?.description ?? "") + late
                },
                ListedColumn("问题", "Problem", minimumWidth: 14) { entry in
                    [entry.indicator, entry.title].compactMap { $0 }.joined(separator: " ")
                },
                ListedColumn("责任单位", "Responsible", priority: 3, \.fields.responsibleUnit),
                ListedColumn("区域", "Area", priority: 4, \.area),
            ])
    }

    /// One rectification with everything that happened, what did not apply marked as such.
    func details(_ entry: RectificationEntry) throws -> String {
        var details = Details()
        let add = { (title: Localized, value: String?) in
            if let value, !value.isEmpty { details.add(output.text(title), value) }
        }
        if entry.isDeleted { add(Localized(zh: "已删除", en: "Deleted"), output.text(Localized(true))) }
        add(Localized(zh: "编号", en: "Id"), try store.shortID(entry.id))
        add(Localized(zh: "状态", en: "State"), output.text(entry.state.title))
        add(Localized(zh: "问题", en: "Problem"), entry.title)
        add(Localized(zh: "指标", en: "Indicator"), entry.indicator)
        add(Localized(zh: "区域", en: "Area"), try store.campaign.areaName(entry.area))
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
        return details.text + "\n" + (try history(entry.history))
    }

    private func history(_ history: RectificationHistory) throws -> String {
        let losing = Dictionary(history.losing.map { ($0.event.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard !history.events.isEmpty else { return "" }
        return try output.table(
            history.events,
            [
                ListedColumn("时间", "When", minimumWidth: 10) { LocalTime.text($0.moment) },
                ListedColumn("谁", "Who", \.author),
                ListedColumn("做了什么", "What") { $0.content.kind.map { output.text($0.title) } ?? "?" },
                ListedColumn("说明", "Why", minimumWidth: 12) { event in
                    let content = event.content
                    let lost = losing[event.id].map { (isChinese ? "未生效：" : "not applied: ") + output.text($0.why) }
                    return [content.text, content.evidence, content.dueDate?.description ?? "", lost ?? ""]
                        .filter { !$0.isEmpty }.joined(separator: "；")
                },
            ])
    }
}

extension RectificationEvent {
    fileprivate var moment: Instant { Instant(milliseconds: Int64(clamping: at.microseconds / 1_000)) }
}

/// A rectification for scripts; what is not stated is null. Contract: Protocol/json-output.md, section "Rectifications".
struct RectificationRow: Encodable {
    let entry: RectificationEntry
    /// In whose language it is told why an event does not apply.
    let output: Output

    private enum Key: String, CodingKey {
        case id, area, state, source, title, place, severity, standard, indicator, inspection, opinion, measure, project
        case dueDate = "due_date"
        case responsibleUnit = "responsible_unit"
        case leadUnit = "lead_unit"
        case replyWanted = "reply_wanted"
        case answer, remarks, events, conflicts
    }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(entry.id, forKey: .id)
        try json.encode(entry.area, forKey: .area)
        try json.encode(entry.state.rawValue, forKey: .state)
        try json.encode(entry.source, forKey: .source)
        try json.encode(entry.title, forKey: .title)
        try json.encode(entry.place.stated, forKey: .place)
        try json.encode(entry.severity.stated, forKey: .severity)
        try json.encode(entry.standard.stated, forKey: .standard)
        try json.encode(entry.indicator.stated, forKey: .indicator)
        try json.encode(entry.inspection, forKey: .inspection)
        try json.encode(entry.opinion, forKey: .opinion)
        try json.encode(entry.fields.measure.stated, forKey: .measure)
        try json.encode(entry.fields.project.stated, forKey: .project)
        try json.encode(entry.dueDate, forKey: .dueDate)
        try json.encode(entry.fields.responsibleUnit.stated, forKey: .responsibleUnit)
        try json.encode(entry.leadUnit.stated, forKey: .leadUnit)
        try json.encode(entry.fields.isReplyWanted, forKey: .replyWanted)
        try json.encode(entry.fields.answer.stated, forKey: .answer)
        try json.encode(entry.remarks.stated, forKey: .remarks)
        let lost = entry.history.losing
        let events = entry.history.events.map { event in
            EventRow(event, lost.first { $0.event.id == event.id }, output)
        }
        try json.encode(events, forKey: .events)
        try json.encode(entry.conflicts, forKey: .conflicts)
    }
}

private struct EventRow: Encodable {
    let kind: String?
    let author, device: String
    let at: Instant
    let text, evidence: String?
    let inspection: RecordID?
    let dueDate: CalendarDate?
    let applied: Bool
    let cause, why: String?

    private enum CodingKeys: String, CodingKey {
        case kind, author, device, at, text, evidence, inspection
        case dueDate = "due_date"
        case applied, cause, why
    }

    init(_ event: RectificationEvent, _ lost: RectificationHistory.Losing?, _ output: Output) {
        let content = event.content
        (kind, author, device) = (content.kind?.rawValue, event.author, event.device)
        at = event.moment
        (text, evidence) = (content.text.stated, content.evidence.stated)
        (inspection, dueDate) = (content.inspection, content.dueDate)
        (applied, cause, why) = (lost == nil, lost?.cause.rawValue, lost.map { output.text($0.why) })
    }
}

extension String? {
    /// The text; `nil` for an empty one.
    fileprivate var stated: String? { self?.isEmpty == false ? self : nil }
}

extension String {
    fileprivate var stated: String? { isEmpty ? nil : self }
}
