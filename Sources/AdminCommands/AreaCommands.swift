internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
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
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let areas = try await connection.client(output).areas(under: under ?? "")
        let json = areas.map { area in
            JSONValue.object([
                .init("code", .string(area.code)), .init("name", .string(area.name)),
                .init("level", .string(area.level)), .init("parent", .string(area.parent)),
            ])
        }
        try output.show(json: .array(json)) {
            output.table(
                [
                    .init(title: output.text(Localized(zh: "代码", en: "code"))),
                    .init(title: output.text(Localized(zh: "名称", en: "name"))),
                    .init(title: output.text(Localized(zh: "级别", en: "level")), priority: 2),
                    .init(title: output.text(Localized(zh: "上级", en: "parent")), priority: 3),
                ],
                areas.map { [$0.code, $0.name, $0.level, $0.parent] })
        }
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

    @Argument(
        help: ArgumentHelp("CSV in UTF-8 or GB18030. / CSV 文件。", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var file: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let rows = try AreaImport(path: file)
        let client = try connection.client(output)
        let result = try await ImportRun(count: rows.count, output: output).run { progress in
            try await client.importAreas(rows, progress: progress)
        }
        try output.show(
            json: .object([
                .init("added", .integer(Int64(result.added))), .init("updated", .integer(Int64(result.updated))),
                .init("unchanged", .integer(Int64(result.unchanged))),
            ])
        ) {
            output.text(
                Localized(
                    zh: "新增 \(result.added) 个区域，更新 \(result.updated) 个，未变 \(result.unchanged) 个。\n",
                    en: "Areas: \(result.added) added, \(result.updated) updated, \(result.unchanged) unchanged.\n"))
        }
    }
}
