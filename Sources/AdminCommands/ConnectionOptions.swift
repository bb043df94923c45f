internal import AdminClient
internal import ArgumentParser
internal import CommandKit
internal import TerminalKit
internal import Values

/// Which server, with which token.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The server; else RUHU_SERVER, else the one signed in to. / 服务器地址。", valueName: "url"))
    var server: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The administrator's token; other users of this machine can see it, so prefer RUHU_TOKEN. / 管理令牌。",
            valueName: "token"))
    var token: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "PEM file with the authorities to trust; else RUHU_CA. / 信任的证书文件。", valueName: "file"),
        completion: .file(extensions: ["pem", "crt"]))
    var ca: String?

    @OptionGroup var common: CommonOptions

    /// What every command works with: the server, and where it prints.
    ///
    /// - Throws: As ``client(_:)``.
    func open() throws -> (client: AdminClient, output: Output) {
        let output = Output(common)
        return (try client(output), output)
    }

    /// A client for the server that these options, the environment and the sign-in name, in this order.
    ///
    /// - Throws: ``Failure`` `server_missing` or `token_missing` with exit code 78.
    func client(_ output: Output) throws -> AdminClient {
        let environment = CommandEnvironment.variables
        let typed = server ?? environment.text("RUHU_SERVER")
        let given = token ?? environment.text("RUHU_TOKEN")
        // A sign-in that has nothing to add is not read.
        let kept = typed == nil || given == nil ? try SignInFile(environment: environment).read() : nil
        guard let named = typed ?? kept?.server else { throw Self.serverMissing }
        let address = try ServerAddress(named)
        // A token is never sent to another server than the one that gave it.
        let isKept = try kept.map { try ServerAddress($0.server) == address } ?? false
        guard let token = given ?? (isKept ? kept?.token : nil) else {
            throw Self.tokenMissing(address)
        }
        let authority = ca ?? environment.text("RUHU_CA") ?? (isKept ? kept?.ca : nil)
        return Self.client(address, token: token, ca: authority, output)
    }

    /// A client, after a warning when its token can be read on the way.
    static func client(_ address: ServerAddress, token: String, ca: String?, _ output: Output) -> AdminClient {
        if address.isExposed {
            output.tell(
                Localized(
                    zh: "警告：\(address.text) 没有加密，令牌和数据在途中可被看到；请改用 https。",
                    en: "warning: \(address.text) is not encrypted; token and data can be read on the way. Use https."),
                .yellow)
        }
        return AdminClient(
            address: address, token: token, caFile: ca, userAgent: "ruhu-admin/\(ProgramVersion.text)",
            environment: CommandEnvironment.host)
    }

    private static let serverMissing = Failure(fault: "server_missing")

    private static func tokenMissing(_ address: ServerAddress) -> Failure {
        Failure(fault: "token_missing", ["address": "\(address.text)"])
    }
}

extension Failure {
    /// Wrong usage, exit code 64, in both languages.
    ///
    /// - Parameters:
    ///   - message: What is wrong.
    ///   - command: The command as it is typed, for example `ruhu-admin user add`.
    /// - Returns: The failure.
    static func usage(_ message: Localized, command: String) -> Failure {
        Failure(
            code: "usage", status: .usage, message: message,
            hint: Localized(zh: "\(command) --help 说明用法。", en: "See \(command) --help."))
    }
}
