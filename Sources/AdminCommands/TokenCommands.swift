internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Values

struct TokenGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens of administrators. / 管理令牌。",
        discussion: """
            To put a new token in place of an old one: add one, sign in with it, revoke the old one. Where every token was
            lost, `ruhu-server token add` makes one on the server's machine.
            更换令牌：先发新的并用它登录，再撤销旧的。令牌全部丢失时，在服务器上运行 ruhu-server token add。
            """,
        subcommands: [TokenAdd.self, TokenList.self, TokenRevoke.self])
}

struct TokenAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a token for an administrator. / 给管理员发令牌。",
        discussion: """
            The token is shown once. It opens the server in that user's name for a year, or as many days as are given.

            Example: ruhu-admin token add --user wangfang
            """)

    @Option(name: .long, help: ArgumentHelp("Who will use it. / 使用者的登录名。", valueName: "login"))
    var user: String

    @Option(
        name: .long,
        help: ArgumentHelp("How long the token is valid, 1 to 365; a year without it. / 有效天数。", valueName: "days"))
    var validDays: Int?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        if let validDays, !(1...AdminLimits.tokenDaysMax).contains(validDays) {
            throw Failure.usage(
                Localized(
                    zh: "--valid-days 应在 1 到 \(AdminLimits.tokenDaysMax) 之间。",
                    en: "--valid-days must be 1 to \(AdminLimits.tokenDaysMax)."),
                command: "ruhu-admin token add")
        }
        let (client, output) = try connection.open()
        let issued = try await client.issue(TokenOrder(user: user, validDays: validDays))
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
        discussion: "Example: ruhu-admin token list")

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let tokens = try await client.tokens()
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
        discussion: "Example: ruhu-admin token revoke 3f9a12")

    @Argument(help: ArgumentHelp("The token's id, or a unique beginning of it. / 令牌编号。", valueName: "id"))
    var id: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let token = try await client.revoke(token: id)
        try output.show(
            token,
            Localized(
                zh: "\(token.user) 的令牌 \(token.id.prefix(8)) 已撤销。",
                en: "Token \(token.id.prefix(8)) of \(token.user) is revoked."))
    }
}
