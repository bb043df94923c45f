internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import Standards
internal import TerminalKit
internal import Values

struct InspectSubmit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submit an inspection. / 提交检查。",
        discussion: """
            A submitted inspection is not changed any more. Rectifications that were closed and whose indicator fails
            again are reopened in the same save.

            Example / 例: ruhu inspect submit 0199a1b2 --open
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Flag(
        name: .long,
        help: "Also open a rectification for each failed indicator that has none. / 同时为每个未达标指标立项整改。")
    var open = false
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .save)
        let submitted = try opened.store.submitInspection(id, opensRectifications: open)
        let output = opened.output
        let text = InspectionText(store: opened.store, output: output)
        try output.show(json: text.json(submitted)) { text.summary(submitted.judged) }
        output.tell(Localized(zh: "已提交。", en: "Submitted."), .green)
        if !submitted.reopened.isEmpty {
            output.tell(
                Localized(
                    zh: "重新打开整改 \(submitted.reopened.count) 项。",
                    en: "Reopened rectifications: \(submitted.reopened.count)."), .yellow)
        }
        if !submitted.opened.isEmpty {
            output.tell(
                Localized(zh: "新立整改 \(submitted.opened.count) 项。", en: "New rectifications: \(submitted.opened.count).")
            )
        } else if submitted.judged.count(.fail) > submitted.covered {
            output.tell(
                Localized(
                    zh:
                        "未达标且没有整改的指标：\(submitted.judged.count(.fail) - submitted.covered) 项。用 ruhu rectification open \(id) 立项。",
                    en: "Failed and without a rectification: \(submitted.judged.count(.fail) - submitted.covered). "
                        + "`ruhu rectification open \(id)` opens them."), .yellow)
        }
    }
}
