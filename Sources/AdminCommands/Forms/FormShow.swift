internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import FormOutlines
internal import Questionnaires
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct FormShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a questionnaire: questions and choices. / 查看一份问卷。",
        discussion: "Example: ruhu-admin form show household-survey --version 1")

    @OptionGroup var named: NamedForm
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let content = try await connection.client(output).form(named.id, version: named.version)
        let outline = FormOutline(try Self.definition(of: content))
        let members = JSONValue.members(of: content.form) + [.init("questions", outline.json)]
        try output.show(json: .object(members)) {
            heading(content.form, output) + outline.summary(output) + "\n" + outline.text(output)
        }
    }

    private static func definition(of content: FormContent) throws -> FormDefinition {
        do {
            return try FormDefinition.parse(xml: content.xml, resources: FormResources(files: content.files))
        } catch {
            throw Failure(
                code: "form_unreadable", status: .protocolMismatch,
                message: Localized(
                    zh: "本程序不能读取问卷 \(content.form.form) \(content.form.version)：\(error.faults[0].text.zh)",
                    en: """
                        This program cannot read the form \(content.form.form) \(content.form.version): \
                        \(error.faults[0].text.en)
                        """),
                hint: Localized(zh: "服务器的版本较新；请升级本程序。", en: "The server is newer; upgrade this program."))
        }
    }

    private func heading(_ form: FormRecord, _ output: Output) -> String {
        let at = LocalTime.text(form.publishedAt ?? "", environment: CommandEnvironment.variables)
        let by = form.publishedBy ?? ""
        let published = Localized(zh: "\(at) 由 \(by) 发布", en: "published \(at) by \(by)")
        return DisplayWidth.printable("\(form.form) \(form.version): \(form.title)") + "\n"
            + DisplayWidth.printable(output.text(published)) + "\n"
    }
}

/// A published form by its name.
struct NamedForm: ParsableArguments {
    @Argument(help: ArgumentHelp("The form's id or a unique beginning of it. / 问卷编号。", valueName: "id"))
    var id: String
    @Option(name: .long, help: ArgumentHelp("Else the newest. / 版本，默认最新。", valueName: "text")) var version: String?
}
