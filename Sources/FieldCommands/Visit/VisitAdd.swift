internal import ArgumentParser
internal import CommandKit
internal import Failures
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit

struct VisitAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Save a visit with its answers. / 保存一次入户访问及其答案。",
        discussion: """
            The answers are one JSON object. Names that the visit declares are checked; others are kept as they are.

            Example / 例:
              echo '{"outcome":"completed","attempt_no":1,"people":4}' | ruhu visit add 0199a1b2 --answers -
            """)

    @Argument(help: ArgumentHelp("The household's id. / 住户编号。", valueName: "household"))
    var household: String
    @Option(name: .long, help: ArgumentHelp("JSON file, - for standard input. / JSON 文件。", valueName: "file.json"))
    var answers: String
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open()
        let output = opened.output
        let added = try opened.store.addVisit(household: household, answers: try InputFile.read(answers))
        if output.isJSON {
            try output.result.write(VisitText.json(added.visit).text + "\n")
            return
        }
        try output.result.write(try opened.store.shortID(added.visit.id) + "\n")
        if !added.undeclared.isEmpty {
            output.tell(
                Localized(
                    zh: "没有声明的字段，按答案保存：\(added.undeclared.joined(separator: "、"))",
                    en: "Not declared, kept as answers of a form: \(added.undeclared.joined(separator: ", "))"))
        }
        if added.marksNoContact {
            output.tell(Localized(zh: "住户已标记为不再打扰。", en: "The household is marked as not to be contacted."), .yellow)
        }
        output.tell(Localized(zh: "已保存。", en: "Saved."), .green)
    }
}
