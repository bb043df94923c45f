internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct StandardList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the published standards. / 列出已发布的标准。",
        discussion: "Example: ruhu-admin standard list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let standards = try await connection.client(output).standards()
        try output.show(
            standards, json: { .object(JSONValue.members(of: $0)) },
            none: Localized(zh: "还没有发布任何标准。", en: "No standard is published."),
            columns: Self.columns(output))
    }

    private static func columns(_ output: Output) -> [ListedColumn<StandardRecord>] {
        [
            .init("标准", "standard") { $0.standard },
            .init("版本", "version", alignment: .right) { String($0.version) },
            .init("名称", "title", minimumWidth: 16) { output.text($0.title) },
            .init("组", "groups", alignment: .right, priority: 3) { String($0.groups) },
            .init("指标", "indicators", alignment: .right) { String($0.indicators) },
            .init("发布时间", "published", priority: 2) {
                output.published($0.publishedAt, isDamaged: $0.isDamaged)
            },
        ]
    }
}
