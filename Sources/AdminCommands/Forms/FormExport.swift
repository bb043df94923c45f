internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import FoundationEssentials
internal import SyncProtocol
internal import TerminalKit
internal import Values

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
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let content = try await connection.client(output).form(named.id, version: named.version)
        let folder = to.unicodeScalars.lastIndex(of: "/").map { String(to.unicodeScalars[...$0]) } ?? ""
        let lists = content.files.sorted { $0.key < $1.key }.map { (path: folder + $0.key, text: $0.value) }
        for list in lists { try Self.checkFree(list.path, for: list.text) }
        for (path, text) in lists + [(to, content.xml)] { try WholeFile.writeNamed(Array(text.utf8), to: path) }
        let written = (lists.map(\.path) + [to]).map(JSONValue.string)
        try output.show(json: .object(JSONValue.members(of: content.form) + [.init("written", .array(written))])) {
            lists.map { $0.path + "\n" }.joined() + to + "\n"
        }
    }

    /// The person named the XForm's file, and not those beside it.
    private static func checkFree(_ path: String, for text: String) throws(Failure) {
        guard let held = FileManager.default.contents(atPath: path), Array(held) != Array(text.utf8) else { return }
        throw Failure(
            code: "file_exists", status: .data,
            message: Localized(
                zh: "\(path) 已经存在，内容不同；没有写入。", en: "\(path) exists with other content; nothing was written."),
            hint: Localized(zh: "请导出到一个空文件夹。", en: "Export into an empty folder."))
    }
}
