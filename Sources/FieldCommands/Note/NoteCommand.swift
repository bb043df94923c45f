internal import ArgumentParser

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Notes about households. / 住户备注。",
        discussion: "Example / 例: ruhu note add 0199a1b2 \"狗很凶\"",
        subcommands: [NoteAdd.self, NoteList.self])
}
