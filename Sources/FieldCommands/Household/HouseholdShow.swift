internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct HouseholdShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a household. / 查看住户。",
        discussion: "Example / 例: ruhu household show 0199a1b2")

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let household = try opened.store.household(id)
        try RecordText(store: opened.store, output: opened.output, type: household.type).show(household)
    }
}
