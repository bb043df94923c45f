internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import Glibc
internal import TerminalKit
internal import Values

struct InspectWalk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk", abstract: "Go through the checklist, one by one. / 逐项检查。",
        discussion: """
            Every answer is saved at once; leave with q and go on later where you left, also after a power loss.
            At a question: Enter keeps, - takes a value back, b back, s next indicator, g CODE jump to an indicator or
            group, n TEXT note, x REASON does not apply, p LAT,LON position, ? help, q quit.

            Example / 例: ruhu inspect walk 0199a1b2 --from FAC
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Option(
        name: .long, help: ArgumentHelp("Begin with this indicator or group. / 从该指标或分组开始。", valueName: "code"))
    var from: String?
    @Flag(name: .long, help: "Go through all, not only what lacks data. / 逐项全查，不只查缺数据的。")
    var all = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        guard isatty(STDIN_FILENO) == 1, !options.common.json else {
            throw Failure(
                code: "not_interactive", status: .usage,
                message: Localized(zh: "此处没有终端，无法逐项提问。", en: "There is no terminal to ask on."),
                hint: Localized(
                    zh: "请改用 ruhu inspect record \(id) --values 文件。",
                    en: "Use `ruhu inspect record \(id) --values FILE` instead."))
        }
        let opened = try options.open(to: .save)
        let inspection = try opened.store.inspection(id)
        var walk = try Walk(inspection, store: opened.store, output: opened.output, asksAll: all)
        if let from { try walk.jump(to: from) }
        try walk.run()
    }
}
