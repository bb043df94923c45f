internal import AdminClient
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

struct Logout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forget the server and token that `login` kept. / 删除保存的登录信息。",
        discussion: "Example: ruhu-admin logout")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let wasKept = try SignInFile(environment: CommandEnvironment.variables).remove()
        try output.show(json: .object([.init("removed", .boolean(wasKept))])) {
            output.text(
                wasKept
                    ? Localized(zh: "已退出登录。\n", en: "Signed out.\n")
                    : Localized(zh: "本来就没有登录。\n", en: "There was no sign-in.\n"))
        }
    }
}
