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
            With --renew a store that is here already gets a new token, as after the device was shut out: it stays the same
            device, and what was not handed in goes with the next sync.

            Example / 例:
              ruhu init --server https://ruhu.example.org --code ABCDE-FGHJK --name 平板3
              ruhu init --renew ABCDE-FGHJK
            """)

    @Option(name: .long, help: ArgumentHelp("The server's address; else RUHU_SERVER. / 服务器地址。", valueName: "url"))
    var server: String?
    @Option(name: .long, help: ArgumentHelp("The one-time code. / 一次性注册码。", valueName: "code"))
    var code: String?
    @Option(
        name: .long,
        help: ArgumentHelp("A one-time code for the store that is here. / 给已有数据文件用的一次性注册码。", valueName: "code"))
    var renew: String?
    @Option(name: .long, help: ArgumentHelp("What you call this device. / 设备名称。", valueName: "label"))
    var name: String?
    @Flag(name: .long, help: "Make a new store where one was that is gone. / 原有数据文件已不在，另建新的。")
    var new = false
    @OptionGroup var serverOptions: ServerOptions
    @OptionGroup var options: FieldOptions

    func validate() throws {
        guard (code == nil) != (renew == nil) else {
            throw ValidationError("Give either --code or --renew. / 请给出 --code 或 --renew 之一。")
        }
        for (option, word) in [("--code", code), ("--renew", renew)] where word?.allSatisfy(\.isWhitespace) == true {
            throw ValidationError("\(option) must not be empty.")
        }
        guard renew == nil || name == nil && !new else {
            throw ValidationError(
                "--name and --new go with --code: a renewed device keeps its name. / --name 和 --new 只能与 --code 同用。")
        }
    }

    func run() async throws {
        let output = Output(options.common)
        let path = try options.storePath
        let store = try await enrolled(path, output)
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
        output.tell(
            renew == nil
                ? Localized(zh: "已注册。下一步：ruhu sync", en: "Enrolled. Next: ruhu sync")
                : Localized(
                    zh: "已换新令牌，未发送的记录都在。下一步：ruhu sync",
                    en: "The device has a new token; what was not sent is still here. Next: ruhu sync"), .green)
    }

    private func enrolled(_ path: String, _ output: Output) async throws -> FieldStore {
        // A store knows its server; for another address it is named.
        let typed = renew == nil ? server ?? CommandEnvironment.variables["RUHU_SERVER"] : server
        let address = try typed.flatMap { $0.isEmpty ? nil : try ServerAddress($0) }
        if address?.isExposed == true {
            output.tell(
                Localized(
                    zh: "警告：http 连接没有加密，途中任何人都能读到内容；请改用 https。",
                    en: "warning: http is not encrypted, anybody on the way can read along; use https."), .yellow)
        }
        if !new { try options.knownStores.refuseGone(at: path) }
        if let renew {
            return try await Renewal(
                path: path, server: address, code: renew, caFile: serverOptions.caFile,
                environment: CommandEnvironment.host
            ).run()
        }
        guard let address, let code else { throw ValidationError("Missing expected argument '--server <url>'") }
        return try await Enrollment(
            path: path, server: address, code: code, label: name ?? Self.hostName, caFile: serverOptions.caFile,
            environment: CommandEnvironment.host
        ).run()
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
