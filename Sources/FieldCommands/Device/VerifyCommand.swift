internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Prove that this device and the server hold the same. / 核对本机与服务器一致。",
        discussion: """
            Checks the store first, computing everything again from the changes; --quick trusts its sums. Ends with 0
            when both are equal, else with 1 and what differs.

            Example / 例:
              ruhu verify
            """)

    @Flag(name: .long, help: "Do not check the store itself. / 不检查数据文件本身。")
    var quick = false
    @OptionGroup var serverOptions: ServerOptions
    @OptionGroup var options: FieldOptions

    func run() async throws {
        let output = Output(options.common)
        let result: VerifyResult
        do {
            result = try await verify(through: output)
        } catch {
            // A store that is too damaged to be opened is compared all the same: it is not equal.
            guard let damaged = VerifyResult(damage: error) else { throw error }
            result = damaged
        }
        try output.show(result) { output.text(people(result)) + "\n" }
        if !result.equal { throw Finished(.failed) }
    }

    private func verify(through output: Output) async throws -> VerifyResult {
        let opened = try options.open(to: .look)
        let progress = output.progress(Localized(zh: "检查", en: "Checking"), unit: Localized(zh: "条", en: "records"))
        defer { progress?.finish() }
        return try await opened.store.server.verify(isQuick: quick, caFile: serverOptions.caFile) {
            progress?.update(done: $0, total: $1)
        }
    }

    private func people(_ result: VerifyResult) -> Localized {
        if !result.damaged.isEmpty {
            let lines = result.damaged.map { "  \($0.record?.description ?? "-"): \($0.detail)" }.joined(
                separator: "\n")
            return Localized(
                zh: "本机数据已损坏，请保留文件并联系管理员：\n\(lines)",
                en: "This store is damaged; keep the file and ask your administrator:\n\(lines)")
        }
        if result.equal {
            return Localized(
                zh: "一致：\(result.records) 条记录，\(result.changes) 次改动。",
                en: "Equal: \(result.records) records, \(result.changes) changes.")
        }
        let behind = result.behind ?? 0
        if result.ahead > 0 || behind > 0 {
            return Localized(
                zh: "不一致：\(result.ahead) 条未发送，\(behind) 条未收到。请先运行 ruhu sync。",
                en: "Not equal: \(result.ahead) not sent, \(behind) not received. Run `ruhu sync` first.")
        }
        if let version = result.serverSchemaVersion {
            return Localized(
                zh: "不一致：服务器使用数据结构第 \(version) 版。请先运行 ruhu sync，或升级程序。",
                en: "Not equal: the server uses schema \(version). Run `ruhu sync` first, or upgrade the program.")
        }
        let area = result.area ?? ""
        let record = result.record?.description ?? ""
        return Localized(
            zh: "不一致：区域 \(area)，第一条不同的记录 \(record)。请告诉管理员。",
            en: "Not equal: area \(area), the first record that differs is \(record). Tell your administrator.")
    }
}
