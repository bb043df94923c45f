internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import TerminalKit
internal import Values

struct HouseholdSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change fields of a household. / 修改住户的字段。",
        discussion: """
            FIELD= clears a field; deleted=true deletes the household, deleted=false brings it back.

            Example / 例:
              ruhu household set 0199a1b2 occupancy=temporary tags=独居老人 --reason 住户告知
            """)

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("What to set. / 要修改的内容。", valueName: "field=value"))
    var fields: [String]
    @Option(name: .long, help: ArgumentHelp("Why; it is kept with the change. / 原因，随修改保存。", valueName: "text"))
    var reason: String = ""
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let household = try opened.store.setHousehold(id, assignments: fields, reason: reason)
        try RecordText(store: opened.store, output: opened.output, type: household.type).show(household)
        opened.output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}
