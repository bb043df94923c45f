internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct TodayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "today", abstract: "Households still to call upon in this round. / 今天要走访的住户。",
        discussion: """
            Those that assignments name you for; where none does, all in your areas. Appointments come first, then what is to \
            be finished, then the rest by building, unit and room.

            Example / 例:
              ruhu today
              ruhu today --area 440605011901 --building 3栋
            """)

    @Option(name: .long, help: ArgumentHelp("Only areas whose codes begin with this. / 只看这个区域。", valueName: "code"))
    var area: String?

    @Option(name: .long, help: ArgumentHelp("Only this building. / 只看这一栋。", valueName: "building"))
    var building: String?

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let today = try opened.store.visits.today(area: area ?? "", building: building ?? "")
        let text = TodayText(today: today, store: opened.store, output: opened.output)
        try opened.output.show(TodayRows(today: today)) { try text.people() }
    }
}

/// The list for today, for scripts.
private struct TodayRows: Encodable {
    let today: Today

    private enum Key: String, CodingKey { case round, assigned, attemptsMax, counts, households }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(today.round, forKey: .round)
        try json.encode(today.isAssigned, forKey: .assigned)
        try json.encode(today.attemptsMax, forKey: .attemptsMax)
        try json.encode(Counts(today.list), forKey: .counts)
        try json.encode(
            today.list.entries.map { Household($0, draft: today.drafts[$0.household.id]) }, forKey: .households)
    }

    struct Counts: Encodable {
        let toVisit, appointments, drafts, toFinish, doNotContact, completed, refused, exhausted, outOfScope: Int

        init(_ list: TodayList) {
            let left = list.leftOut
            (toVisit, appointments) = (list.count(.toVisit), list.count(.appointment))
            (drafts, toFinish) = (list.count(.draft), list.count(.toFinish))
            (doNotContact, completed, refused) = (left.doNotContact, left.completed, left.refused)
            (exhausted, outOfScope) = (left.exhausted, left.outOfScope)
        }
    }

    struct Household: Encodable {
        let id: RecordID
        let area, building, unit, room, kind: String
        let appointment: Instant?
        let overdue: Bool
        let attempts, attemptsLeft: Int
        let lastOutcome: String?
        let lastVisit: Instant?
        let draft: RecordID?
        let remarks: String

        init(_ entry: TodayList.Entry, draft: RecordID?) {
            let household = entry.household
            (id, area, remarks) = (household.id, household.area, household.remarks)
            (building, unit, room) = (household.building, household.unit, household.room)
            (kind, appointment, overdue) = (entry.kind.rawValue, entry.appointment, entry.isOverdue)
            (attempts, attemptsLeft) = (entry.attempts, entry.attemptsLeft)
            lastOutcome = entry.last?.outcome?.rawValue
            lastVisit = entry.last.map { Instant(milliseconds: $0.startedAt) }
            self.draft = draft
        }
    }
}

/// The list for today, for people.
struct TodayText {
    let today: Today
    let store: FieldStore
    let output: Output

    func people() throws -> String {
        let entries = today.list.entries
        let ids = IDText(store, rows: entries.count)
        let table = try output.table(
            entries,
            [
                ListedColumn("编号", "id") { try ids.text($0.household.id) },
                ListedColumn("住户", "household") { entry in
                    let household = entry.household
                    return [household.building, household.unit, household.room].filter { !$0.isEmpty }
                        .joined(separator: " ")
                },
                ListedColumn("状态", "state") { output.text(state($0)) },
                ListedColumn("上门", "attempts", alignment: .right, priority: 2) {
                    "\($0.attempts)/\(today.attemptsMax)"
                },
                ListedColumn("备注", "remarks", priority: 3, minimumWidth: 8, \.household.remarks),
            ])
        return (entries.isEmpty ? "" : table) + DisplayWidth.printable(output.text(summary)) + "\n"
    }

    private func state(_ entry: TodayList.Entry) -> Localized {
        switch entry.kind {
        case .appointment:
            let time = entry.appointment.map { LocalTime.text($0) } ?? ""
            return entry.isOverdue
                ? Localized(zh: "预约 \(time)（已过）", en: "appointment \(time) (overdue)")
                : Localized(zh: "预约 \(time)", en: "appointment \(time)")
        case .draft: return Localized(zh: "进行中", en: "under way")
        case .toFinish: return Localized(zh: "待补完", en: "to finish")
        case .toVisit:
            guard let outcome = entry.last?.outcome else { return Localized(zh: "未走访", en: "not visited") }
            let field = store.schema.type(RecordTypes.visit)?.field(named: .outcome)
            let title = field?.choices.first { $0.code == outcome.rawValue }?.title
            return Localized(zh: title?.zh ?? outcome.rawValue, en: title?.en ?? outcome.rawValue)
        }
    }

    /// "12 to visit, 3 appointments, 2 drafts, 5 not to be disturbed".
    private var summary: Localized {
        let (list, left) = (today.list, today.list.leftOut)
        let (visits, appointments) = (list.count(.toVisit), list.count(.appointment))
        let (drafts, finishes) = (list.count(.draft), list.count(.toFinish))
        var zh = "待走访 \(visits) 户，预约 \(appointments) 户，进行中 \(drafts) 户，待补完 \(finishes) 户，不打扰 \(left.doNotContact) 户"
        var en =
            "\(visits) to visit, \(appointments) appointments, \(drafts) drafts, \(finishes) to finish, "
            + "\(left.doNotContact) not to be disturbed"
        if left.exhausted > 0 {
            zh += "，已达上门次数 \(left.exhausted) 户"
            en += ", \(left.exhausted) without attempts left"
        }
        return Localized(zh: zh, en: en)
    }
}
