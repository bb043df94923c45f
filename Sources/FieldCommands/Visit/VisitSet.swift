internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct VisitSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Amend a visit of your own. / 修改自己记录的入户。",
        discussion: """
            Fields of the visit and answers by the names of their questions; they are checked against the form that was \
            filled. An empty value takes an answer away, several choices are separated by blanks. consent=false takes back \
            the resident's consent: all answers and what came of them go. A question that has the name of a field is named \
            by its path, such as /data/remarks=...
            可改入户字段和问题的答案，按原问卷检查；空值表示去掉答案，多选用空格隔开。consent=false 表示住户收回同意，答案及由此产生的\
            意见随之去除。与字段同名的问题写路径，如 /data/remarks=...

            Example / 例: ruhu visit set 0199a1b3 A04=3 --reason "误听为五口人"
            """)

    @Argument(help: ArgumentHelp("The visit's id. / 访问编号。", valueName: "id"))
    var id: String
    @Argument(help: ArgumentHelp("What to change. / 要改的内容。", valueName: "name=value"))
    var assignments: [String]
    @Option(name: .long, help: ArgumentHelp("Why. / 理由。", valueName: "text"))
    var reason: String
    @Flag(name: .long, help: "Write what is there already too: it was checked. / 与现有值相同也写入，表示已核实。")
    var confirm = false
    @OptionGroup var options: FieldOptions

    func validate() throws {
        if assignments.isEmpty { throw ValidationError("Missing expected argument 'NAME=VALUE'") }
        if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason must not be empty") }
    }

    func run() throws {
        let opened = try options.open(to: .save)
        let amended = try opened.store.amendVisit(id, assignments: assignments, reason: reason, confirms: confirm)
        try VisitText(store: opened.store, output: opened.output).tell(amended)
    }
}
