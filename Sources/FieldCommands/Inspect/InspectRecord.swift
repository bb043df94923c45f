internal import ArgumentParser
internal import CommandKit
internal import CommunityRecords
internal import FieldClient
internal import TerminalKit
internal import Values

struct InspectRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record values of an inspection. / 录入检查数值。",
        discussion: """
            One JSON object: measured facts by name, indicators and checks by code with true or false; null takes a
            value back. All values are checked first, and all are saved or none.

            Example / 例:
              echo '{"office_area":178,"households":998,"NH11-FAC-04.1":true}' | ruhu inspect record 0199a1b2 --values -
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Option(name: .long, help: ArgumentHelp("JSON file, - for standard input. / JSON 文件。", valueName: "file.json"))
    var values: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let inspection = try opened.store.recordValues(
            id, values: try WholeFile.named(values, bytesMax: ValueLimits.inputBytesMax))
        let text = InspectionText(store: opened.store, output: opened.output)
        let judged = try opened.store.judged(inspection)
        try opened.output.show(json: text.json(judged)) { text.summary(judged) }
        opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}
