internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct HouseholdGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "household", abstract: "Households. / 住户。", subcommands: [HouseholdImportCommand.self])
}

struct HouseholdImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import households from a CSV file. / 从 CSV 导入住户。",
        discussion: """
            The columns are area, building, unit, room and any other field of a household. Leading zeros are kept. Rows \
            are sent in batches; importing the file again doubles nothing.

            Example: ruhu-admin household import households.csv
            """)

    @Argument(
        help: ArgumentHelp("CSV in UTF-8 or GB18030. / CSV 文件。", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var file: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let rows = try HouseholdImport(path: file)
        let client = try connection.client(output)
        let result = try await ImportRun(count: rows.count, output: output).run { progress in
            try await client.importHouseholds(rows, progress: progress)
        }
        try output.show(
            json: .object([
                .init("added", .integer(Int64(result.added))), .init("unchanged", .integer(Int64(result.unchanged))),
            ])
        ) {
            output.text(
                Localized(
                    zh: "新增 \(result.added) 户；\(result.unchanged) 户已存在，未改动。\n",
                    en: "Households: \(result.added) added, \(result.unchanged) there already and left alone.\n"))
        }
    }
}

/// Runs an import with progress on standard error, until it is done or the person presses Ctrl-C.
struct ImportRun {
    /// Rows there are.
    let count: Int
    let output: Output

    /// Runs it.
    ///
    /// - Parameter work: The import; it tells how many rows are stored.
    /// - Returns: What became of the rows.
    /// - Throws: What `work` throws.
    func run(
        _ work: @escaping @Sendable (@escaping @Sendable (Int) -> Void) async throws -> ImportResult
    ) async throws -> ImportResult {
        let progress = output.progress(Localized(zh: "导入", en: "import"), unit: Localized(zh: "行", en: "rows"))
        let total = count
        let task = Task { try await work { progress?.update(done: $0, total: total) } }
        let interruption = Interruption.install()
        interruption.onCancel { task.cancel() }
        defer {
            progress?.finish()
            interruption.restore()
        }
        return try await task.value
    }
}
