internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct ConflictShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a conflict with who stated what. / 查看冲突。",
        discussion: "Example / 例: ruhu conflict show 5f3c12ab")

    @Argument(help: ArgumentHelp("The conflict's id. / 冲突编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let conflict = try opened.store.conflict(id)
        let text = ConflictText(store: opened.store, output: opened.output)
        let rendered =
            opened.output.isJSON
            ? try text.json(conflict, isListed: false).text + "\n" : try text.details(conflict)
        try opened.output.result.write(rendered)
    }
}
