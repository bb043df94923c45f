internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct UserGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People and what they may do. / 用户。",
        subcommands: [UserAdd.self, UserList.self, UserDisable.self])
}

extension JSONValue {
    /// A user as JSON shows one.
    init(_ user: UserRecord) {
        self = .object([
            .init("login", .string(user.login)), .init("name", .string(user.name)), .init("role", .string(user.role)),
            .init("areas", .array(user.areas.map { .string($0) })), .init("disabled", .boolean(user.disabled)),
        ])
    }
}

struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all users. / 列出用户。", discussion: "Example: ruhu-admin user list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let users = try await connection.client(output).users()
        try output.show(json: .array(users.map { JSONValue($0) })) {
            output.table(
                [
                    .init(title: output.text(Localized(zh: "登录名", en: "login"))),
                    .init(title: output.text(Localized(zh: "姓名", en: "name"))),
                    .init(title: output.text(Localized(zh: "角色", en: "role")), priority: 2),
                    .init(title: output.text(Localized(zh: "区域", en: "areas")), priority: 3),
                    .init(title: output.text(Localized(zh: "状态", en: "state")), priority: 2),
                ],
                users.map { user in
                    let state =
                        user.disabled ? Localized(zh: "停用", en: "disabled") : Localized(zh: "正常", en: "active")
                    return [
                        user.login, user.name, user.role, user.areas.joined(separator: " "), output.text(state),
                    ]
                })
        }
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
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let order = try order
        let user = try await connection.client(output).add(order)
        try output.show(json: JSONValue(user)) {
            output.text(
                Localized(
                    zh: "已添加用户 \(user.login)。下一步：ruhu-admin device enroll --user \(user.login)\n",
                    en: "Added \(user.login). Next: ruhu-admin device enroll --user \(user.login)\n"))
        }
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
        discussion: "Example: ruhu-admin user disable lihua")

    @Argument(help: ArgumentHelp("Login. / 登录名。", valueName: "login"))
    var login: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let user = try await connection.client(output).disable(user: login)
        try output.show(json: JSONValue(user)) {
            output.text(Localized(zh: "用户 \(user.login) 已停用。\n", en: "User \(user.login) is disabled.\n"))
        }
    }
}
