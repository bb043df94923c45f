internal import ArgumentParser
internal import CommandKit
internal import Failures
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit

struct VisitDiscard: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Drop a visit under way. / 放弃正在进行的入户。",
        discussion: """
            What was submitted of it before stays as it is.
            已提交的内容不受影响。

            Example / 例: ruhu visit discard 0199a1b3
            """)

    @Argument(help: ArgumentHelp("The id of the visit under way. / 正在进行的入户编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open()
        let draft = try opened.store.visitDraft(id)
        try opened.store.discard(draft)
        if opened.output.isJSON {
            let json = JSONValue.object([JSONValue.Member("id", .string(draft.id.description))])
            try opened.output.result.write(json.text + "\n")
        } else {
            opened.output.tell(Localized(zh: "已放弃。", en: "Dropped."), .green)
        }
    }
}
