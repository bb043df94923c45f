internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import Failures
internal import SyncProtocol
internal import TerminalKit

struct TypeList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the record types of the schema in force. / 列出记录类型。",
        discussion: "Example: ruhu-admin type list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let types = try await connection.client(output).types()
        let json = types.map { type in
            JSONValue.object([
                .init("number", .integer(Int64(type.number))), .init("name", .string(type.name)),
                .init("titleZh", .string(type.title.zh)), .init("titleEn", .string(type.title.en)),
                .init("builtIn", .boolean(type.builtIn)), .init("fields", .integer(Int64(type.fields))),
            ])
        }
        try output.show(json: .array(json)) {
            output.table(
                [
                    .init(title: output.text(Localized(zh: "编号", en: "number")), alignment: .right),
                    .init(title: output.text(Localized(zh: "名称", en: "name"))),
                    .init(title: output.text(Localized(zh: "标题", en: "title"))),
                    .init(title: output.text(Localized(zh: "字段", en: "fields")), alignment: .right, priority: 2),
                    .init(title: output.text(Localized(zh: "来源", en: "from")), priority: 3),
                ],
                types.map { type in
                    let origin =
                        type.builtIn
                        ? Localized(zh: "软件自带", en: "the software") : Localized(zh: "本区", en: "the district")
                    return [
                        String(type.number), type.name, output.text(type.title), String(type.fields),
                        output.text(origin),
                    ]
                })
        }
    }
}
