internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import Values

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
        let opened = try options.open(to: .save)
        try RecordImporting.run(file, unit: Localized(zh: "户", en: "households"), opened) { bytes, progress in
            try opened.store.importHouseholds(bytes, progress: progress)
        }
    }
}
