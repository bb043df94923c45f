internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Notes about households. / 住户备注。",
        discussion: "Example / 例: ruhu note add 0199a1b2 \"狗很凶\"",
        subcommands: [NoteAdd.self, NoteList.self])
}

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
        let note = try opened.store.notes.add(about: record, text: text)
        try opened.output.show(note) { try opened.store.shortID(note.id) + "\n" }
        opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}

struct NoteList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the notes about a household. / 列出住户备注。",
        discussion: "Example / 例: ruhu note list 0199a1b2")

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "record"))
    var record: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let notes = try opened.store.notes.list(about: record)
        try opened.output.show(notes) { notes.isEmpty ? "" : try table(notes, opened.output) }
        if notes.isEmpty { opened.output.tell(Localized(zh: "没有备注。", en: "No notes.")) }
    }

    private func table(_ notes: [NoteEntry], _ output: Output) throws -> String {
        try output.table(
            notes,
            [
                ListedColumn("时间", "Written", priority: 2, minimumWidth: 10) { LocalTime.text($0.writtenAt) },
                ListedColumn("记录人", "Author", priority: 3, \.author),
                ListedColumn("内容", "Note", minimumWidth: 10, \.text),
            ])
    }
}
