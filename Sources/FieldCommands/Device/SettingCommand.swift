internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct SettingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setting", abstract: "Settings of the campaign, as the district states them. / 活动设置。",
        subcommands: [SettingList.self], defaultSubcommand: SettingList.self)
}

struct SettingList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the settings as of the last sync. / 列出设置。",
        discussion: "Example / 例: ruhu setting list")

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let output = opened.output
        let settings = try opened.store.statedSettings()
        try output.show(json: .array(settings.map { JSONValue($0) })) {
            output.table(
                [
                    .init(title: output.text(Localized(zh: "名称", en: "name"))),
                    .init(title: output.text(Localized(zh: "值", en: "value"))),
                    .init(title: output.text(Localized(zh: "含义", en: "meaning")), priority: 2, minimumWidth: 16),
                ], settings.map { [$0.name.rawValue, $0.text, output.text($0.name.title)] })
        }
        for setting in settings {
            guard let text = setting.unreadable else { continue }
            output.tell(
                Localized(
                    zh: "\(setting.name.rawValue)：“\(text)”无法识别，按默认值处理。",
                    en:
                        "\(setting.name.rawValue) is stated as \"\(text)\", which cannot be read; the default is in force."
                ),
                .yellow)
        }
    }
}

extension JSONValue {
    fileprivate init(_ setting: StatedSetting) {
        self = .object([
            .init("name", .string(setting.name.rawValue)), .init("value", .string(setting.text)),
            .init("default", .string(setting.defaultText)), .init("stated", .boolean(setting.isStated)),
            .init("unreadable", setting.unreadable.map(JSONValue.string) ?? .null),
            .init("disputed", .boolean(setting.isDisputed)),
            .init("titleZh", .string(setting.name.title.zh)), .init("titleEn", .string(setting.name.title.en)),
            .init("allowedZh", .string(setting.name.allowed.zh)),
            .init("allowedEn", .string(setting.name.allowed.en)),
        ])
    }
}
