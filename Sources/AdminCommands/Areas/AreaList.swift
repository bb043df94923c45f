internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct AreaList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List areas by code. / 列出区域。",
        discussion: "Example: ruhu-admin area list --under 440605")

    @Option(name: .long, help: ArgumentHelp("Only codes that begin with this. / 只列出以此开头的代码。", valueName: "code"))
    var under: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let areas = try await connection.client(output).areas(under: under ?? "")
        let json = areas.map { area in
            JSONValue.object([
                .init("code", .string(area.code)), .init("name", .string(area.name)),
                .init("level", .string(area.level)), .init("parent", .string(area.parent)),
            ])
        }
        try output.show(json: .array(json)) {
            output.table(
                [
                    .init(title: output.text(Localized(zh: "代码", en: "code"))),
                    .init(title: output.text(Localized(zh: "名称", en: "name"))),
                    .init(title: output.text(Localized(zh: "级别", en: "level")), priority: 2),
                    .init(title: output.text(Localized(zh: "上级", en: "parent")), priority: 3),
                ],
                areas.map { [$0.code, $0.name, $0.level, $0.parent] })
        }
    }
}
