internal import ArgumentParser
internal import CommandKit
internal import Glibc
internal import Logging
internal import SyncServer
internal import TerminalKit
internal import Values

/// `ruhu-server serve`: serves until it is asked to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve devices and administrators. / 为设备和管理员提供服务。",
        discussion: """
            Says "listening on HOST:PORT" on stderr once connections are accepted; port 0 lets the system choose. SIGTERM \
            finishes the requests that have begun, within 20 seconds, and exits with 0.
            就绪后在标准错误输出 “listening on HOST:PORT”；端口 0 表示由系统选择。收到 SIGTERM 后处理完已开始的请求再退出，\
            最多 20 秒。

            Example: / 示例：
              ruhu-server serve --data /var/lib/ruhu --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem
            """)

    @OptionGroup var dataFolder: DataFolderOption
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Address and port, for example 127.0.0.1:8080 or [::1]:0. / 监听地址和端口。", valueName: "host:port"))
    var listen: String
    @Option(
        name: .long, help: ArgumentHelp("Certificate chain, PEM. / 证书链（PEM）。", valueName: "file"),
        completion: .file())
    var tlsCert: String?
    @Option(
        name: .long, help: ArgumentHelp("Private key of the certificate, PEM. / 证书私钥（PEM）。", valueName: "file"),
        completion: .file())
    var tlsKey: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Address of a reverse proxy whose X-Forwarded-For is believed; may be given several times. / 反向代理的地址，\
            只采信它写的 X-Forwarded-For；可多次给出。
            """, valueName: "address"))
    var trustedProxy: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp("trace, debug, info, notice, warning, error or critical. / 日志级别。", valueName: "level"))
    var logLevel = "info"
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if (tlsCert == nil) != (tlsKey == nil) {
            throw ValidationError("--tls-cert and --tls-key are given together. / --tls-cert 与 --tls-key 须同时给出。")
        }
        for text in trustedProxy where (try? TrustedProxies([text])) == nil {
            throw ValidationError("--trusted-proxy \(text) is not an IP address. / \(text) 不是 IP 地址。")
        }
        if Logger.Level(rawValue: logLevel) == nil {
            throw ValidationError("--log-level \(logLevel) is not a level. / 没有日志级别 \(logLevel)。")
        }
    }

    func run() async throws {
        umask(0o077)
        let address = try ListenAddress(listen)
        var logger = Logger(label: "ruhu-server") { _ in LogfmtHandler(environment: CommandEnvironment.host) }
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .info
        var tls: TLSFiles?
        if let tlsCert, let tlsKey { tls = TLSFiles(certificate: tlsCert, key: tlsKey) }
        let server = try DistrictServer(
            folder: dataFolder.folder, logger: logger, environment: CommandEnvironment.host)
        if tls == nil, !address.isLoopback {
            Output(common).tell(
                Localized(
                    zh: "警告：\(address.text) 未加密，网络上的人能看到令牌和住户资料。请用 --tls-cert 和 --tls-key，或放在加密的反向代理之后。",
                    en: """
                        warning: \(address.text) is not encrypted; people on the network can read tokens and household \
                        data. Use --tls-cert and --tls-key, or put it behind an encrypting proxy.
                        """), .yellow)
        }
        try await server.serve(listen: address, tls: tls, proxies: TrustedProxies(trustedProxy)) { bound in
            StandardError.write("listening on \(bound.text)\n")
        }
    }
}
