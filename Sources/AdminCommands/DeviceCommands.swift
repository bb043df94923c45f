internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Values

struct DeviceGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Laptops and tablets of the field. / 外勤设备。",
        subcommands: [DeviceEnroll.self, DeviceList.self, DeviceRevoke.self])
}

struct DeviceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all devices. / 列出设备。", discussion: "Example: ruhu-admin device list")

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let devices = try await client.devices()
        let short = ShortIDs(devices.map(\.id))
        try output.show(
            devices,
            columns: [
                ListedColumn("编号", "id") { short[$0.id] }, ListedColumn("名称", "name", \.name),
                ListedColumn("说明", "label", priority: 4, \.label), ListedColumn("使用者", "user", priority: 2, \.user),
                ListedColumn("登记时间", "enrolled", priority: 5) { LocalTime.text($0.enrolledAt) },
                ListedColumn("最近联系", "last seen", priority: 3) { $0.lastSeen.map { LocalTime.text($0) } ?? "-" },
                ListedColumn("状态", "state", priority: 2) {
                    output.text(
                        $0.revoked ? Localized(zh: "已吊销", en: "revoked") : Localized(zh: "正常", en: "active"))
                },
            ])
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

    func run() async throws {
        if let validHours, !(1...Self.hoursMax).contains(validHours) {
            throw Failure.usage(
                Localized(
                    zh: "--valid-hours 应在 1 到 \(Self.hoursMax) 之间。", en: "--valid-hours must be 1 to \(Self.hoursMax)."),
                command: "ruhu-admin device enroll")
        }
        let (client, output) = try connection.open()
        let code = try await client.enroll(EnrollmentOrder(user: user, validSeconds: validHours.map { $0 * 3_600 }))
        let until = LocalTime.text(code.expiresAt)
        let command = "ruhu init --server \(client.address.text) --code \(code.code)"
        try output.show(
            code,
            Localized(
                zh: "代码 \(code.code)，有效至 \(until)，只能用一次。",
                en: "Code \(code.code), valid until \(until), for one device."),
            Localized(zh: "在设备上运行：\(command)", en: "On the device: \(command)"))
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

    func run() async throws {
        let (client, output) = try connection.open()
        let device = try await client.revoke(device: id)
        try output.show(
            device,
            Localized(
                zh: "设备 \(device.name)（\(device.user)）已吊销。", en: "Device \(device.name) (\(device.user)) is revoked."))
    }
}
