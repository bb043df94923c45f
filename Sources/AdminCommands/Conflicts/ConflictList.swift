internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct ConflictList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List open conflicts. / 列出未解决的冲突。",
        discussion: "Example: ruhu-admin conflict list --area 440605011")

    @Option(name: .long, help: ArgumentHelp("Only areas whose codes begin with this. / 只列出以此开头的区域。", valueName: "code"))
    var area: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let conflicts = try await connection.client(output).conflicts(area: area ?? "")
        try output.show(json: .array(conflicts.map { JSONValue($0) })) {
            guard !conflicts.isEmpty else {
                return output.text(Localized(zh: "没有未解决的冲突。\n", en: "No conflict is open.\n"))
            }
            let short = ShortIDs(conflicts.map(\.id))
            return output.table(
                [
                    .init(title: output.text(Localized(zh: "编号", en: "id"))),
                    .init(title: output.text(Localized(zh: "记录", en: "record")), minimumWidth: 10),
                    .init(title: output.text(Localized(zh: "字段", en: "field"))),
                    .init(title: output.text(Localized(zh: "各个值", en: "values")), minimumWidth: 12),
                    .init(title: output.text(Localized(zh: "区域", en: "areas")), priority: 2),
                ],
                conflicts.map { conflict in
                    let text = CandidateText(conflict, output)
                    let values = conflict.values.enumerated().map { "\($0 + 1)) \(text.text($1))" }
                    return [
                        short[conflict.id], conflict.label.isEmpty ? conflict.recordType : conflict.label,
                        conflict.field, values.joined(separator: "  "), conflict.areas.joined(separator: " "),
                    ]
                })
        }
    }
}
