internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

struct StandardImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Check a standard and publish it. / 检查并发布一个标准。",
        discussion: """
            The file is YAML in the form of Protocol/standards.md. All its faults are told at once, each with line, column \
            and code, and then nothing is published. A published version never changes; a newer one says in code_map what \
            became of the codes that are gone. Devices receive it with their next sync.

            Example: ruhu-admin standard import district-2027.yaml --dry-run
            """)

    @Argument(
        help: ArgumentHelp("YAML. / YAML 文件。", valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
    var file: String
    @Flag(name: .long, help: "Only check the file. / 只检查，不发布。") var dryRun = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let document = try DocumentFile(path: file)
        let result = try await connection.client(output).publishStandard(document, isTrial: dryRun)
        let json = [JSONValue.Member("outcome", .string(result.outcome.rawValue))]
        try output.show(json: .object(json + JSONValue.members(of: result.standard))) {
            text(result, output)
        }
    }

    private func text(_ result: StandardImportResult, _ output: Output) -> String {
        let standard = result.standard
        let name = "\(standard.standard) \(standard.version)"
        let outcome = result.outcome.words(for: name)
        let size = Localized(
            zh: "\(standard.groups) 组，\(standard.indicators) 项指标，\(standard.checks) 个分项，\(standard.tasks) 项任务",
            en: """
                \(standard.groups) groups, \(standard.indicators) indicators, \(standard.checks) checks, \
                \(standard.tasks) tasks
                """)
        return "\(output.text(outcome)): \(output.text(standard.title))\n\(output.text(size))\n"
    }
}
