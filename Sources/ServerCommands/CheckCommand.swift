internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import SyncServer
internal import TerminalKit
internal import Values

/// `ruhu-server check`: proves that what is computed is what the changes say, or names what is not.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the stored records against their changes. / 用变更记录核对已存数据。",
        discussion: """
            Only reads; a running server may go on. Exits with 1 when anything is damaged.
            只读取，不影响运行中的服务器；发现损坏时退出码为 1。

            Example: / 示例：
              ruhu-server check --data /var/lib/ruhu
            """)

    @OptionGroup var dataFolder: DataFolderOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let progress = output.progress(
            Localized(zh: "核对", en: "Checking"), unit: Localized(zh: "条记录", en: "records"))
        defer { progress?.finish() }
        let check = try StoreCheck.run(dataFolder.folder, environment: CommandEnvironment.host) { done, total in
            progress?.update(done: done, total: total)
        }
        progress?.finish()
        try output.show(check) { Self.text(check, output) }
        if !check.ok { throw Finished(.failed) }
    }

    private static func text(_ check: StoreCheck, _ output: Output) -> String {
        let totals = Localized(
            zh: "\(check.records) 条记录，\(check.changes) 个变更", en: "\(check.records) records, \(check.changes) changes")
        guard !check.ok else {
            return output.text(Localized(zh: "完好：\(totals.zh)。\n", en: "Sound: \(totals.en).\n"))
        }
        let head = Localized(
            zh: "发现 \(check.damages.count) 处损坏（\(totals.zh)）：\n",
            en: "Damages found: \(check.damages.count) (\(totals.en)):\n")
        let whole = output.text(Localized(zh: "整个数据", en: "the whole store"))
        let lines = check.damages.map { damage in
            "  \(damage.record?.description ?? whole): \(DisplayWidth.printable(damage.detail))\n"
        }
        let hint = Localized(
            zh: "请停止服务器，从备份恢复；未损坏的设备会重新上交它们持有的变更。\n",
            en: "Stop the server and restore its backup; sound devices hand in again what they hold.\n")
        return output.text(head) + lines.joined() + output.text(hint)
    }
}
