public import ArgumentParser

/// The district server's program.
public struct RuhuServer: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "ruhu-server",
        abstract: "The district server of Ruhu. / 入户区级服务器。",
        discussion: """
            Example: / 示例：
              ruhu-server init --data /var/lib/ruhu --name "Nanhai District"
              ruhu-server serve --data /var/lib/ruhu --listen 127.0.0.1:8080
              ruhu-server check --data /var/lib/ruhu
            """,
        subcommands: [InitCommand.self, ServeCommand.self, CheckCommand.self])

    public init() {}
}
