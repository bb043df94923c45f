internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Glibc
internal import SyncServer
internal import Values

/// `ruhu-server token`: tokens of administrators, made on the server's machine.
struct TokenGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens of administrators, also beside a running server. / 管理令牌，服务器运行时也可用。",
        subcommands: [TokenAdd.self, TokenList.self, TokenRevoke.self])
}

struct TokenAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a token for an administrator. / 给管理员发令牌。",
        discussion: """
            The token is shown once. It opens the server in that user's name for a year, or as many days as are given.
            令牌只显示一次，以该用户的名义管理服务器，有效一年或所给的天数。

            Example: / 示例：
              ruhu-server token add --data /var/lib/ruhu --user admin
            """)

    @OptionGroup var dataFolder: DataFolderOption
    @Option(name: .long, help: ArgumentHelp("Who will use it. / 使用者的登录名。", valueName: "login"))
    var user: String
    @Option(
        name: .long,
        help: ArgumentHelp("How long the token is valid, 1 to 365; a year without it. / 有效天数。", valueName: "days"))
    var validDays: Int?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        umask(0o077)
        let output = Output(common)
        let issued = try ServerTokens(dataFolder.folder, environment: CommandEnvironment.host).add(
            TokenOrder(user: user, validDays: validDays))
        let until = LocalTime.text(issued.expiresAt)
        try output.show(
            issued,
            Localized(
                zh: "\(issued.user) 的令牌（只显示这一次，请妥善保存），编号 \(issued.id.prefix(8))，有效至 \(until)：\n"
                    + "  \(issued.token)",
                en:
                    "Token of \(issued.user) (shown only now; keep it safe), id \(issued.id.prefix(8)), valid until \(until):\n"
                    + "  \(issued.token)"))
    }
}

struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tokens, whose they are and when they were last used. / 列出令牌。",
        discussion: """
            Example: / 示例：
              ruhu-server token list --data /var/lib/ruhu
            """)

    @OptionGroup var dataFolder: DataFolderOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let tokens = try ServerTokens(dataFolder.folder, environment: CommandEnvironment.host).list()
        let short = ShortIDs(tokens.map(\.id))
        try output.show(
            tokens,
            columns: [
                ListedColumn("编号", "id") { short[$0.id] }, ListedColumn("用户", "user", \.user),
                ListedColumn("发放时间", "made", priority: 4) { LocalTime.text($0.createdAt) },
                ListedColumn("发放人", "by", priority: 5) { $0.createdBy ?? "-" },
                ListedColumn("有效至", "until", priority: 2) { $0.expiresAt.map { LocalTime.text($0) } ?? "-" },
                ListedColumn("最近使用", "last used", priority: 3) { $0.lastUsed.map { LocalTime.text($0) } ?? "-" },
            ])
    }
}

struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take a token away. / 撤销令牌。",
        discussion: """
            Example: / 示例：
              ruhu-server token revoke 3f9a12 --data /var/lib/ruhu
            """)

    @Argument(help: ArgumentHelp("The token's id, or a unique beginning of it. / 令牌编号。", valueName: "id"))
    var id: String
    @OptionGroup var dataFolder: DataFolderOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        umask(0o077)
        let output = Output(common)
        let token = try ServerTokens(dataFolder.folder, environment: CommandEnvironment.host).revoke(id)
        try output.show(
            token,
            Localized(
                zh: "\(token.user) 的令牌 \(token.id.prefix(8)) 已撤销。",
                en: "Token \(token.id.prefix(8)) of \(token.user) is revoked."))
    }
}
