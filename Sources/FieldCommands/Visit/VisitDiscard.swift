internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import FieldClient
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

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
        let draft = try opened.store.visitDraft(id)
        guard try yes || isAgreed(draft, opened) else {
            return opened.output.tell(Localized(zh: "没有改变。", en: "Nothing was changed."))
        }
        try opened.store.discard(draft)
        if opened.output.isJSON {
            let json = JSONValue.object([JSONValue.Member("id", .string(draft.id.description))])
            try opened.output.result.write(json.text + "\n")
        } else {
            opened.output.tell(Localized(zh: "已放弃。", en: "Dropped."), .green)
        }
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
        let sessions = forms.compactMap { try? store.session(for: $0, of: draft) }
        guard sessions.count == forms.count else { return nil }
        return sessions.reduce(0) { $0 + $1.progress.answered }
    }
}
