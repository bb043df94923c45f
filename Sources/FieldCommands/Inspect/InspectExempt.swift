internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Standards
internal import TerminalKit
internal import Values

struct InspectExempt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exempt", abstract: "Say why an indicator does not apply here. / 说明某指标在此不适用。",
        discussion: "Example / 例: ruhu inspect exempt 0199a1b2 NH11-FAC-05 --reason 街道认定不具备设站条件")

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("Code of the indicator. / 指标编号。", valueName: "code"))
    var code: String
    @Option(name: .long, help: ArgumentHelp("Why; empty takes it back. / 理由，留空则取消。", valueName: "text"))
    var reason: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let inspection = try opened.store.inspection(id)
        let indicator = try opened.store.indicator(code, of: inspection)
        let saved = try opened.store.exempt(indicator.code, reason: reason, in: inspection)
        try InspectionText(store: opened.store, output: opened.output).showSaved(saved)
    }
}
