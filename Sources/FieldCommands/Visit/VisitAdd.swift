internal import ArgumentParser
internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct VisitAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Save a visit with its answers. / 保存一次入户访问及其答案。",
        discussion: """
            The answers are one JSON object, or a filled form as XML the way ODK Collect writes it. In JSON the visit's own \
            fields and the questions of a form stand side by side, and a name that the form asks is the form's: the visit's own \
            field of that name is given as FIELD=VALUE. What `visit show --json` prints is taken too. `publicity` holds the answers of the publicity record. \
            The form's rules are checked, everything that breaks one is told at once, and then nothing is saved. A file whose \
            meta/instanceID is uuid: and the id of a visit is that visit, and is saved once.
            答案是一个 JSON 对象，或 ODK Collect 写出的问卷 XML；入户字段和问题名可以并列，同名的算问题的答案，字段另写成 字段=值；也可直接用 visit show --json 的输出。不符合问卷规则的会一次全部指出，且不保存。\
            meta/instanceID 为 uuid: 加入户编号的文件就是那次入户，只保存一次。

            Example / 例:
              echo '{"consent":true,"A01":true,"A02":"registered"}' | ruhu visit add 0199a1b2 --answers -
              ruhu visit add 0199a1b2 --answers instance.xml consent=true id_shown=true
            """)

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "household"))
    var household: String
    @Argument(
        help: ArgumentHelp("Further fields of the visit. / 入户的其他字段。", valueName: "field=value"))
    var fields: [String] = []
    @Option(name: .long, help: ArgumentHelp("The form that is filled. / 所填的问卷。", valueName: "id"))
    var form: String?
    @Option(
        name: .long, help: ArgumentHelp("JSON or XML file, - for standard input. / 答案文件。", valueName: "file"))
    var answers: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            "How a household that is not to be contacted invited you. / 已要求不再打扰的住户为何邀请入户。", valueName: "reason"))
    var invited: String?
    @Flag(name: .long, help: "The household answered once more in this round. / 本轮又答了一次。")
    var again = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let output = opened.output
        let added = try opened.store.addVisit(
            household: household, form: form,
            answers: try WholeFile.named(answers, bytesMax: ValueLimits.inputBytesMax), fields: fields,
            invitation: invited, isAgain: again)
        try VisitText(store: opened.store, output: output).tell(added)
    }
}
