internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Glibc
internal import TerminalKit
internal import Values

struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep a server and its token for later commands. / 保存服务器和令牌。",
        discussion: """
            The token is RUHU_TOKEN, else the first line of standard input; at a terminal it is asked for and not shown. \
            It is checked with the server and kept in $XDG_CONFIG_HOME/ruhu/admin.json, readable by you alone.

            Example: ruhu-admin login --server https://ruhu.example.cn
            """)

    @Option(name: .long, help: ArgumentHelp("The server; else RUHU_SERVER. / 服务器地址。", valueName: "url"))
    var server: String?

    @Option(
        name: .long,
        help: ArgumentHelp("PEM file with the authorities to trust; else RUHU_CA. / 信任的证书文件。", valueName: "file"),
        completion: .file(extensions: ["pem", "crt"]))
    var ca: String?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let environment = CommandEnvironment.variables
        guard let typed = server ?? environment.text("RUHU_SERVER") else {
            throw Failure.usage(
                Localized(zh: "请用 --server 指定服务器。", en: "Name the server with --server."), command: "ruhu-admin login")
        }
        let address = try ServerAddress(typed)
        let file = try SignInFile(environment: environment)
        let token = try environment.text("RUHU_TOKEN") ?? ask(output)
        guard !token.isEmpty else { throw Self.noToken }
        let authority = (ca ?? environment.text("RUHU_CA")).map(Self.absolute)
        let identity = try await ConnectionOptions.client(address, token: token, ca: authority, output).whoami()
        try file.write(SignIn(server: address.text, token: token, ca: authority))
        try output.show(
            SignedIn(login: identity.login, role: identity.role, server: address.text, name: identity.server),
            Localized(
                zh: "已以 \(identity.login) 登录 \(identity.server)（\(address.text)）。",
                en: "Signed in to \(identity.server) (\(address.text)) as \(identity.login)."))
    }

    private struct SignedIn: Encodable {
        let login, role, server, name: String
    }

    private func ask(_ output: Output) throws -> String {
        try SecretPrompt.read(
            output.text(Localized(zh: "管理令牌（不显示）：", en: "Administrator's token (not shown): ")),
            terminal: output.story)
    }

    /// The sign-in is used from other folders too.
    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    private static let noToken = Failure(fault: "token_not_given")
}

struct Logout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forget the server and token that `login` kept. / 删除保存的登录信息。",
        discussion: "Example: ruhu-admin logout")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let wasKept = try SignInFile(environment: CommandEnvironment.variables).remove()
        try output.show(
            ["removed": wasKept],
            wasKept
                ? Localized(zh: "已退出登录。", en: "Signed out.")
                : Localized(zh: "本来就没有登录。", en: "There was no sign-in."))
    }
}

/// Reads a secret from standard input: from a person without showing it, or the first line of a pipe.
enum SecretPrompt {
    /// - Parameters:
    ///   - question: Shown to a person.
    ///   - terminal: Standard error.
    /// - Returns: The first line without blanks around it; empty when there is none.
    /// - Throws: What `Terminal.write(_:)` throws.
    static func read(_ question: String, terminal: Terminal) throws -> String {
        var settings = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else { return firstLine() }
        // Ctrl-C while echo is off would leave the shell without it.
        let interruption = Interruption.install()
        let shown = settings
        interruption.onCancel {
            var settings = shown
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            _ = Glibc.write(STDERR_FILENO, "\n", 1)
            _exit(Interruption.exitCode)
        }
        try terminal.write(question)
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        let line = firstLine()
        settings = shown
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        interruption.restore()
        try terminal.write("\n")
        return line
    }

    private static func firstLine() -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count < AdminLimits.secretBytesMax {
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != UInt8(ascii: "\n") else { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self).trimmed
    }
}
