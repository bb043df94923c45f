internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

struct DeviceEnroll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll", abstract: "Make a one-time code for a new device. / 为新设备生成一次性代码。",
        discussion: "Example: ruhu-admin device enroll --user lihua --valid-hours 24")

    /// What the server takes: 30 days.
    private static let hoursMax = 720

    @Option(name: .long, help: ArgumentHelp("Who will work on the device. / 使用者的登录名。", valueName: "login"))
    var user: String

    @Option(
        name: .long,
        help: ArgumentHelp("How long the code is valid, 1 to 720; a week without it. / 有效小时数。", valueName: "hours"))
    var validHours: Int?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        if let validHours, !(1...Self.hoursMax).contains(validHours) {
            throw Failure.usage(
                Localized(
                    zh: "--valid-hours 应在 1 到 \(Self.hoursMax) 之间。", en: "--valid-hours must be 1 to \(Self.hoursMax)."),
                command: "ruhu-admin device enroll")
        }
        let client = try connection.client(output)
        let code = try await client.enroll(EnrollmentOrder(user: user, validSeconds: validHours.map { $0 * 3_600 }))
        try output.show(
            json: .object([.init("code", .string(code.code)), .init("expiresAt", .string(code.expiresAt))])
        ) {
            let until = LocalTime.text(code.expiresAt, environment: CommandEnvironment.variables)
            return output.text(
                Localized(
                    zh:
                        "代码 \(code.code)，有效至 \(until)，只能用一次。\n在设备上运行：ruhu init --server \(client.address.text) --code \(code.code)\n",
                    en: """
                        Code \(code.code), valid until \(until), for one device.
                        On the device: ruhu init --server \(client.address.text) --code \(code.code)

                        """))
        }
    }
}
