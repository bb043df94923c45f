internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct RectificationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rectification",
        abstract: "Problems found, and what becomes of them. / 问题整改。",
        discussion: "Example / 例: ruhu rectification list --area 440605011 --state open",
        subcommands: [
            RectificationOpen.self, RectificationAdd.self, RectificationList.self, RectificationShow.self,
            RectificationUpdateCommand.self,
        ])
}

struct RectificationOpen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open one for each failed indicator, or for an opinion. / 为未达标指标或意见立项整改。",
        discussion: """
            Indicators that have one already are left alone, so that it can be run again.

            Example / 例:
              ruhu rectification open 0199a1b2 NH11-FAC-01
              ruhu rectification open --opinion 0199a1c0
            """)

    @Option(name: .long, help: ArgumentHelp("The opinion to open one for. / 意见编号。", valueName: "id"))
    var opinion: String?
    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "inspection"))
    var inspection: String?
    @Argument(help: ArgumentHelp("Only these indicators. / 只为这些指标。", valueName: "code"))
    var codes: [String] = []
    @OptionGroup var options: FieldOptions

    func validate() throws {
        if (opinion == nil) == (inspection == nil) {
            throw ValidationError("Name an inspection or an opinion. / 请给出一次检查或一条意见。")
        }
    }

    func run() throws {
        let opened = try options.open(to: .save)
        let entries =
            if let inspection {
                try opened.store.rectifications.open(from: inspection, codes: codes)
            } else {
                [try opened.store.rectifications.add(area: nil, assignments: [], opinion: opinion)]
            }
        try RectificationText(store: opened.store, output: opened.output).show(entries)
        opened.output.tell(
            Localized(zh: "立项 \(entries.count) 项。", en: "Opened: \(entries.count)."), entries.isEmpty ? .dim : .green)
    }
}

