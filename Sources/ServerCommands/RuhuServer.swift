public import ArgumentParser
internal import CommandKit
internal import Glibc
internal import SyncServer
public import Values

/// The district server's program.
public struct RuhuServer: AsyncParsableCommand {
    /// Name, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "ruhu-server",
        abstract: "The district server of Ruhu. / 入户区级服务器。",
        discussion: """
            Example: / 示例：
              ruhu-server init --data /var/lib/ruhu --name "Nanhai District"
              ruhu-server serve --data /var/lib/ruhu --listen 127.0.0.1:8080
              ruhu-server check --data /var/lib/ruhu
              ruhu-server token add --data /var/lib/ruhu --user admin
              ruhu-server backup --data /var/lib/ruhu --to /backup/ruhu.backup
            """,
        subcommands: [
            InitCommand.self, ServeCommand.self, CheckCommand.self, TokenGroup.self, BackupCommand.self,
            RestoreCommand.self,
        ])

    /// As the parser makes it, before it reads words.
    public init() {}
}

/// What the program is told of the modules below it.
public enum ServerProgram {
    /// - Returns: `nil` for an error that no module of the program throws.
    public static func explain(_ error: any Error) -> Failure? { ServerFailures.explain(error) }
}

/// Where the server's stores lie.
struct DataFolderOption: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("The server's data folder. / 服务器数据文件夹。", valueName: "folder"),
        completion: .directory)
    var data: String

    var folder: ServerFolder { ServerFolder(path: data) }
}

/// `ruhu-server init`: makes a server.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new server: stores, key and first administrator. / 新建服务器：数据、密钥和第一位管理员。",
        discussion: """
            Example: / 示例：
              ruhu-server init --data /var/lib/ruhu --name "Nanhai District"
            """)

    @OptionGroup var dataFolder: DataFolderOption
    @Option(name: .long, help: "What people call the server. / 服务器名称。") var name = "Ruhu"
    @OptionGroup var common: CommonOptions

    func run() async throws {
        umask(0o077)
        let output = Output(common)
        let folder = dataFolder.folder
        let creation = try ServerCreation.make(in: folder, name: name, environment: CommandEnvironment.host)
        try output.show(creation) {
            output.text(
                Localized(
                    zh: """
                        已在 \(folder.path) 新建服务器“\(name)”。
                        管理员令牌（只显示这一次，请妥善保存）：
                          \(creation.adminToken)
                        服务器公钥：
                          \(creation.serverKey)
                        下一步：ruhu-server serve --data \(folder.path) --listen 127.0.0.1:8080

                        """,
                    en: """
                        Made the server "\(name)" in \(folder.path).
                        Administrator's token (shown only now; keep it safe):
                          \(creation.adminToken)
                        Server's public key:
                          \(creation.serverKey)
                        Next: ruhu-server serve --data \(folder.path) --listen 127.0.0.1:8080

                        """))
        }
    }
}
