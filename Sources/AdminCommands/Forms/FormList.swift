internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Failures
internal import SyncProtocol
internal import TerminalKit

struct FormList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the published questionnaires. / 列出已发布的问卷。",
        discussion: "Example: ruhu-admin form list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let forms = try await connection.client(output).forms()
        try output.show(json: .array(forms.map { .object(JSONValue.members(of: $0)) })) {
            guard !forms.isEmpty else {
                return output.text(Localized(zh: "还没有发布任何问卷。\n", en: "No form is published.\n"))
            }
            return output.table(
                [
                    .init(title: output.text(Localized(zh: "问卷", en: "form"))),
                    .init(title: output.text(Localized(zh: "版本", en: "version"))),
                    .init(title: output.text(Localized(zh: "名称", en: "title")), minimumWidth: 16),
                    .init(title: output.text(Localized(zh: "题目", en: "questions")), alignment: .right),
                    .init(title: output.text(Localized(zh: "发布时间", en: "published")), priority: 2),
                ],
                forms.map { row($0, output) })
        }
    }

    private func row(_ form: FormRecord, _ output: Output) -> [String] {
        let published = LocalTime.text(form.publishedAt ?? "", environment: CommandEnvironment.variables)
        let damage = Localized(zh: "已被改动，不可用", en: "changed by somebody; not used")
        return [
            form.form, form.version, form.title, String(form.questions),
            form.isDamaged ? output.text(damage) : published,
        ]
    }
}
