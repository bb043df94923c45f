internal import ArgumentParser
internal import CommandKit
internal import Glibc
internal import SyncServer
internal import TerminalKit
internal import Values

/// `ruhu-server check`: proves that what is computed is what the changes say, or names what is not.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the stored records against their changes. / 用变更记录核对已存数据。",
        discussion: """
            Only reads; a running server may go on. Exits with 1 when anything is damaged. --rebuild computes everything anew \
            from the changes, on a server that is stopped.
            只读取，不影响运行中的服务器；发现损坏时退出码为 1。--rebuild 根据变更重新计算全部内容，须先停止服务器。

            Example: / 示例：
              ruhu-server check --data /var/lib/ruhu
              ruhu-server check --data /var/lib/ruhu --rebuild
            """)

    @OptionGroup var dataFolder: DataFolderOption
    @Flag(name: .long, help: "Compute everything anew from the changes. / 根据变更重新计算全部内容。")
    var rebuild = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        umask(0o077)
        let output = Output(common)
        let progress = output.progress(
            Localized(zh: "核对", en: "Checking"), unit: Localized(zh: "条记录", en: "records"))
        defer { progress?.finish() }
        let check = try ServerCheck(
            dataFolder.folder, rebuilds: rebuild, environment: CommandEnvironment.host
        ) { done, total in
            progress?.update(done: done, total: total)
        }
        progress?.finish()
        try output.show(check) { output.text(check.text(printable: DisplayWidth.printable)) }
        if !check.isSound { throw Finished(.failed) }
    }
}
