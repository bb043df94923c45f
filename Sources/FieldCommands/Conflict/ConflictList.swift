internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct ConflictList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the open conflicts. / 列出待解决的冲突。",
        discussion: "Example / 例: ruhu conflict list --json")

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let conflicts = try opened.store.conflicts()
        let text = ConflictText(store: opened.store, output: opened.output)
        if opened.output.isJSON {
            try opened.output.result.write(
                JSONValue.array(try conflicts.map { try text.json($0, isListed: true) }).text + "\n")
        } else {
            try opened.output.result.write(try text.table(conflicts))
            if conflicts.isEmpty { opened.output.tell(Localized(zh: "没有冲突。", en: "No conflicts."), .green) }
        }
    }
}
