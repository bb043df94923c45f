internal import ArgumentParser
internal import CommandKit
internal import Glibc
internal import SyncServer
internal import TerminalKit
internal import Values

/// `ruhu-server backup`: everything a server holds, in one file.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the server into one file, also while it runs. / 把服务器备份为一个文件，可在运行中进行。",
        discussion: """
            The file takes its name once everything in it was checked; one that was there before is replaced then. It holds \
            what the server holds: keep it as safe. A running server is not held up.
            全部核对无误后文件才使用该名称，并替换原有文件。备份含有服务器的全部数据，请同样妥善保管。不影响运行中的服务器。

            Example: / 示例：
              ruhu-server backup --data /var/lib/ruhu --to /backup/ruhu-20261128.backup
            """)

    @OptionGroup var dataFolder: DataFolderOption
    @Option(
        name: .long, help: ArgumentHelp("Where the backup goes. / 备份文件。", valueName: "file"), completion: .file())
    var to: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        umask(0o077)
        let output = Output(common)
        let progress = output.progress(
            Localized(zh: "核对备份", en: "Checking the backup"), unit: Localized(zh: "条记录", en: "records"))
        defer { progress?.finish() }
        let backup = try ServerBackup.make(of: dataFolder.folder, to: to, environment: CommandEnvironment.host) {
            progress?.update(done: $0, total: $1)
        }
        progress?.finish()
        try output.show(backup) {
            output.text(
                Localized(
                    zh: "已备份到 \(backup.file)：\(backup.records) 条记录，\(backup.changes) 个变更，已核对。\n",
                    en: "Backed up to \(backup.file): \(backup.records) records, \(backup.changes) changes, checked.\n")
            )
        }
    }
}

/// `ruhu-server restore`: a server from its backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a server of a backup, in a new or empty folder. / 从备份恢复服务器到新的或空的文件夹。",
        discussion: """
            Devices notice at their next sync, and hand in again all that they hold, so that nothing they have is lost.
            设备下次 sync 时会发现服务器已恢复，并重新上交它们持有的全部内容，因此设备上的记录不会丢失。

            Example: / 示例：
              ruhu-server restore --from /backup/ruhu-20261128.backup --data /var/lib/ruhu
            """)

    @Option(name: .long, help: ArgumentHelp("The backup. / 备份文件。", valueName: "file"), completion: .file())
    var from: String
    @OptionGroup var dataFolder: DataFolderOption
    @OptionGroup var common: CommonOptions

    /// What `restore` gives.
    private struct Restored: Encodable {
        let folder: String
        let records, changes: Int
    }

    func run() async throws {
        umask(0o077)
        let output = Output(common)
        let folder = dataFolder.folder
        let progress = output.progress(
            Localized(zh: "核对", en: "Checking"), unit: Localized(zh: "条记录", en: "records"))
        defer { progress?.finish() }
        let held = try ServerBackup.restore(from, to: folder, environment: CommandEnvironment.host) {
            progress?.update(done: $0, total: $1)
        }
        progress?.finish()
        try output.show(Restored(folder: folder.path, records: held.records, changes: held.changes)) {
            output.text(
                Localized(
                    zh: """
                        已恢复到 \(folder.path)：\(held.records) 条记录，\(held.changes) 个变更，已核对。
                        各设备下次 sync 时重新上交它们持有的全部内容。备份之后发生的下列事情需要由人补做：
                          新登记的设备：请发新的登记码，在设备上运行 ruhu init --renew 登记码
                          停用的用户、作废的设备：请再次停用、作废
                          导入的记录类型：请再次导入
                        下一步：ruhu-server serve --data \(folder.path) --listen 127.0.0.1:8080

                        """,
                    en: """
                        Restored to \(folder.path): \(held.records) records, \(held.changes) changes, checked.
                        Devices hand in again all that they hold at their next sync. What was done since the backup needs \
                        a person:
                          devices let in: give each a new code, for `ruhu init --renew CODE` there
                          users disabled and devices revoked: shut them out again
                          record types imported: import them again
                        Next: ruhu-server serve --data \(folder.path) --listen 127.0.0.1:8080

                        """))
        }
    }
}
