internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct VisitStart: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Visit a household: asks question by question. / 入户：逐题提问。",
        discussion: """
            Consent comes first, one key. After every answer all is on the disk: quit with q, or lose the power, and go on
            with `ruhu visit resume`. At a question: numbers choose, letters filter long lists, Enter confirms, b back,
            s skip, g groups, o first open question, n note, l language, z undo, ? help, q quit; with a colon before
            them, such as :b, where text is typed.

            Example / 例:
              ruhu visit start 0199a1b2
              ruhu visit start 0199a1b2 --form publicity-record
            """)

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "household"))
    var household: String
    @Option(
        name: .long, help: ArgumentHelp("Id of the form; the household survey if left out. / 问卷编号。", valueName: "id"))
    var form: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "How a household that is not to be contacted invited you. / 不再打扰的住户如何邀请。", valueName: "reason"))
    var invited: String?
    @Flag(name: .long, help: "The household answers once more in this round. / 本轮再答一次。")
    var again = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        try InterviewTerminal.require(else: "ruhu visit add \(household) --answers FILE")
        let opened = try options.open(to: .save)
        let draft = try opened.store.beginVisit(
            household: household, form: form, invitation: invited, isAgain: again)
        try InterviewReport(store: opened.store, output: opened.output).lead(draft)
    }
}
