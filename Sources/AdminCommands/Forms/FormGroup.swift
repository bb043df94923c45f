internal import AdminProtocol
internal import ArgumentParser
internal import SyncProtocol
internal import Values

struct FormGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Questionnaires that visits fill in. / 入户问卷。",
        subcommands: [FormImport.self, FormList.self, FormShow.self, FormExport.self])
}

extension JSONValue {
    /// A published version of a form without its content.
    static func members(of form: FormRecord) -> [JSONValue.Member] {
        [
            .init("form", .string(form.form)), .init("version", .string(form.version)),
            .init("title", .string(form.title)),
            .init("languages", .array(form.languages.map(JSONValue.string))),
            .init("questionCount", .integer(Int64(form.questions))),
            .init("files", .array(form.files.map(JSONValue.string))),
            .init("publishedAt", form.publishedAt.map(JSONValue.string) ?? .null),
            .init("publishedBy", form.publishedBy.map(JSONValue.string) ?? .null),
            .init("digest", .string(form.digest)), .init("damaged", .boolean(form.isDamaged)),
        ]
    }
}
