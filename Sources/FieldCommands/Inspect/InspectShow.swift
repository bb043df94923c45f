internal import ArgumentParser
internal import CommandKit
internal import FieldClient

struct InspectShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show how an inspection comes out. / 查看检查结果。",
        discussion: """
            Example / 例:
              ruhu inspect show 0199a1b2
              ruhu inspect show 0199a1b2 --result fail
              ruhu inspect show 0199a1b2 --standard qingpu-2011     # the same values under another standard
              ruhu inspect show 0199a1b2 --version 2                # the same values under a later version
            """)

    @Argument(help: ArgumentHelp("The inspection's id. / 检查编号。", valueName: "id"))
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp("Hold its values against another standard. / 用另一标准评判同样的数值。", valueName: "id"))
    var standard: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Judge under a later version of the standard. / 按标准的较新版本评判。", valueName: "number"))
    var version: Int?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only this result: pass, fail, notApplicable, reportOnly, noData. / 只看某种结果。", valueName: "result"))
    var result: String?
    @OptionGroup var options: FieldOptions

    func run() throws {
        let only = try result.map(OutcomeWords.read)
        let opened = try options.open(to: .look)
        let judged = try opened.store.judged(try opened.store.inspection(id), under: standard, version: version)
        let text = InspectionText(store: opened.store, output: opened.output)
        try opened.output.show(json: text.json(judged, only: only)) { try text.text(judged, only: only) }
    }
}
