internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct SettingList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the settings with their values and meanings. / 列出设置。",
        discussion: "Example: ruhu-admin setting list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let settings = try await connection.client(output).settings()
        try output.show(
            settings, json: { JSONValue($0) },
            columns: Self.columns(output))
        for setting in settings { tell(about: setting, output) }
    }

    private static func columns(_ output: Output) -> [ListedColumn<SettingRecord>] {
        [
            .init("名称", "name") { $0.name },
            .init("值", "value") { $0.value },
            .init("默认", "default", priority: 2) { $0.defaultValue },
            .init("含义", "meaning", minimumWidth: 16) { output.text($0.title) },
            .init("可填", "takes", priority: 3, minimumWidth: 16) { output.text($0.allowed) },
        ]
    }

    private func tell(about setting: SettingRecord, _ output: Output) {
        if let text = setting.unreadable {
            output.tell(
                Localized(
                    zh: "\(setting.name)：记录中的“\(text)”无法识别，按默认值处理。",
                    en: "\(setting.name): its record says \"\(text)\", which cannot be read; the default is in force."),
                .yellow)
        }
        if setting.disputed {
            output.tell(
                Localized(
                    zh: "\(setting.name)：有冲突，请用 ruhu-admin conflict list 查看。",
                    en: "\(setting.name) is in conflict: see ruhu-admin conflict list."),
                .yellow)
        }
    }
}
