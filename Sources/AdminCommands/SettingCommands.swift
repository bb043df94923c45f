internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import TerminalKit
internal import Values

struct SettingGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setting", abstract: "Settings of the campaign, for all devices. / 活动设置。",
        subcommands: [SettingList.self, SettingSet.self])
}

struct SettingList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the settings with their values and meanings. / 列出设置。",
        discussion: "Example: ruhu-admin setting list")

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let settings = try await client.settings()
        try output.show(
            settings,
            columns: [
                ListedColumn("名称", "name", \.name), ListedColumn("值", "value", \.value),
                ListedColumn("默认", "default", priority: 2, \.default),
                ListedColumn("含义", "meaning", minimumWidth: 16) { output.text($0.title) },
                ListedColumn("可填", "takes", priority: 3, minimumWidth: 16) { output.text($0.allowed) },
            ])
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

    func run() async throws {
        let (client, output) = try connection.open()
        let setting = try await client.set(setting: name, SettingChange(value: value, reason: reason ?? ""))
        try output.show(
            setting,
            Localized(
                zh: "\(setting.name) 为 \(setting.value)（\(setting.titleZh)）。设备下次同步后生效。",
                en: "\(setting.name) is \(setting.value) (\(setting.titleEn)). Devices have it after a sync."))
    }
}
