internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import SyncProtocol
internal import Values

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
