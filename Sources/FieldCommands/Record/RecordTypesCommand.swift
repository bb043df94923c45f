internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct RecordTypesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "types", abstract: "What can be recorded: types, their fields and choices. / 记录类型及其字段。",
        discussion: """
            Example / 例:
              ruhu record types
              ruhu record types activity
            """)

    @Argument(help: ArgumentHelp("Only this type, with its fields. / 只看这一类型及其字段。", valueName: "type"))
    var type: String?
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let text = TypeText(output: opened.output)
        if let type {
            let declared = try opened.store.type(named: type)
            try opened.output.show(json: text.json(declared, withFields: true)) { text.details(declared) }
        } else {
            let types = opened.store.schema.types
            try opened.output.show(json: .array(types.map { text.json($0, withFields: false) })) { text.table(types) }
        }
    }
}
