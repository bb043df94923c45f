internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct FormList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the published questionnaires. / 列出已发布的问卷。",
        discussion: "Example: ruhu-admin form list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let forms = try await connection.client(output).forms()
        try output.show(
            forms, json: { .object(JSONValue.members(of: $0)) },
            none: Localized(zh: "还没有发布任何问卷。", en: "No form is published."),
            columns: Self.columns(output))
    }

    private static func columns(_ output: Output) -> [ListedColumn<FormRecord>] {
        [
            .init("问卷", "form") { $0.form },
            .init("版本", "version") { $0.version },
            .init("名称", "title", minimumWidth: 16) { $0.title },
            .init("题目", "questions", alignment: .right) { String($0.questions) },
            .init("发布时间", "published", priority: 2) {
                output.published($0.publishedAt, isDamaged: $0.isDamaged)
            },
        ]
    }
}
