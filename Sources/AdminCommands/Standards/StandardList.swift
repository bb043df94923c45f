internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Failures
internal import SyncProtocol
internal import TerminalKit

struct StandardList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the published standards. / 列出已发布的标准。",
        discussion: "Example: ruhu-admin standard list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let standards = try await connection.client(output).standards()
        try output.show(json: .array(standards.map { .object(JSONValue.members(of: $0)) })) {
            guard !standards.isEmpty else {
                return output.text(Localized(zh: "还没有发布任何标准。\n", en: "No standard is published.\n"))
            }
            return output.table(
                [
                    .init(title: output.text(Localized(zh: "标准", en: "standard"))),
                    .init(title: output.text(Localized(zh: "版本", en: "version")), alignment: .right),
                    .init(title: output.text(Localized(zh: "名称", en: "title")), minimumWidth: 16),
                    .init(title: output.text(Localized(zh: "组", en: "groups")), alignment: .right, priority: 3),
                    .init(title: output.text(Localized(zh: "指标", en: "indicators")), alignment: .right),
                    .init(title: output.text(Localized(zh: "发布时间", en: "published")), priority: 2),
                ],
                standards.map { row($0, output) })
        }
    }

    private func row(_ standard: StandardRecord, _ output: Output) -> [String] {
        let environment = CommandEnvironment.variables
        let published = standard.publishedAt.map { LocalTime.text($0, environment: environment) } ?? ""
        let damage = Localized(zh: "已被改动，不可用", en: "changed by somebody; not used")
        return [
            standard.standard, String(standard.version), output.text(standard.title), String(standard.groups),
            String(standard.indicators), standard.isDamaged ? output.text(damage) : published,
        ]
    }
}
