internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Glibc
internal import SyncProtocol
internal import TerminalKit
internal import Values

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
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if version?.isEmpty == true { throw ValidationError("--version is empty. / --version 是空的。") }
    }

    func run() async throws {
        let output = Output(common)
        let now = HostEnvironment.system.now
        let day = LocalTime.day(of: now, environment: CommandEnvironment.variables)
        let files = try FormFiles(form: try form(output), attachments: attach, version: version, day: day)
        let result = try await connection.client(output).publishForm(files, isTrial: dryRun)
        let json = [JSONValue.Member("outcome", .string(result.outcome.rawValue))]
        try output.show(json: .object(json + JSONValue.members(of: result.form))) { text(result, output) }
        guard result.isVersionGiven == true, version == nil, result.outcome != .unchanged else { return }
        let given = result.form.version
        output.tell(
            Localized(
                zh: "问卷没有写版本，以 \(given) 为版本（用 --version 可以另定）。",
                en: "The form states no version and gets \(given); --version names another."))
    }

    private func form(_ output: Output) throws -> DocumentFile {
        guard let sheet = SpreadsheetForm(path: file) else { return try DocumentFile(path: file) }
        let (form, warnings) = try sheet.converted(environment: CommandEnvironment.variables)
        for warning in warnings { output.tell(Localized(zh: "xls2xform：\(warning)", en: "xls2xform: \(warning)")) }
        return form
    }

    private func text(_ result: FormImportResult, _ output: Output) -> String {
        let form = result.form
        let name = "\(form.form) \(form.version)"
        let outcome = result.outcome.words(for: name)
        let size = Localized(
            zh: "\(form.questions) 个题目，\(form.files.count) 个附带文件",
            en: "\(form.questions) questions, \(form.files.count) files with it")
        return DisplayWidth.printable("\(output.text(outcome)): \(form.title)") + "\n\(output.text(size))\n"
    }
}
