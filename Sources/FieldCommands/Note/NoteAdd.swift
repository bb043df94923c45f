internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct NoteAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Note something about a household. / 给住户添加备注。",
        discussion: "Example / 例: ruhu note add 0199a1b2 \"晚上八点后在家\"")

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "record"))
    var record: String
    @Argument(help: ArgumentHelp("The note. / 内容。", valueName: "text"))
    var text: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let note = try opened.store.addNote(about: record, text: text)
        if opened.output.isJSON {
            try opened.output.result.write(NoteText.json(note).text + "\n")
        } else {
            try opened.output.result.write(try opened.store.shortID(note.id) + "\n")
            opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
        }
    }
}