struct RectificationAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Note a problem by hand, or from an opinion. / 手工或由意见立项。",
        discussion: """
            Example / 例:
              ruhu rectification add --area 440605011001 title=污水外溢 place=3栋东侧 severity=high
              ruhu rectification add --opinion 0199a1c0 severity=high

            An opinion gives area, title, place and whether a reply is wanted, and is linked from then on.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("Code of the area; that of the opinion. / 区域代码，默认同意见。", valueName: "code"))
    var area: String?
    @Option(name: .long, help: ArgumentHelp("The opinion it comes from. / 来源意见编号。", valueName: "id"))
    var opinion: String?
    @Argument(
        help: ArgumentHelp(
            "Fields; title is required without an opinion. / 字段，无意见时必须有 title。", valueName: "field=value"))
    var fields: [String] = []
    @OptionGroup var options: FieldOptions

    func validate() throws {
        if area == nil && opinion == nil && !fields.contains(where: { $0.divided(at: "=")?.before == "area" }) {
            throw ValidationError("Give --area or --opinion. / 请给出 --area 或 --opinion。")
        }
    }

    func run() throws {
        let opened = try options.open(to: .save)
        let entry = try opened.store.rectifications.add(area: area, assignments: fields, opinion: opinion)
        let id = try opened.store.shortID(entry.id)
        try opened.output.show(RectificationRow(entry: entry, output: opened.output)) { id + "\n" }
        opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}

struct RectificationList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List rectifications, oldest first. / 列出整改，最早的在前。",
        discussion: "Example / 例: ruhu rectification list --state open --overdue")

    @Option(name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @Option(name: .long, help: ArgumentHelp("Only this state. / 只列此状态。", valueName: "state"))
    var state: String?
    @Flag(name: .long, help: "Only those whose day is past. / 只列逾期的。")
    var overdue = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let only = try state.map(Self.read)
        let opened = try options.open(to: .look)
        let today = try opened.store.campaign.today()
        let entries = try opened.store.rectifications.list(area: area).filter { entry in
            (only == nil || entry.state == only) && (!overdue || entry.isOverdue(on: today))
        }
        try RectificationText(store: opened.store, output: opened.output).show(entries)
    }

    private static func read(_ text: String) throws -> RectificationState {
        if let state = RectificationState(rawValue: text.replacing("-", with: "_")) { return state }
        let known = RectificationState.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(fault: "rectification_state_unknown", ["text": "\(text)", "known": "\(known)"])
    }
}

struct RectificationShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a rectification and its whole history. / 查看整改及经过。",
        discussion: "Example / 例: ruhu rectification show 0199a1c4")

    @Argument(help: ArgumentHelp("Its id. / 整改编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let entry = try opened.store.rectifications.one(id)
        let text = RectificationText(store: opened.store, output: opened.output)
        try opened.output.show(RectificationRow(entry: entry, output: opened.output)) { try text.details(entry) }
    }
}

struct RectificationUpdateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Move a rectification on, or change its fields. / 推进或修改整改。",
        discussion: """
            States: planned (needs measure, project, due_date, responsible_unit), in_progress, submitted_for_check
            (needs --evidence), closed (by somebody else), reopened, rejected (not a defect; needs --reason), deferred
            (needs --due). --request asks that it be reopened; --decline decides against that.

            Example / 例:
              ruhu rectification update 0199a1c4 --to planned measure=扩建办公用房 project=2011-03 due_date=2011-06-30 responsible_unit=某某居委会
              ruhu rectification update 0199a1c4 --to submitted_for_check --evidence 整改后照片.jpg
              ruhu rectification update 0199a1c4 --to closed --inspection 0199a1d0
              ruhu rectification update 0199a1c4 --decline --reason 已向居民解释
            """)

    @Argument(help: ArgumentHelp("Its id. / 整改编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("Fields to set. / 要修改的字段。", valueName: "field=value"))
    var fields: [String] = []
    @Option(name: .long, help: ArgumentHelp("The state to bring it to. / 目标状态。", valueName: "state"))
    var to: String?
    @Option(name: .long, help: ArgumentHelp("Why, or a comment. / 理由或备注。", valueName: "text"))
    var reason: String = ""
    @Option(name: .long, help: ArgumentHelp("What proves it, such as a photograph's name. / 佐证材料。", valueName: "text"))
    var evidence: String = ""
    @Option(name: .long, help: ArgumentHelp("The inspection that found it so. / 复查的检查编号。", valueName: "id"))
    var inspection: String?
    @Option(name: .long, help: ArgumentHelp("The new due date. / 新的完成时限。", valueName: "yyyy-mm-dd"))
    var due: String?
    @Flag(name: .long, help: "Ask that it be reopened; the street decides. / 请求重新整改，由街镇决定。")
    var request = false
    @Flag(name: .long, help: "Decide against the requests to reopen it. / 不予重新整改。")
    var decline = false
    @OptionGroup var options: FieldOptions

    func validate() throws {
        if [request, decline, to != nil].filter({ $0 }).count > 1 {
            throw ValidationError("Give one of --to, --request and --decline. / --to、--request、--decline 只能用一个。")
        }
        if fields.isEmpty && to == nil && !request && !decline && reason.isEmpty && evidence.isEmpty
            && inspection == nil
        {
            throw ValidationError("Nothing to change: give --to, FIELD=VALUE or --reason. / 没有要修改的内容。")
        }
    }

    func run() throws {
        let update = RectificationUpdate(
            state: to, assignments: fields, text: reason, evidence: evidence, inspection: inspection,
            dueDate: try due.map(InspectionDate.read), isRequest: request, isDecline: decline)
        let opened = try options.open(to: .save)
        let entry = try opened.store.rectifications.update(id, update)
        let text = RectificationText(store: opened.store, output: opened.output)
        try opened.output.show(RectificationRow(entry: entry, output: opened.output)) { try text.details(entry) }
        opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}
