internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

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
