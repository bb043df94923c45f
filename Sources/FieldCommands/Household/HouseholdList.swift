internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct HouseholdList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List households. / 列出住户。",
        discussion: "Example / 例: ruhu household list --area 440605011001")

    @Option(
        name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let households = try opened.store.households(area: area)
        let type = try opened.store.type(named: "household")
        try RecordText(store: opened.store, output: opened.output, type: type).show(households)
    }
}
