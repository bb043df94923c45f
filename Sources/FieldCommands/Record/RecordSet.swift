internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import TerminalKit

struct RecordSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change fields of a record. / 修改记录的字段。",
        discussion: """
            FIELD= clears a field; a field that collects entries takes another one; of several values FIELD+=A adds one and \
            FIELD-=A takes one out, while FIELD=A leaves A alone. deleted=true deletes the record, deleted=false brings it \
            back. What is there already is not written again, unless --confirm.
            多个值的字段：字段+=甲 添加，字段-=甲 去掉，字段=甲 只留甲；已有的值不再写入，除非加 --confirm。

            Example / 例:
              ruhu record set activity 0199a1b2 participants=120 --reason 签到表
              ruhu record set area 440605011001 age_class=old
            """)

    @Argument(help: ArgumentHelp("The type. / 类型。", valueName: "type"))
    var type: String
    @Argument(help: ArgumentHelp("The record's id or natural key. / 记录编号或名称。", valueName: "id"))
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
        let type = try opened.store.type(named: type)
        try opened.store.checkSettable(type)
        let key = try opened.store.record(named: id, type: type)
        let edit = try opened.store.setRecord(key, assignments: fields, reason: reason, confirms: confirm)
        try RecordText(store: opened.store, output: opened.output, type: type).show(edit)
    }
}
