internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Failures
internal import SyncProtocol
internal import TerminalKit

struct SettingList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the settings with their values and meanings. / 列出设置。",
        discussion: "Example: ruhu-admin setting list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let settings = try await connection.client(output).settings()
        try output.show(json: .array(settings.map { JSONValue($0) })) {
            output.table(
                [
                    .init(title: output.text(Localized(zh: "名称", en: "name"))),
                    .init(title: output.text(Localized(zh: "值", en: "value"))),
                    .init(title: output.text(Localized(zh: "默认", en: "default")), priority: 2),
                    .init(title: output.text(Localized(zh: "含义", en: "meaning")), minimumWidth: 16),
                    .init(title: output.text(Localized(zh: "可填", en: "takes")), priority: 3, minimumWidth: 16),
                ],
                settings.map { setting in
                    [
                        setting.name, setting.value, setting.defaultValue, output.text(setting.title),
                        output.text(setting.allowed),
                    ]
                })
        }
        for setting in settings { tell(about: setting, output) }
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
