internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct VisitShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a visit and its answers. / 查看一次入户访问。",
        discussion: "Example / 例: ruhu visit show 0199a1b3")

    @Argument(help: ArgumentHelp("The visit's id. / 访问编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open()
        let visit = try opened.store.visit(id)
        try VisitText(store: opened.store, output: opened.output).show(visit)
    }
}
