internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import TerminalKit
internal import Values

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the records on this device against their changes. / 用变更核对本机的记录。",
        discussion: """
            Needs no server. Ends with 0 when the store is sound, else with 1 and what is damaged. --rebuild computes
            everything anew from the changes; the next sync fetches again what was lost.

            Example / 例:
              ruhu check --rebuild
            """)

    @Flag(name: .long, help: "Compute everything anew from the changes. / 根据变更重新计算全部内容。")
    var rebuild = false
    @OptionGroup var options: FieldOptions

    func run() async throws {
        let output = Output(options.common)
        let path = try options.storePath
        try options.knownStores.refuseGone(at: path)
        let progress = output.progress(Localized(zh: "检查", en: "Checking"), unit: Localized(zh: "条", en: "records"))
        defer { progress?.finish() }
        let check = try DeviceCheck(
            path: path, rebuilds: rebuild, environment: CommandEnvironment.host
        ) {
            progress?.update(done: $0, total: $1)
        }
        progress?.finish()
        try output.show(check) { output.text(check.text(printable: DisplayWidth.printable)) }
        if !check.isSound { throw Finished(.failed) }
    }
}
