internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct RecordShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a record. / 查看一条记录。",
        discussion: """
            An id needs no type; a natural key does.

            Example / 例:
              ruhu record show 0199a1b2
              ruhu record show task NH12-T04.1
            """)

    @Argument(help: ArgumentHelp("The type and the record, or an id. / 类型和记录，或编号。", valueName: "type|id"))
    var words: [String]
    @OptionGroup var options: FieldOptions

    func validate() throws {
        guard (1...2).contains(words.count) else { throw ValidationError("Give an id, or a type and a record.") }
    }

    func run() throws {
        let opened = try options.open(to: .look)
        let type = words.count == 2 ? try opened.store.type(named: words[0]) : nil
        let record = try opened.store.entry(try opened.store.record(named: words[words.count - 1], type: type))
        try RecordText(store: opened.store, output: opened.output, type: record.type).show(record)
    }
}
