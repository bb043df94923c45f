internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Values

struct DeviceGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Laptops and tablets of the field. / 外勤设备。",
        subcommands: [DeviceEnroll.self, DeviceList.self, DeviceRevoke.self, DeviceRestore.self])
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
                ListedColumn("状态", "state", priority: 2) { output.text(DeviceText.state($0)) },
            ])
    }
}

struct DeviceEnroll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll", abstract: "Make a one-time code for a new device. / 为新设备生成一次性代码。",
        discussion: "Example: ruhu-admin device enroll --user lihua --valid-hours 24")

    @Option(name: .long, help: ArgumentHelp("Who will work on the device. / 使用者的登录名。", valueName: "login"))
    var user: String

    @Option(
        name: .long,
        help: ArgumentHelp("How long the code is valid, 1 to 720; a week without it. / 有效小时数。", valueName: "hours"))
    var validHours: Int?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        if let validHours, !(1...AdminLimits.codeHoursMax).contains(validHours) {
            throw Failure.usage(
                Localized(
                    zh: "--valid-hours 应在 1 到 \(AdminLimits.codeHoursMax) 之间。",
                    en: "--valid-hours must be 1 to \(AdminLimits.codeHoursMax)."),
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
        commandName: "revoke", abstract: "Shut a device out, as when it is lost. / 吊销设备，例如丢失时。",
        discussion: """
            What the device has handed in stays; what it has not stays on it. Asks first at a terminal. `device restore` lets
            it in again; with a new code `ruhu init --renew CODE` gives it a new token.

            Example: ruhu-admin device revoke 019f3c2a
            """)

    @Argument(help: ArgumentHelp("The device's id, a unique beginning of it, or its name. / 设备编号或名称。", valueName: "id"))
    var id: String

    @Flag(name: .long, help: "Do not ask. / 不询问。")
    var yes = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        if !yes, Confirmation.canAsk(output), try await !isMeant(client, output) {
            return output.tell(Localized(zh: "没有改变。", en: "Nothing was changed."))
        }
        let device = try await client.revoke(device: id)
        try output.show(
            device,
            Localized(
                zh: "设备 \(device.name)（\(device.user)）已吊销。", en: "Device \(device.name) (\(device.user)) is revoked."))
    }

    private func isMeant(_ client: AdminClient, _ output: Output) async throws -> Bool {
        let digits = id.lowercased()
        let all = try await client.devices()
        let named = all.filter { $0.name == id }
        let devices = named.isEmpty ? all.filter { $0.id.hasPrefix(digits) } : named
        // The server says of a word that fits none or several what it says without a terminal.
        guard devices.count == 1 else { return true }
        let what = DeviceText.unsent(devices)
        return try Confirmation.ask(
            Localized(zh: "将吊销 \(what.zh)", en: "This revokes \(what.en)"), flag: "--yes", output: output)
    }
}

struct DeviceRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Let a revoked device in again. / 恢复已吊销的设备。",
        discussion: """
            For a device that was revoked by mistake: it goes on with the token that it has. Where somebody may have copied
            it, make a code instead, and on the device run `ruhu init --renew CODE`.

            Example: ruhu-admin device restore lihua-1
            """)

    @Argument(help: ArgumentHelp("The device's id, a unique beginning of it, or its name. / 设备编号或名称。", valueName: "id"))
    var id: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let device = try await client.restore(device: id)
        try output.show(
            device,
            Localized(
                zh: "设备 \(device.name)（\(device.user)）已恢复，下次同步时上交未发送的记录。",
                en: "Device \(device.name) (\(device.user)) is let in again; its next sync hands in what was not sent.")
        )
    }
}

/// What is said of devices.
enum DeviceText {
    static func state(_ device: DeviceRecord) -> Localized {
        if device.revoked { return Localized(zh: "已吊销", en: "revoked") }
        guard let handedIn = device.handedIn, handedIn.exceeded else { return Localized(zh: "正常", en: "active") }
        return Localized(zh: "\(handedIn.day) 超出每日限额", en: "beyond its quota on \(handedIn.day)")
    }

    /// "lihua-1 (lihua), last seen 2026-11-28 09:10. What it has not sent stays on it: go on?"
    static func unsent(_ devices: [DeviceRecord]) -> Localized {
        func list(_ join: (DeviceRecord, String?) -> String) -> String {
            devices.map { join($0, $0.lastSeen.map { LocalTime.text($0) }) }.joined(separator: "; ")
        }
        let zh = list { "\($0.name)（\($0.user)），" + ($1.map { "最近联系 \($0)" } ?? "登记后从未联系") }
        let en = list {
            "\($0.name) (\($0.user)), " + ($1.map { "last seen \($0)" } ?? "never seen since it was enrolled")
        }
        return Localized(
            zh: "\(zh)。其中未发送的记录留在设备上，收不上来。继续吗？",
            en: "\(en). What was not sent since then stays there and does not arrive. Go on?")
    }
}
