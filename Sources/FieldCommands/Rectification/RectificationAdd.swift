internal import ArgumentParser
internal import CommandKit
internal import CommunityRecords
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

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
        let entry = try opened.store.addRectification(area: area, assignments: fields, opinion: opinion)
        let text = RectificationText(store: opened.store, output: opened.output)
        let id = try opened.store.shortID(entry.id)
        try opened.output.show(json: text.json(entry)) { id + "\n" }
        opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}
