internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct RecordImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add the records of a CSV file, all rows or none. / 从 CSV 文件导入记录。",
        discussion: """
            Columns are headed by the names or titles of fields (`ruhu record types TYPE`). UTF-8 or GB18030. Rows whose
            natural key is there already are counted and left alone.

            Example / 例:
              ruhu record import activity activities.csv
            """)

    @Argument(help: ArgumentHelp("The type. / 类型。", valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp("The file, - for standard input. / 文件，- 表示标准输入。", valueName: "file.csv"))
    var file: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let type = try opened.store.type(named: type)
        // Before the file is read: whoever has the wrong command should not have to mend the file first.
        try opened.store.checkAddable(type)
        try RecordImporting.run(
            file, unit: Localized(zh: "条", en: "records"), opened
        ) { bytes, progress in
            try opened.store.importRecords(of: type, bytes, progress: progress)
        }
    }
}

/// What every import of a file does around it: reads the file, shows how far it has come, and tells the result.
enum RecordImporting {
    static func run(
        _ file: String, unit: Localized, _ opened: Opened,
        importing: ([UInt8], (Int, Int) -> Void) throws -> ImportResult
    ) throws {
        let bytes = try WholeFile.named(file, bytesMax: ValueLimits.inputBytesMax)
        let progress = opened.output.progress(Localized(zh: "导入", en: "Importing"), unit: unit)
        defer { progress?.finish() }
        let result = try importing(bytes) { progress?.update(done: $0, total: $1) }
        progress?.finish()
        let json = JSONValue.object([
            JSONValue.Member("added", .integer(Int64(result.added))),
            JSONValue.Member("unchanged", .integer(Int64(result.unchanged))),
        ])
        try opened.output.show(json: json) {
            opened.output.text(
                Localized(
                    zh: "添加 \(result.added) \(unit.zh)，已有 \(result.unchanged) \(unit.zh)未改动。",
                    en: "\(result.added) added, \(result.unchanged) were there and left alone.")) + "\n"
        }
    }
}
