internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
internal import TerminalKit
internal import Values

struct TypeShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a record type with its fields and choices. / 查看一个记录类型。",
        discussion: "Example: ruhu-admin type show facility --json > facility.json")

    @Argument(help: ArgumentHelp("The type's name or number. / 类型名称或编号。", valueName: "name"))
    var name: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let type = try await connection.client(output).type(name)
        let declaration = ShownValue.json(type.declaration ?? "{}")
        try output.show(json: declaration) { text(type, declaration, output) }
    }

    private func text(_ type: TypeRecord, _ declaration: JSONValue, _ output: Output) -> String {
        let records = type.records ?? 0
        var text = DisplayWidth.printable("\(type.number) \(type.name): \(output.text(type.title))") + "\n"
        text += output.text(
            Localized(zh: "服务器上有 \(records) 条记录\n", en: "records on the server: \(records)\n"))
        if case .object(let placement)? = declaration["placement"], let first = placement.first {
            text += output.text(Localized(zh: "归属：", en: "lies where: ")) + first.name
            if case .string(let field) = first.value { text += " \(field)" }
            text += "\n"
        }
        guard case .array(let fields)? = declaration["fields"] else { return text }
        return text
            + output.table(
                [
                    .init(title: output.text(Localized(zh: "编号", en: "number")), alignment: .right, priority: 3),
                    .init(title: output.text(Localized(zh: "名称", en: "name"))),
                    .init(title: output.text(Localized(zh: "标题", en: "title"))),
                    .init(title: output.text(Localized(zh: "类型", en: "type"))),
                    .init(title: output.text(Localized(zh: "合并规则", en: "policy")), priority: 2),
                    .init(title: output.text(Localized(zh: "说明", en: "details")), minimumWidth: 12),
                ],
                fields.map { field in
                    [
                        Self.plain(field["number"]), Self.plain(field["name"]), Self.title(field, output),
                        Self.plain(field["type"]), Self.plain(field["policy"] ?? .string("manual")),
                        details(field, output),
                    ]
                })
    }

    private func details(_ field: JSONValue, _ output: Output) -> String {
        var details: [String] = []
        if field["required"] == .boolean(true) { details.append(output.text(Localized(zh: "必填", en: "required"))) }
        if field["keyed"] == .boolean(true) { details.append(output.text(Localized(zh: "按名称分项", en: "by name"))) }
        if case .string(let type)? = field["references"] { details.append("-> \(type)") }
        if case .array(let choices)? = field["choices"] {
            details.append(
                choices.map { "\(Self.plain($0["code"])) \(Self.title($0, output))" }.joined(separator: ", "))
        }
        if case .array(let members)? = field["members"] {
            details.append(
                members.map { "\(Self.plain($0["name"])) \(Self.plain($0["type"]))" }.joined(separator: ", "))
        }
        for key in ["minimum", "maximum", "maxLength"] {
            if case .integer(let bound)? = field[key] { details.append("\(key) \(bound)") }
        }
        return details.joined(separator: "; ")
    }

    private static func title(_ json: JSONValue, _ output: Output) -> String {
        output.text(
            Localized(zh: plain(json["title"]?["zh"]), en: plain(json["title"]?["en"])))
    }

    private static func plain(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        default: ""
        }
    }
}
