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
        let settings = try opened.store.campaign.stated()
        try output.show(settings.map(SettingRow.init)) {
            try output.table(
                settings,
                [
                    ListedColumn("名称", "name", \.name.rawValue), ListedColumn("值", "value", \.text),
                    ListedColumn("含义", "meaning", priority: 2, minimumWidth: 16) { output.text($0.name.title) },
                ])
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

private struct SettingRow: Encodable {
    let name, value, `default`: String
    let stated: Bool
    let unreadable: String?
    let disputed: Bool
    let titleZh, titleEn, allowedZh, allowedEn: String

    init(_ setting: StatedSetting) {
        (name, value, `default`) = (setting.name.rawValue, setting.text, setting.defaultText)
        (stated, unreadable, disputed) = (setting.isStated, setting.unreadable, setting.isDisputed)
        (titleZh, titleEn) = (setting.name.title.zh, setting.name.title.en)
        (allowedZh, allowedEn) = (setting.name.allowed.zh, setting.name.allowed.en)
    }
}
