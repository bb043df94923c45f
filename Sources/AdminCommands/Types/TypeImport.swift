internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

struct TypeImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add record types, fields or choices to a running server. / 新增记录类型、字段或选项。",
        discussion: """
            The file is JSON with one type or a list of them, in the form that `ruhu-admin type show NAME --json` prints. \
            New types, and new fields of built-in types, are numbered from 1000. What exists is never changed. Devices \
            receive the types with their next sync.

            Example: ruhu-admin type import dog-licence.json
            """)

    @Argument(help: ArgumentHelp("JSON. / JSON 文件。", valueName: "file"), completion: .file(extensions: ["json"]))
    var file: String
    @Flag(name: .long, help: "Only check the file. / 只检查，不保存。") var dryRun = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let document = try DocumentFile(path: file)
        let result = try await connection.client(output).importTypes(document, isTrial: dryRun)
        let names = { (list: [String]) in JSONValue.array(list.map(JSONValue.string)) }
        try output.show(
            json: .object([
                .init("schemaVersion", .integer(Int64(result.schemaVersion))), .init("added", names(result.added)),
                .init("extended", names(result.extended)), .init("unchanged", names(result.unchanged)),
                .init("dryRun", .boolean(dryRun)),
            ])
        ) { text(result, output) }
    }

    private func text(_ result: TypeImportResult, _ output: Output) -> String {
        let lines: [(Localized, [String])] = [
            (Localized(zh: "新增", en: "added"), result.added), (Localized(zh: "扩充", en: "extended"), result.extended),
            (Localized(zh: "未变", en: "unchanged"), result.unchanged),
        ]
        var text = lines.filter { !$0.1.isEmpty }
            .map { "\(output.text($0.0)): \($0.1.joined(separator: ", "))\n" }.joined()
        if dryRun {
            text += output.text(Localized(zh: "只作检查，没有保存。\n", en: "Only checked; nothing was changed.\n"))
        } else if !result.added.isEmpty || !result.extended.isEmpty {
            text += output.text(
                Localized(
                    zh: "模式现为第 \(result.schemaVersion) 版；各设备下次 sync 时收到。\n",
                    en: "The schema is now version \(result.schemaVersion); devices receive it with their next sync.\n")
            )
        }
        return text
    }
}
