internal import AdminClient
public import ArgumentParser
public import Values

/// `ruhu-admin`: administration over the server's API.
public struct RuhuAdmin: AsyncParsableCommand {
    /// Name, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "ruhu-admin",
        abstract: "Administer a ruhu server. / 管理入户服务器。",
        discussion: """
            The server and the token come from --server and --token, else from RUHU_SERVER and RUHU_TOKEN, else from \
            `ruhu-admin login`.
            服务器和令牌取自 --server 和 --token，其次 RUHU_SERVER 和 RUHU_TOKEN，再次 `ruhu-admin login`。
            """,
        version: ProgramVersion.text,
        subcommands: [
            Login.self, Logout.self, AreaGroup.self, UserGroup.self, TokenGroup.self, DeviceGroup.self,
            HouseholdGroup.self, ConflictGroup.self, StandardGroup.self, FormGroup.self, SettingGroup.self,
            TypeGroup.self,
            ReportCommand.self,
        ])

    /// As the parser makes it, before it reads words.
    public init() {}

    /// Turns the errors of this program's modules into failures; `nil` for what it does not know.
    public static func explain(_ error: any Error) -> Failure? {
        (error as? RefusedRequest)?.failure
    }
}

enum ProgramVersion {
    static let text = "0.1.0"
}
