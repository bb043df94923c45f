internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import SyncProtocol
internal import Values

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
        let draft = try opened.store.visits.begin(
            household: household, form: form, invitation: invited, isAgain: again)
        try InterviewReport(store: opened.store, output: opened.output).lead(draft)
    }
}

struct VisitResume: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a visit under way. / 继续正在进行的入户。",
        discussion: """
            Goes on where the visit was left, with all its answers, also after a power loss. A visit of your own that was
            saved is opened once more; only what you change is written. Once the household has asked not to be contacted,
            nobody asks on: --save saves what was said before.
            住户要求不再打扰后不再继续提问；--save 保存已答内容。

            Example / 例:
              ruhu visit resume 0199a1b3
              ruhu visit resume 0199a1b3 --save
            """)

    @Argument(help: ArgumentHelp("The visit's id. / 访问编号。", valueName: "id"))
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            "How a household that is not to be contacted invited you. / 不再打扰的住户如何邀请。", valueName: "reason"))
    var invited: String?
    @Flag(name: .long, help: "Save it as far as it came, without another question. / 不再提问，按已答内容保存。")
    var save = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        if save { return try saveAsItIs() }
        try InterviewTerminal.require(else: "ruhu visit resume \(id) --save")
        let opened = try options.open(to: .save)
        let draft = try opened.store.visits.resume(id, invitation: invited)
        try InterviewReport(store: opened.store, output: opened.output).lead(draft)
    }

    private func saveAsItIs() throws {
        let opened = try options.open(to: .save)
        let hold = try opened.store.drafts.hold(try opened.store.drafts.one(id).id)
        defer { withExtendedLifetime(hold) {} }
        // Whoever had it open before may have gone on with it.
        var draft = try opened.store.drafts.one(id)
        if let invited { draft[.invitation] = .string(invited) }
        // How a visit ended that nobody ended is for the rules to say, by its answers.
        let added = try opened.store.visits.submit(draft[.outcome] == nil ? draft : draft.asItEnds)
        try VisitText(store: opened.store, output: opened.output).tell(added)
    }
}
