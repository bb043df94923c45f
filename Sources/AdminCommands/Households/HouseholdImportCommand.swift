internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import Values

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
