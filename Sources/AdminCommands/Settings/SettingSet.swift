internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

struct SettingSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "State a setting; devices take it over at their next sync. / 修改设置。",
        discussion: """
            `default` goes back to the default. `ruhu-admin setting list` shows what each setting takes.

            Example: ruhu-admin setting set max_attempts 5 --reason "rainy season"
            """)

    @Argument(help: ArgumentHelp("The setting. / 设置项。", valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp("The value, or `default`. / 值，或 default。", valueName: "value"))
    var value: String

    @Option(name: .long, help: ArgumentHelp("Why. / 理由。", valueName: "text"))
    var reason: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let setting = try await connection.client(output).set(
            setting: name, SettingChange(value: value, reason: reason ?? ""))
        try output.show(json: JSONValue(setting)) {
            output.text(
                Localized(
                    zh: "\(setting.name) 为 \(setting.value)（\(setting.title.zh)）。设备下次同步后生效。\n",
                    en: "\(setting.name) is \(setting.value) (\(setting.title.en)). Devices have it after a sync.\n"))
        }
    }
}
