internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct TypeList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the record types of the schema in force. / 列出记录类型。",
        discussion: "Example: ruhu-admin type list")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let types = try await connection.client(output).types()
        try output.show(
            types, json: Self.json,
            columns: Self.columns(output))
    }

    private static func columns(_ output: Output) -> [ListedColumn<TypeRecord>] {
        [
            .init("编号", "number", alignment: .right) { String($0.number) },
            .init("名称", "name") { $0.name },
            .init("标题", "title") { output.text($0.title) },
            .init("字段", "fields", alignment: .right, priority: 2) { String($0.fields) },
            .init("来源", "from", priority: 3) { type in
                output.text(
                    type.builtIn
                        ? Localized(zh: "软件自带", en: "the software") : Localized(zh: "本区", en: "the district"))
            },
        ]
    }

    private static func json(_ type: TypeRecord) -> JSONValue {
        .object([
            .init("number", .integer(Int64(type.number))), .init("name", .string(type.name)),
            .init("titleZh", .string(type.title.zh)), .init("titleEn", .string(type.title.en)),
            .init("builtIn", .boolean(type.builtIn)), .init("fields", .integer(Int64(type.fields))),
        ])
    }
}
