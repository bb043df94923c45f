internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

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
