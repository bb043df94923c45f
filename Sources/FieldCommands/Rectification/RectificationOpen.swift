internal import ArgumentParser
internal import CommandKit
internal import CommunityRecords
internal import FieldClient
internal import TerminalKit
internal import Values

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
                try opened.store.openRectifications(from: inspection, codes: codes)
            } else {
                [try opened.store.addRectification(area: nil, assignments: [], opinion: opinion)]
            }
        try RectificationText(store: opened.store, output: opened.output).show(entries)
        opened.output.tell(
            Localized(zh: "立项 \(entries.count) 项。", en: "Opened: \(entries.count)."), entries.isEmpty ? .dim : .green)
    }
}
