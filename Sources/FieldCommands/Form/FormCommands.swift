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

struct FormCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "The questionnaires on this device. / 本机的问卷。",
        subcommands: [FormList.self, FormShow.self])
}

struct FormList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the questionnaires. / 列出问卷。",
        discussion: "Example / 例: ruhu form list")

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let held = try opened.store.forms.published()
        let newest = Set(held.newest.map(\.record))
        let forms = held.headings
        let rows = forms.map { FormRow($0, newest: newest.contains($0.record)) }
        try opened.output.show(rows) { forms.isEmpty ? "" : try table(forms, opened.output) }
        if forms.isEmpty {
            opened.output.tell(
                Localized(zh: "没有问卷；请先运行 ruhu sync。", en: "There are no forms; run `ruhu sync` first."))
        }
    }

    private func table(_ forms: [PublishedForms.Heading], _ output: Output) throws -> String {
        try output.table(
            forms,
            [
                ListedColumn("问卷", "Form", \.id), ListedColumn("版本", "Version", \.version.text),
                ListedColumn("名称", "Title", minimumWidth: 16) { output.text($0.title) },
            ])
    }
}

/// A form for scripts.
private struct FormRow: Encodable {
    let form, version, titleZh, titleEn: String
    @LeftOut var newest: Bool?
    @LeftOut var languages: [String]?
    @LeftOut var questions: JSONValue?

    init(
        _ heading: PublishedForms.Heading, newest: Bool? = nil, languages: [String]? = nil, questions: JSONValue? = nil
    ) {
        (form, version) = (heading.id, heading.version.text)
        (titleZh, titleEn) = (heading.title.zh, heading.title.en)
        self.newest = newest
        self.languages = languages
        self.questions = questions
    }
}

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
        let held = try opened.store.forms.published()
        let newest = try held.find(form)
        let heading = try version.map { try held.heading(newest.id, version: $0) } ?? newest
        let definition = try held.definition(heading)
        let outline = FormOutline(definition)
        let row = FormRow(heading, languages: definition.languages, questions: outline.json)
        try opened.output.show(row) {
            DisplayWidth.printable("\(heading.id) \(heading.version): \(opened.output.text(heading.title))") + "\n"
                + outline.summary(opened.output) + "\n" + outline.text(opened.output)
        }
    }
}
