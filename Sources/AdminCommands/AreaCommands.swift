internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import TerminalKit
internal import Values

struct AreaGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "area", abstract: "Administrative divisions. / 行政区划。",
        subcommands: [AreaImportCommand.self, AreaList.self])
}

struct AreaList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List areas by code. / 列出区域。",
        discussion: "Example: ruhu-admin area list --under 440605")

    @Option(name: .long, help: ArgumentHelp("Only codes that begin with this. / 只列出以此开头的代码。", valueName: "code"))
    var under: String?
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        try output.show(
            try await client.areas(under: under ?? ""),
            columns: [
                ListedColumn("代码", "code", \.code), ListedColumn("名称", "name", \.name),
                ListedColumn("级别", "level", priority: 2, \.level), ListedColumn("上级", "parent", priority: 3, \.parent),
            ])
    }
}

struct AreaImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import areas from a CSV file. / 从 CSV 导入区域。",
        discussion: """
            The columns are code, name, level and parent. Levels are province, city, district, street, community, \
            compound and building. The whole file is checked before anything is sent; importing it again doubles nothing.

            Example: ruhu-admin area import districts.csv
            """)

    @OptionGroup var sheet: SheetOptions

    func run() async throws {
        let areas = try AreaSheet(path: sheet.file)
        let (result, output) = try await sheet.send(areas.count) { client, progress in
            try await client.importAreas(areas, progress: progress)
        }
        try output.show(
            result,
            Localized(
                zh: "新增 \(result.added) 个区域，更新 \(result.updated) 个，未变 \(result.unchanged) 个。",
                en: "Areas: \(result.added) added, \(result.updated) updated, \(result.unchanged) unchanged."))
    }
}

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

    @OptionGroup var sheet: SheetOptions

    /// An address that exists is left alone, so that no row is updated.
    private struct Imported: Encodable {
        let added, unchanged: Int
    }

    func run() async throws {
        let households = try HouseholdSheet(path: sheet.file)
        let (result, output) = try await sheet.send(households.count) { client, progress in
            try await client.importHouseholds(households, progress: progress)
        }
        try output.show(
            Imported(added: result.added, unchanged: result.unchanged),
            Localized(
                zh: "新增 \(result.added) 户；\(result.unchanged) 户已存在，未改动。",
                en: "Households: \(result.added) added, \(result.unchanged) there already and left alone."))
    }
}

/// A sheet, and the server that it is brought to.
struct SheetOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("CSV in UTF-8 or GB18030. / CSV 文件。", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var file: String
    @OptionGroup var connection: ConnectionOptions

    /// Runs an import with progress on standard error, until it is done or the person presses Ctrl-C.
    ///
    /// - Parameters:
    ///   - count: Rows there are.
    ///   - work: The import; it tells how many rows are stored.
    /// - Returns: What became of the rows.
    /// - Throws: What `work` throws.
    func send(
        _ count: Int,
        _ work: @escaping @Sendable (AdminClient, @escaping @Sendable (Int) -> Void) async throws -> ImportResult
    ) async throws -> (ImportResult, Output) {
        let (client, output) = try connection.open()
        let progress = output.progress(Localized(zh: "导入", en: "import"), unit: Localized(zh: "行", en: "rows"))
        let task = Task { try await work(client) { progress?.update(done: $0, total: count) } }
        let interruption = Interruption.install()
        interruption.onCancel { task.cancel() }
        defer {
            progress?.finish()
            interruption.restore()
        }
        return (try await task.value, output)
    }
}
