internal import ArgumentParser
internal import CommandKit
internal import CommunityRecords
internal import FieldClient
internal import TerminalKit
internal import Values

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
            throw ValidationError(
                "Give one of --to, --request and --decline. / --to、--request、--decline 只能用一个。")
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
        let entry = try opened.store.updateRectification(id, update)
        let text = RectificationText(store: opened.store, output: opened.output)
        try opened.output.show(json: text.json(entry)) { try text.details(entry) }
        opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}
