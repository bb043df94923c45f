internal import ArgumentParser
internal import CommandKit
internal import CommunityRecords
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct InspectReuse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reuse", abstract: "Take over what was measured before. / 沿用以前测得的数值。",
        discussion: """
            Facts that this inspection's standard asks for, that it lacks, and that the latest earlier inspections of
            the same area recorded, under whichever standard. They are listed first and taken over with --yes.

            Example / 例: ruhu inspect reuse 0199a1b2 --yes
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp("Only facts measured since that day. / 只沿用该日以后测得的。", valueName: "yyyy-mm-dd"))
    var since: String?
    @Flag(name: .long, help: "Take them over without asking. / 不再询问，直接沿用。")
    var yes = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let day = try since.map(InspectionDate.read)
        let opened = try options.open(to: .save)
        let output = opened.output
        let inspection = try opened.store.inspection(id)
        let facts = try opened.store.reusableFacts(for: inspection, since: day)
        let text = InspectionText(store: opened.store, output: output)
        if facts.isEmpty {
            try output.show(json: .array([])) { "" }
            return output.tell(Localized(zh: "没有可沿用的数值。", en: "Nothing to take over."))
        }
        if !yes {
            try output.result.write(text.table(facts))
            let question = Localized(zh: "沿用这 \(facts.count) 项？", en: "Take over these \(facts.count)?")
            guard try Confirmation.ask(question, flag: "--yes", output: output) else {
                return output.tell(Localized(zh: "没有改变。", en: "Nothing was changed."))
            }
        }
        _ = try opened.store.record(facts.map { ($0.name, $0.value) }, in: inspection)
        try output.show(json: text.json(facts)) { "" }
        output.tell(Localized(zh: "已沿用 \(facts.count) 项。", en: "Took over \(facts.count)."), .green)
    }
}
