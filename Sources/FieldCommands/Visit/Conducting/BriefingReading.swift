internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import Interviewing
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Reads from the store what one should know at the door.
struct BriefingReading {
    /// Earlier visits that are shown.
    private static let visitsShownMax = 3

    let store: FieldStore

    /// What is known at the door of a visit under way.
    func briefing(of draft: VisitDraft) throws -> HouseholdBriefing {
        let key = RecordKey(id: draft.household, type: RecordTypes.household)
        let household = try store.records.entry(key)
        let label = try store.label(of: key)
        let visits = try store.visits.list(household: draft.household.description, area: "")
        return HouseholdBriefing(
            address: label.zh.isEmpty ? draft.household.description : label.zh,
            facts: try facts(household), warnings: try store.visits.notices(for: draft),
            history: history(visits) + (try opinions(of: draft.household)),
            refusalReasons: Array(refusalReasons.prefix(9)),
            quietHours: try store.campaign.settings().quietHours)
    }

    private func facts(_ household: RecordEntry) throws -> [Localized] {
        let code = household.text(.area)
        let areas = try store.records.list(of: try store.type(RecordTypes.area), words: ["code=\(code)"])
        let place = "\(areas.first?.text(.name) ?? "") \(code)".trimmed
        var facts = [Localized(zh: place, en: place)]
        for name in [FieldName.address, .occupancy, .remarks] {
            guard let field = household.type.field(named: name), let value = household.value(name.text), value != .null
            else {
                continue
            }
            facts.append(
                Localized(
                    zh: "\(field.title.zh)：\(ValueText(language: .chinese).text(value, field: field))",
                    en: "\(field.title.en): \(ValueText(language: .english).text(value, field: field))"))
        }
        return facts
    }

    private func history(_ visits: [VisitEntry]) -> [Localized] {
        guard !visits.isEmpty else {
            return [Localized(zh: "还没有来过。", en: "No earlier visits.")]
        }
        let outcome = store.schema.type(RecordTypes.visit)?.field(named: .outcome)
        let shown = visits.suffix(Self.visitsShownMax).reversed().map { visit in
            let time = LocalTime.text(visit.writtenAt)
            let value = visit.answer(.outcome) ?? .null
            let next: String =
                if case .string(let text)? = visit.answer(.nextAppointment), let instant = Instant(text) {
                    " → " + LocalTime.text(instant)
                } else { "" }
            return Localized(
                zh: "\(time) \(ValueText(language: .chinese).text(value, field: outcome))\(next)（\(visit.author)）",
                en: "\(time) \(ValueText(language: .english).text(value, field: outcome))\(next) (\(visit.author))")
        }
        let more = visits.count - shown.count
        return shown + (more > 0 ? [Localized(zh: "更早 \(more) 次", en: "\(more) earlier")] : [])
    }

    private func opinions(of household: RecordID) throws -> [Localized] {
        guard let type = store.schema.type(named: "opinion") else { return [] }
        let open = try store.records.list(of: type, words: ["household=\(household)"])
            .filter { $0.text("state") != "closed" }
        return open.map { opinion in
            let text = DisplayWidth.truncate(opinion.text("text"), to: 60)
            return Localized(zh: "未办结的意见：\(text)", en: "Open opinion: \(text)")
        }
    }

    private var refusalReasons: [Field.Choice] {
        store.schema.type(RecordTypes.visit)?.field(named: .refusalReason)?.choices ?? []
    }
}
