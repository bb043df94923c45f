internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct DeviceGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Laptops and tablets of the field. / 外勤设备。",
        subcommands: [DeviceEnroll.self, DeviceList.self, DeviceRevoke.self])
}

extension JSONValue {
    /// A device as JSON shows one.
    init(_ device: DeviceRecord) {
        self = .object([
            .init("id", .string(device.id)), .init("name", .string(device.name)),
            .init("label", .string(device.label)), .init("user", .string(device.user)),
            .init("enrolledAt", .string(device.enrolledAt)),
            .init("lastSeen", device.lastSeen.map { .string($0) } ?? .null),
            .init("revoked", .boolean(device.revoked)),
        ])
    }
}

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
