internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import TerminalKit

struct HouseholdSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change fields of a household. / 修改住户的字段。",
        discussion: """
            FIELD= clears a field; tags+=A adds one of several values, tags-=A takes it out; deleted=true deletes the \
            household, deleted=false brings it back. What is there already is not written again, unless --confirm.
            tags+=甲 添加一个标签，tags-=甲 去掉一个；已有的值不再写入，除非加 --confirm。

            Example / 例:
              ruhu household set 0199a1b2 occupancy=temporary tags=独居老人 --reason 住户告知
            """)

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("What to set. / 要修改的内容。", valueName: "field=value"))
    var fields: [String]
    @Option(name: .long, help: ArgumentHelp("Why; it is kept with the change. / 原因，随修改保存。", valueName: "text"))
    var reason: String = ""
    @Flag(name: .long, help: "Write what is there already too: it was checked. / 与现有值相同也写入，表示已核实。")
    var confirm = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let edit = try opened.store.setHousehold(id, assignments: fields, reason: reason, confirms: confirm)
        try RecordText(store: opened.store, output: opened.output, type: edit.record.type).show(edit)
    }
}
