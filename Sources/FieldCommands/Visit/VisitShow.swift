internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import Values

struct VisitShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a visit and its answers. / 查看一次入户访问。",
        discussion: """
            A visit under way is shown as far as it has come.
            正在进行的入户，显示目前已答的内容。

            Example / 例: ruhu visit show 0199a1b3
            """)

    @Argument(help: ArgumentHelp("The visit's id. / 访问编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        do {
            let visit = try opened.store.visit(id)
            try VisitText(store: opened.store, output: opened.output).show(
                visit, notices: try opened.store.notices(reading: visit))
        } catch let failure as Failure where failure.code == "record_unknown" {
            let draft: VisitDraft
            do {
                draft = try opened.store.visitDraft(id)
            } catch let unknown as Failure where unknown.code == "draft_unknown" {
                throw failure
            }
            try DraftText(store: opened.store, output: opened.output).show(try opened.store.entry(of: draft))
        }
    }
}
