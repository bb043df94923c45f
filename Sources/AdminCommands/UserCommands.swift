internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Values

struct UserGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People and what they may do. / 用户。",
        subcommands: [UserAdd.self, UserList.self, UserDisable.self, UserEnable.self])
}

struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all users. / 列出用户。", discussion: "Example: ruhu-admin user list")

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        try output.show(
            try await client.users(),
            columns: [
                ListedColumn("登录名", "login", \.login), ListedColumn("姓名", "name", \.name),
                ListedColumn("角色", "role", priority: 2, \.role),
                ListedColumn("区域", "areas", priority: 3) { $0.areas.joined(separator: " ") },
                ListedColumn("状态", "state", priority: 2) {
                    output.text(
                        $0.disabled ? Localized(zh: "停用", en: "disabled") : Localized(zh: "正常", en: "active"))
                },
            ])
    }
}

struct UserAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a user. / 添加用户。",
        discussion: """
            Each area code covers all codes that begin with it. Roles: \(UserAdd.roles).

            Example: ruhu-admin user add lihua --name 李华 --role enumerator --area 440605011
            """)

    private static let roles = UserRole.allCases.map(\.rawValue).joined(separator: ", ")

    @Argument(help: ArgumentHelp("Login. / 登录名。", valueName: "login"))
    var login: String

    @Option(name: .long, help: ArgumentHelp("The person's name. / 姓名。", valueName: "text"))
    var name: String

    @Option(
        name: .long, help: ArgumentHelp("What the person does. / 角色。", valueName: "role"),
        completion: .list(UserRole.allCases.map(\.rawValue)))
    var role: String

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Area code; may be given several times. / 区域代码，可多次给出。", valueName: "code"))
    var area: [String] = []

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let order = try order
        let (client, output) = try connection.open()
        let user = try await client.add(order)
        try output.show(
            user,
            Localized(
                zh: "已添加用户 \(user.login)。下一步：ruhu-admin device enroll --user \(user.login)",
                en: "Added \(user.login). Next: ruhu-admin device enroll --user \(user.login)"))
    }

    private var order: UserRecord {
        get throws {
            let command = "ruhu-admin user add"
            guard let known = UserRole(rawValue: role) else {
                throw Failure.usage(
                    Localized(
                        zh: "没有角色“\(role)”；可用：\(Self.roles)。",
                        en: "There is no role \"\(role)\"; there are: \(Self.roles)."),
                    command: command)
            }
            // These work on the whole server.
            let needsArea = ![.administrator, .district, .auditor].contains(known)
            guard !needsArea || area.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
                throw Failure.usage(
                    Localized(zh: "请用 --area 至少指定一个区域代码。", en: "Give at least one area code with --area."),
                    command: command)
            }
            guard !name.allSatisfy(\.isWhitespace) else {
                throw Failure.usage(Localized(zh: "--name 不能为空。", en: "--name must not be blank."), command: command)
            }
            return UserRecord(login: login, name: name, role: role, areas: area)
        }
    }
}

struct UserDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Shut a user out, with all devices. / 停用用户及其所有设备。",
        discussion: """
            What the devices have handed in stays; what they have not stays on them. Asks first at a terminal. `user enable`
            lets the user in again.

            Example: ruhu-admin user disable lihua
            """)

    @Argument(help: ArgumentHelp("Login. / 登录名。", valueName: "login"))
    var login: String

    @Flag(name: .long, help: "Do not ask. / 不询问。")
    var yes = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        if !yes, Confirmation.canAsk(output), try await !isMeant(client, output) {
            return output.tell(Localized(zh: "没有改变。", en: "Nothing was changed."))
        }
        let user = try await client.disable(user: login)
        try output.show(user, Localized(zh: "用户 \(user.login) 已停用。", en: "User \(user.login) is disabled."))
    }

    private func isMeant(_ client: AdminClient, _ output: Output) async throws -> Bool {
        let devices = try await client.devices().filter { $0.user == login && !$0.revoked }
        guard !devices.isEmpty else {
            return try Confirmation.ask(
                Localized(
                    zh: "将停用 \(login)，没有在用的设备。继续吗？", en: "This disables \(login), who has no device in use. Go on?"),
                flag: "--yes", output: output)
        }
        let what = DeviceText.unsent(devices)
        return try Confirmation.ask(
            Localized(zh: "将停用 \(login) 和设备 \(what.zh)", en: "This disables \(login), with \(what.en)"), flag: "--yes",
            output: output)
    }
}

struct UserEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a disabled user in again. / 恢复停用的用户。",
        discussion: """
            With all devices and tokens that are not revoked: the next sync of a device hands in what was not sent.

            Example: ruhu-admin user enable lihua
            """)

    @Argument(help: ArgumentHelp("Login. / 登录名。", valueName: "login"))
    var login: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let user = try await client.enable(user: login)
        try output.show(user, Localized(zh: "用户 \(user.login) 已恢复。", en: "User \(user.login) is let in again."))
    }
}
