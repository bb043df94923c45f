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
        let today = try opened.store.today(area: area ?? "", building: building ?? "")
        let text = TodayText(today: today, store: opened.store, output: opened.output)
        try opened.output.show(json: text.json) { try text.people() }
    }
}

/// The list for today, for people and for scripts.
struct TodayText {
    let today: Today
    let store: FieldStore
    let output: Output

    var json: JSONValue {
        let left = today.list.leftOut
        let counts: [(String, Int)] = [
            ("toVisit", today.list.count(.toVisit)), ("appointments", today.list.count(.appointment)),
            ("drafts", today.list.count(.draft)), ("toFinish", today.list.count(.toFinish)),
            ("doNotContact", left.doNotContact), ("completed", left.completed), ("refused", left.refused),
            ("exhausted", left.exhausted), ("outOfScope", left.outOfScope),
        ]
        return .object([
            .init("round", .string(today.round)), .init("assigned", .boolean(today.isAssigned)),
            .init("attemptsMax", .integer(Int64(today.attemptsMax))),
            .init("counts", .object(counts.map { .init($0, .integer(Int64($1))) })),
            .init("households", .array(today.list.entries.map(json))),
        ])
    }

    private func json(_ entry: TodayList.Entry) -> JSONValue {
        let household = entry.household
        return .object([
            .init("id", .string(household.id.description)), .init("area", .string(household.area)),
            .init("building", .string(household.building)), .init("unit", .string(household.unit)),
            .init("room", .string(household.room)), .init("kind", .string(entry.kind.rawValue)),
            .init("appointment", entry.appointment.map { .string($0.description) } ?? .null),
            .init("overdue", .boolean(entry.isOverdue)), .init("attempts", .integer(Int64(entry.attempts))),
            .init("attemptsLeft", .integer(Int64(entry.attemptsLeft))),
            .init("lastOutcome", entry.last?.outcome.map { .string($0.rawValue) } ?? .null),
            .init(
                "lastVisit", entry.last.map { .string(Instant(milliseconds: $0.startedAt).description) } ?? .null),
            .init("draft", today.drafts[household.id].map { .string($0.description) } ?? .null),
            .init("remarks", .string(household.remarks)),
        ])
    }

    // MARK: People

    func people() throws -> String {
        let entries = today.list.entries
        let ids = IDText(store, rows: entries.count)
        let rows = try entries.map { entry in
            let household = entry.household
            let address = [household.building, household.unit, household.room].filter { !$0.isEmpty }
            return [
                try ids.text(household.id), address.joined(separator: " "), output.text(state(entry)),
                "\(entry.attempts)/\(today.attemptsMax)", household.remarks,
            ]
        }
        let table = output.table(
            [
                .init(title: output.text(Localized(zh: "编号", en: "id"))),
                .init(title: output.text(Localized(zh: "住户", en: "household"))),
                .init(title: output.text(Localized(zh: "状态", en: "state"))),
                .init(title: output.text(Localized(zh: "上门", en: "attempts")), alignment: .right, priority: 2),
                .init(title: output.text(Localized(zh: "备注", en: "remarks")), priority: 3, minimumWidth: 8),
            ], rows)
        return (entries.isEmpty ? "" : table) + DisplayWidth.printable(output.text(summary)) + "\n"
    }

    private func state(_ entry: TodayList.Entry) -> Localized {
        switch entry.kind {
        case .appointment:
            let time = entry.appointment.map(LocalTime.text) ?? ""
            return entry.isOverdue
                ? Localized(zh: "预约 \(time)（已过）", en: "appointment \(time) (overdue)")
                : Localized(zh: "预约 \(time)", en: "appointment \(time)")
        case .draft: return Localized(zh: "进行中", en: "under way")
        case .toFinish: return Localized(zh: "待补完", en: "to finish")
        case .toVisit:
            guard let outcome = entry.last?.outcome else { return Localized(zh: "未走访", en: "not visited") }
            let field = store.schema.type(RecordTypes.visit)?.field(named: "outcome")
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
