internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import FormOutlines
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct FormShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a questionnaire: questions and choices. / 查看一份问卷。",
        discussion: "Example / 例: ruhu form show household-survey")

    @Argument(
        help: ArgumentHelp(
            "Id, or a part of id or title that only one form has. / 问卷编号或名称的一部分。", valueName: "form"))
    var form: String
    @Option(name: .long, help: ArgumentHelp("Else the newest. / 版本，默认最新。", valueName: "text")) var version: String?
    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let shelf = try opened.store.formShelf()
        let newest = try shelf.find(form)
        let heading = try version.map { try shelf.heading(newest.id, version: $0) } ?? newest
        let definition = try shelf.definition(heading)
        let outline = FormOutline(definition)
        let members =
            JSONValue.members(of: heading) + [
                .init("languages", .array(definition.languages.map(JSONValue.string))),
                .init("questions", outline.json),
            ]
        try opened.output.show(json: .object(members)) {
            DisplayWidth.printable("\(heading.id) \(heading.version): \(opened.output.text(heading.title))") + "\n"
                + outline.summary(opened.output) + "\n" + outline.text(opened.output)
        }
    }
}
