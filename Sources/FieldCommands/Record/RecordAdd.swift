internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct RecordAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a record of any type. / 添加一条记录。",
        discussion: """
            Without assignments it asks field by field; nothing is saved before the last answer. References take an id,
            the beginning of one, or the value of the natural key; elements of a set are separated by commas.

            Example / 例:
              ruhu record add activity
              ruhu record add facility area=440605011001 kind=office name=居委会 floor_area=178.5
              ruhu record add task_progress task=NH12-T04.1 area=440605011001 period=2012-10 percent=60
            """)

    @Argument(help: ArgumentHelp("The type. / 类型。", valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp("The fields. / 字段。", valueName: "field=value"))
    var fields: [String] = []
    @Flag(name: .long, help: "Add it although one with the same key is there already. / 已有相同的也要添加。")
    var force = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let type = try opened.store.type(named: type)
        let text = RecordText(store: opened.store, output: opened.output, type: type)
        guard fields.isEmpty else {
            return try text.showAdded(try opened.store.addRecord(type, assignments: fields, isForced: force))
        }
        try opened.store.checkAddable(type)
        let answers = try RecordForm(store: opened.store, output: opened.output, type: type).fill()
        try text.showAdded(try save(answers, of: type, opened))
    }

    /// Whoever has answered every question is asked once more rather than sent back to the first.
    private func save(_ answers: [String], of type: RecordType, _ opened: Opened) throws -> RecordEntry {
        do {
            return try opened.store.addRecord(type, assignments: answers, isForced: force)
        } catch let failure as Failure where failure.code == "record_exists" {
            try opened.output.story.write(DisplayWidth.printable(opened.output.text(failure.message)) + "\n")
            let question = opened.output.text(
                Localized(zh: "确实是另一条，仍要添加？", en: "Is it another one, to be added all the same?"))
            guard try Prompt.confirm(question, flag: "--force", terminal: opened.output.story) else { throw failure }
            return try opened.store.addRecord(type, assignments: answers, isForced: true)
        }
    }
}
