internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import Glibc
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Enrol this device with a one-time code. / 用一次性注册码注册本机。",
        discussion: """
            Your administrator makes the code with `ruhu-admin device enroll`. An existing store is never overwritten.

            Example / 例:
              ruhu init --server https://ruhu.example.org --code ABCD-EFGH --name 平板3
            """)

    @Option(name: .long, help: ArgumentHelp("The server's address; else RUHU_SERVER. / 服务器地址。", valueName: "url"))
    var server: String?
    @Option(name: .long, help: ArgumentHelp("The one-time code. / 一次性注册码。", valueName: "code"))
    var code: String
    @Option(name: .long, help: ArgumentHelp("What you call this device. / 设备名称。", valueName: "label"))
    var name: String?
    @Flag(name: .long, help: "Make a new store where one was that is gone. / 原有数据文件已不在，另建新的。")
    var new = false
    @OptionGroup var serverOptions: ServerOptions
    @OptionGroup var options: FieldOptions

    func validate() throws {
        guard !code.allSatisfy(\.isWhitespace) else { throw ValidationError("--code must not be empty.") }
    }

    func run() async throws {
        let output = Output(options.common)
        guard let url = server ?? CommandEnvironment.variables["RUHU_SERVER"], !url.isEmpty else {
            throw ValidationError("Missing expected argument '--server <url>'")
        }
        let address = try ServerAddress(url)
        if address.isExposed {
            output.tell(
                Localized(
                    zh: "警告：http 连接没有加密，途中任何人都能读到内容；请改用 https。",
                    en: "warning: http is not encrypted, anybody on the way can read along; use https."), .yellow)
        }
        let path = try options.storePath
        if !new { try options.knownStores.refuseGone(at: path) }
        let enrollment = Enrollment(
            path: path, server: address, code: code, label: name ?? Self.hostName, caFile: serverOptions.caFile,
            environment: CommandEnvironment.host)
        let store = try await enrollment.run()
        options.knownStores.note(path)
        let status = try store.device.status()
        let enrolled = EnrolledDevice(
            store: path, server: status.server, serverName: status.serverName, device: status.device,
            user: status.user, userName: status.userName, role: status.role, areas: status.areas)
        try output.show(
            enrolled,
            Localized(
                zh: "\(status.userName)（\(status.user)），设备 \(status.device)，服务器 \(status.serverName)",
                en: "\(status.userName) (\(status.user)), device \(status.device), server \(status.serverName)"),
            Localized(zh: "数据文件 \(path)", en: "store \(path)"))
        if let exposure = store.device.exposure { output.tell(exposure, .yellow) }
        output.tell(Localized(zh: "已注册。下一步：ruhu sync", en: "Enrolled. Next: ruhu sync"), .green)
    }

    private static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "device" }
        let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What `init` gives.
private struct EnrolledDevice: Encodable {
    let store, server, serverName, device, user, userName, role: String
    let areas: [String]
}
