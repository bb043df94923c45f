internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import ReplicaStore
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Every version of a record: who, when, where, what, why. / 记录的全部历史。",
        discussion: "Example / 例: ruhu log 0199a1b2")

    @Argument(help: ArgumentHelp("The record's id. / 记录编号。", valueName: "record"))
    var record: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let (record, entries) = try opened.store.log(record)
        let text = LogText(
            type: opened.store.schema.type(record.key.type), veil: try opened.store.veil(of: record.key),
            output: opened.output)
        try opened.output.show(json: .array(entries.map(text.json))) {
            entries.map(text.people).joined(separator: "\n")
        }
        if record.view.deletion == .deleted {
            opened.output.tell(Localized(zh: "这条记录已被删除。", en: "This record was deleted."), .yellow)
        }
    }
}
