internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import FormOutlines
internal import Questionnaires
internal import TerminalKit
internal import Values

struct FormGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Questionnaires that visits fill in. / 入户问卷。",
        subcommands: [FormImport.self, FormList.self, FormShow.self, FormExport.self])
}

struct FormList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the published questionnaires. / 列出已发布的问卷。",
        discussion: "Example: ruhu-admin form list")

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        try output.show(
            try await client.forms(), none: Localized(zh: "还没有发布任何问卷。", en: "No form is published."),
            columns: [
                ListedColumn("问卷", "form", \.form), ListedColumn("版本", "version", \.version),
                ListedColumn("名称", "title", minimumWidth: 16, \.title),
                ListedColumn("题目", "questions", alignment: .right) { String($0.questionCount) },
                ListedColumn("发布时间", "published", priority: 2) {
                    output.published($0.publishedAt, isDamaged: $0.damaged)
                },
            ])
    }
}

struct FormImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Check a questionnaire and publish it. / 检查并发布一份问卷。",
        discussion: """
            The file is an XForm, or a spreadsheet (XLSForm) that pyxform's xls2xform converts where it is installed. All \
            faults are told at once, each with line, place and code, and then nothing is published; what is not supported \
            is refused by name (Protocol/forms.md). Choice lists that the form names are looked for beside it. A published \
            version never changes. Devices receive it with their next sync. A form that states no version gets the one of \
            --version, or the day: 20261128.

            Example: ruhu-admin form import survey-2027.xlsx --attach ../lists/streets.csv --dry-run
            """)

    @Argument(
        help: ArgumentHelp("XForm or spreadsheet. / XForm 或电子表格。", valueName: "file"),
        completion: .file(extensions: ["xml", "xlsx", "xlsm", "xls"]))
    var file: String
    @Option(
        name: .long,
        help: ArgumentHelp("A choice list that lies elsewhere; may be repeated. / 放在别处的选项文件。", valueName: "file"),
        completion: .file(extensions: ["csv", "xml"]))
    var attach: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Of a form that states none; else the day. / 问卷没有写版本时的版本，默认为当天日期。", valueName: "text"))
    var version: String?
    @Flag(name: .long, help: "Only check the file. / 只检查，不发布。") var dryRun = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if version?.isEmpty == true { throw ValidationError("--version is empty. / --version 是空的。") }
    }

    func run() async throws {
        let output = Output(connection.common)
        let today = LocalTime.text(CommandEnvironment.host.now).prefix(10).filter { $0 != "-" }
        let files = try FormFiles(form: try form(output), attachments: attach, version: version, day: today)
        let result = try await connection.client(output).publishForm(files, isTrial: dryRun)
        let made = result.form
        try output.show(Joined(["outcome": result.outcome], made)) {
            output.text(
                result.outcome, name: "\(made.form) \(made.version)", title: made.title,
                size: Localized(
                    zh: "\(made.questionCount) 个题目，\(made.files.count) 个附带文件",
                    en: "\(made.questionCount) questions, \(made.files.count) files with it"))
        }
        guard result.isVersionGiven == true, version == nil, result.outcome != .unchanged else { return }
        let given = made.version
        output.tell(
            Localized(
                zh: "问卷没有写版本，以 \(given) 为版本（用 --version 可以另定）。",
                en: "The form states no version and gets \(given); --version names another."))
    }

    private func form(_ output: Output) throws -> DocumentFile {
        guard let sheet = SpreadsheetForm(path: file) else { return try DocumentFile(path: file) }
        let (form, warnings) = try sheet.converted(
            environment: CommandEnvironment.variables, elapsedSeconds: CommandEnvironment.host.elapsedSeconds)
        for warning in warnings { output.tell(Localized(zh: "xls2xform：\(warning)", en: "xls2xform: \(warning)")) }
        return form
    }
}

struct FormShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a questionnaire: questions and choices. / 查看一份问卷。",
        discussion: "Example: ruhu-admin form show household-survey --version 1")

    @OptionGroup var named: NamedForm
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let content = try await client.form(named.id, version: named.version)
        let outline = FormOutline(try Self.definition(of: content))
        try output.show(Joined(content.form, ["questions": outline.json])) {
            heading(content.form, output) + outline.summary(output) + "\n" + outline.text(output)
        }
    }

    private static func definition(of content: PublishedFormContent) throws -> FormDefinition {
        do {
            return try FormDefinition.parse(xml: content.xml, resources: FormResources(files: content.files))
        } catch {
            throw Failure(
                fault: "form_unreadable", ["form": "\(content.form.form)", "version": "\(content.form.version)"],
                bilingual: ["faults": error.faults[0].text])
        }
    }

    private func heading(_ form: FormRecord, _ output: Output) -> String {
        let at = LocalTime.text(form.publishedAt ?? "")
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

struct FormExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a published questionnaire to a file. / 导出已发布的问卷。",
        discussion: """
            Writes the XForm, and the choice lists that belong to it beside it under their own names. An existing choice \
            list with other content is not overwritten.

            Example: ruhu-admin form export household-survey --to survey.xml
            """)

    @OptionGroup var named: NamedForm
    @Option(
        name: .long, help: ArgumentHelp("Where the XForm goes. / 写到哪里。", valueName: "file"),
        completion: .file(extensions: ["xml"]))
    var to: String
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let content = try await client.form(named.id, version: named.version)
        let folder = to.unicodeScalars.lastIndex(of: "/").map { String(to.unicodeScalars[...$0]) } ?? ""
        let lists = content.files.sorted { $0.key < $1.key }.map { (path: folder + $0.key, text: $0.value) }
        for list in lists { try Self.checkFree(list.path, for: list.text) }
        for (path, text) in lists + [(to, content.xml)] { try WholeFile.writeNamed(Array(text.utf8), to: path) }
        let written = lists.map(\.path) + [to]
        try output.show(Joined(content.form, ["written": written]), written.map { Localized($0) })
    }

    /// The person named the XForm's file, and not those beside it.
    private static func checkFree(_ path: String, for text: String) throws(Failure) {
        let held: [UInt8]?
        do {
            held = try WholeFile.bytes(of: path, bytesMax: text.utf8.count)
        } catch {
            if error == .missing { return }
            held = nil
        }
        if held == Array(text.utf8) { return }
        throw Failure(fault: "file_exists", ["path": "\(path)"])
    }
}
