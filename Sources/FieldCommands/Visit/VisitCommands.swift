internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct VisitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit",
        abstract: "Visits: ask at the door, add, list, show, amend. / 入户访问：逐题提问、添加、列出、查看、修改。",
        discussion: "Example / 例: ruhu visit start 0199a1b2",
        subcommands: [
            VisitStart.self, VisitResume.self, VisitAdd.self, VisitSet.self, VisitList.self, VisitShow.self,
            VisitDiscard.self,
        ])
}

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
    @Argument(help: ArgumentHelp("Further fields of the visit. / 入户的其他字段。", valueName: "field=value"))
    var fields: [String] = []
    @Option(name: .long, help: ArgumentHelp("The form that is filled. / 所填的问卷。", valueName: "id"))
    var form: String?
    @Option(name: .long, help: ArgumentHelp("JSON or XML file, - for standard input. / 答案文件。", valueName: "file"))
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
        let added = try opened.store.visits.add(
            household: household, form: form,
            answers: try WholeFile.named(answers, bytesMax: ValueLimits.inputBytesMax), fields: fields,
            invitation: invited, isAgain: again)
        try VisitText(store: opened.store, output: output).tell(added)
    }
}

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
        let amended = try opened.store.visits.amend(id, assignments: assignments, reason: reason, confirms: confirm)
        try VisitText(store: opened.store, output: opened.output).tell(amended)
    }
}

struct VisitList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List visits. / 列出入户访问。",
        discussion: "Example / 例: ruhu visit list --household 0199a1b2; ruhu visit list --drafts")

    @Option(name: .long, help: ArgumentHelp("Only those of a household. / 只列某住户的。", valueName: "id"))
    var household: String?
    @Option(name: .long, help: ArgumentHelp("Only areas whose code begins so. / 只列代码以此开头的区域。", valueName: "code"))
    var area: String = ""
    @Flag(name: .long, help: "Those under way on this device instead. / 改为列出本机正在进行的。")
    var drafts = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        if drafts {
            let drafts = try opened.store.drafts.list(household: household)
            try DraftText(store: opened.store, output: opened.output).show(drafts)
            tell(try opened.store.drafts.unreadable(), through: opened.output)
        } else {
            let visits = try opened.store.visits.list(household: household, area: area)
            try VisitText(store: opened.store, output: opened.output).show(visits)
        }
    }

    private func tell(_ unreadable: [RecordID], through output: Output) {
        guard !unreadable.isEmpty else { return }
        let ids = unreadable.map(\.description).joined(separator: ", ")
        output.tell(
            Localized(
                zh: "另有本程序不能读取的入户，仍留在本机：\(ids)。请升级程序后再看。",
                en: "Kept as well, but not readable by this version of the program: \(ids). Upgrade it and look again."),
            .yellow)
    }
}

struct VisitShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a visit and its answers. / 查看一次入户访问。",
        discussion: """
            A visit under way is shown as far as it has come.
            正在进行的入户，显示目前已答的内容。

            Example / 例: ruhu visit show 0199a1b3
            """)

    @Argument(help: ArgumentHelp("The visit's id. / 访问编号。", valueName: "id"))
    var id: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        do {
            let visit = try opened.store.visits.one(id)
            try VisitText(store: opened.store, output: opened.output).show(
                visit, notices: try opened.store.visits.notices(reading: visit))
        } catch let failure as Failure where failure.code == "record_unknown" {
            let draft: VisitDraft
            do {
                draft = try opened.store.drafts.one(id)
            } catch let unknown as Failure where unknown.code == "draft_unknown" {
                throw failure
            }
            try DraftText(store: opened.store, output: opened.output).show(try opened.store.drafts.entry(of: draft))
        }
    }
}

struct VisitDiscard: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Drop a visit under way. / 放弃正在进行的入户。",
        discussion: """
            Its answers are gone then, so it asks first. What was submitted of it before stays as it is.
            其中的答案将不再保留，因此会先询问。已提交的内容不受影响。

            Example / 例:
              ruhu visit discard 0199a1b3
              ruhu visit discard 0199a1b3 --yes
            """)

    @Argument(help: ArgumentHelp("The id of the visit under way. / 正在进行的入户编号。", valueName: "id"))
    var id: String
    @Flag(name: .long, help: "Do it without asking. / 不再询问。")
    var yes = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let draft = try opened.store.drafts.one(id)
        guard try yes || isAgreed(draft, opened) else {
            return opened.output.tell(Localized(zh: "没有改变。", en: "Nothing was changed."))
        }
        try opened.store.drafts.discard(draft)
        try opened.output.show(["id": draft.id]) { "" }
        opened.output.tell(Localized(zh: "已放弃。", en: "Dropped."), .green)
    }

    /// Says what would go, and asks.
    private func isAgreed(_ draft: VisitDraft, _ opened: Opened) throws -> Bool {
        let household = try opened.store.label(of: RecordKey(id: draft.household, type: RecordTypes.household))
        let begun = LocalTime.text(draft.startedAt)
        let count = answers(draft, in: opened.store)
        let answers = count.map { Localized(zh: "，已答 \($0) 题", en: ", \($0) answers") } ?? Localized(zh: "", en: "")
        return try Confirmation.ask(
            Localized(
                zh: "放弃这次入户？\(household.zh)，\(begun) 开始\(answers.zh)。",
                en: "Drop this visit? \(household.en), begun \(begun)\(answers.en)."),
            flag: "--yes", output: opened.output)
    }

    /// How many questions are answered; `nil` when that cannot be told, which is no reason to keep a draft.
    private func answers(_ draft: VisitDraft, in store: FieldStore) -> Int? {
        let forms = [draft.questionnaire, draft.publicity].compactMap { $0 }
        let sessions = forms.compactMap { try? store.drafts.session(for: $0, of: draft) }
        guard sessions.count == forms.count else { return nil }
        return sessions.reduce(0) { $0 + $1.progress.answered }
    }
}
