internal import ArgumentParser
internal import CommandKit
internal import Failures
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit

struct HouseholdImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add the households of a CSV file, all rows or none. / 从 CSV 文件导入住户。",
        discussion: """
            Columns: area, building, unit, room and any further field of a household. UTF-8 or GB18030.
            Addresses that are there already are counted and left alone.

            Example / 例:
              ruhu household import households.csv
            """)

    @Argument(help: ArgumentHelp("The file, - for standard input. / 文件，- 表示标准输入。", valueName: "file.csv"))
    var file: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open()
        let bytes = try InputFile.read(file)
        let progress = opened.output.progress(
            Localized(zh: "导入", en: "Importing"), unit: Localized(zh: "户", en: "households"))
        defer { progress?.finish() }
        let result = try opened.store.importHouseholds(bytes) { progress?.update(done: $0, total: $1) }
        progress?.finish()
        let json = JSONValue.object([
            JSONValue.Member("added", .integer(Int64(result.added))),
            JSONValue.Member("unchanged", .integer(Int64(result.unchanged))),
        ])
        try opened.output.show(json: json) {
            opened.output.text(
                Localized(
                    zh: "添加 \(result.added) 户，已有 \(result.unchanged) 户未改动。",
                    en: "\(result.added) added, \(result.unchanged) were there and left alone.")) + "\n"
        }
    }
}
