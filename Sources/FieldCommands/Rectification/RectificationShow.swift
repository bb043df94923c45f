internal import ArgumentParser
internal import CommandKit
internal import CommunityRecords
internal import FieldClient

struct RectificationShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a rectification and its whole history. / 查看整改及经过。",
        discussion: "Example / 例: ruhu rectification show 0199a1c4")

    @Argument(help: ArgumentHelp("Its id. / 整改编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let entry = try opened.store.rectification(id)
        let text = RectificationText(store: opened.store, output: opened.output)
        try opened.output.show(json: text.json(entry)) { try text.details(entry) }
    }
}
