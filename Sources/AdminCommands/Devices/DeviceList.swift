internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct DeviceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all devices. / 列出设备。", discussion: "Example: ruhu-admin device list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let devices = try await connection.client(output).devices()
        try output.show(json: .array(devices.map { JSONValue($0) })) {
            let short = ShortIDs(devices.map(\.id))
            let environment = CommandEnvironment.variables
            return output.table(
                [
                    .init(title: output.text(Localized(zh: "编号", en: "id"))),
                    .init(title: output.text(Localized(zh: "名称", en: "name"))),
                    .init(title: output.text(Localized(zh: "说明", en: "label")), priority: 4),
                    .init(title: output.text(Localized(zh: "使用者", en: "user")), priority: 2),
                    .init(title: output.text(Localized(zh: "登记时间", en: "enrolled")), priority: 5),
                    .init(title: output.text(Localized(zh: "最近联系", en: "last seen")), priority: 3),
                    .init(title: output.text(Localized(zh: "状态", en: "state")), priority: 2),
                ],
                devices.map { device in
                    let state =
                        device.revoked ? Localized(zh: "已吊销", en: "revoked") : Localized(zh: "正常", en: "active")
                    return [
                        short[device.id], device.name, device.label, device.user,
                        LocalTime.text(device.enrolledAt, environment: environment),
                        device.lastSeen.map { LocalTime.text($0, environment: environment) } ?? "-",
                        output.text(state),
                    ]
                })
        }
    }
}
