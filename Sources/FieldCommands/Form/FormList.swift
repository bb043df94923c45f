internal import ArgumentParser
internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct FormList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the questionnaires. / 列出问卷。",
        discussion: "Example / 例: ruhu form list")

    @OptionGroup var options: FieldOptions

    func run() throws {
        let opened = try options.open(to: .look)
        let shelf = try opened.store.formShelf()
        let newest = Set(shelf.newest.map(\.record))
        let forms = shelf.headings
        try opened.output.show(
            json: .array(
                forms.map { form in
                    .object(JSONValue.members(of: form) + [.init("newest", .boolean(newest.contains(form.record)))])
                })
        ) {
            forms.isEmpty ? "" : table(forms, opened.output)
        }
        if forms.isEmpty {
            opened.output.tell(
                Localized(zh: "没有问卷；请先运行 ruhu sync。", en: "There are no forms; run `ruhu sync` first."))
        }
    }

    private func table(_ forms: [FormShelf.Heading], _ output: Output) -> String {
        output.table(
            [
                .init(title: output.text(Localized(zh: "问卷", en: "Form"))),
                .init(title: output.text(Localized(zh: "版本", en: "Version"))),
                .init(title: output.text(Localized(zh: "名称", en: "Title")), minimumWidth: 16),
            ],
            forms.map { [$0.id, $0.version.text, output.text($0.title)] })
    }
}

extension JSONValue {
    /// A form without its content.
    static func members(of form: FormShelf.Heading) -> [JSONValue.Member] {
        [
            .init("form", .string(form.id)), .init("version", .string(form.version.text)),
            .init("titleZh", .string(form.title.zh)), .init("titleEn", .string(form.title.en)),
        ]
    }
}
