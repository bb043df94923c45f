internal import AdminProtocol
internal import ArgumentParser
internal import SyncProtocol
internal import Values

struct SettingGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setting", abstract: "Settings of the campaign, for all devices. / 活动设置。",
        subcommands: [SettingList.self, SettingSet.self])
}

extension JSONValue {
    init(_ setting: SettingRecord) {
        self = .object([
            .init("name", .string(setting.name)), .init("value", .string(setting.value)),
            .init("default", .string(setting.defaultValue)), .init("stated", .boolean(setting.stated)),
            .init("unreadable", setting.unreadable.map(JSONValue.string) ?? .null),
            .init("disputed", .boolean(setting.disputed)),
            .init("titleZh", .string(setting.title.zh)), .init("titleEn", .string(setting.title.en)),
            .init("allowedZh", .string(setting.allowed.zh)), .init("allowedEn", .string(setting.allowed.en)),
        ])
    }
}
