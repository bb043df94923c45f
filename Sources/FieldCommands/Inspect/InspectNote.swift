internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Standards
internal import TerminalKit
internal import Values

struct InspectNote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Note something, or the place. / 记备注或位置。",
        discussion: """
            Example / 例:
              ruhu inspect note 0199a1b2 东侧围墙破损 --code NH11-FAC-06
              ruhu inspect note 0199a1b2 --position 23.0288,113.1426
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("The note. / 备注。", valueName: "text"))
    var text: String?
    @Option(name: .long, help: ArgumentHelp("The indicator it is about. / 相关指标编号。", valueName: "code"))
    var code: String?
    @Option(name: .long, help: ArgumentHelp("Where, in degrees. / 位置，十进制度。", valueName: "lat,lon"))
    var position: String?
    @OptionGroup var options: FieldOptions

    func validate() throws {
        if text == nil && position == nil { throw ValidationError("Give a note or --position. / 请写备注或 --position。") }
    }

    func run() throws {
        let opened = try options.open(to: .save)
        var inspection = try opened.store.inspection(id)
        if let position { inspection = try opened.store.setPosition(position, of: inspection) }
        if let text {
            let about = try code.map { try opened.store.indicator($0, of: inspection).code } ?? ""
            inspection = try opened.store.note(text, on: about, in: inspection)
        }
        try InspectionText(store: opened.store, output: opened.output).showSaved(inspection)
    }
}
