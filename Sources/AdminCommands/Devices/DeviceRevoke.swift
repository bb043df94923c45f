internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

struct DeviceRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Shut a device out for good, as when it is lost. / 吊销设备，例如丢失时。",
        discussion: """
            What the device has handed in stays. It can be enrolled anew with a new code.

            Example: ruhu-admin device revoke 019f3c2a
            """)

    @Argument(help: ArgumentHelp("The device's id, a unique beginning of it, or its name. / 设备编号或名称。", valueName: "id"))
    var id: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let device = try await connection.client(output).revoke(device: id)
        try output.show(json: JSONValue(device)) {
            output.text(
                Localized(
                    zh: "设备 \(device.name)（\(device.user)）已吊销。\n",
                    en: "Device \(device.name) (\(device.user)) is revoked.\n"))
        }
    }
}
