internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import TerminalKit
internal import Values

struct TypeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "type", abstract: "Record types, as data. / 记录类型。",
        subcommands: [TypeImport.self, TypeList.self, TypeShow.self])
}

struct TypeList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the record types of the schema in force. / 列出记录类型。",
        discussion: "Example: ruhu-admin type list")

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        try output.show(
            try await client.types(),
            columns: [
                ListedColumn("编号", "number", alignment: .right) { String($0.number) },
                ListedColumn("名称", "name", \.name), ListedColumn("标题", "title") { output.text($0.title) },
                ListedColumn("字段", "fields", alignment: .right, priority: 2) { String($0.fields) },
                ListedColumn("来源", "from", priority: 3) {
                    output.text(
                        $0.builtIn
                            ? Localized(zh: "软件自带", en: "the software") : Localized(zh: "本区", en: "the district"))
                },
            ])
    }
}

struct TypeImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add record types, fields or choices to a running server. / 新增记录类型、字段或选项。",
        discussion: """
            The file is JSON with one type or a list of them, in the form that `ruhu-admin type show NAME --json` prints. \
            New types, and new fields of built-in types, are numbered from 1000. What exists is never changed. Devices \
            receive the types with their next sync.

            Example: ruhu-admin type import dog-licence.json
            """)

    @Argument(help: ArgumentHelp("JSON. / JSON 文件。", valueName: "file"), completion: .file(extensions: ["json"]))
    var file: String
    @Flag(name: .long, help: "Only check the file. / 只检查，不保存。") var dryRun = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let document = try DocumentFile(path: file)
        let (client, output) = try connection.open()
        let result = try await client.importTypes(document, isTrial: dryRun)
        try output.show(Joined(result, ["dryRun": dryRun])) { text(result, output) }
    }

    private func text(_ result: TypeImportResult, _ output: Output) -> String {
        let lines: [(Localized, [String])] = [
            (Localized(zh: "新增", en: "added"), result.added), (Localized(zh: "扩充", en: "extended"), result.extended),
            (Localized(zh: "未变", en: "unchanged"), result.unchanged),
        ]
        var text = lines.filter { !$0.1.isEmpty }
            .map { "\(output.text($0.0)): \($0.1.joined(separator: ", "))\n" }.joined()
        if dryRun {
            text += output.text(Localized(zh: "只作检查，没有保存。\n", en: "Only checked; nothing was changed.\n"))
        } else if !result.added.isEmpty || !result.extended.isEmpty {
            text += output.text(
                Localized(
                    zh: "模式现为第 \(result.schemaVersion) 版；各设备下次 sync 时收到。\n",
                    en: "The schema is now version \(result.schemaVersion); devices receive it with their next sync.\n")
            )
        }
        return text
    }
}

struct TypeShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a record type with its fields and choices. / 查看一个记录类型。",
        discussion: "Example: ruhu-admin type show facility --json > facility.json")

    @Argument(help: ArgumentHelp("The type's name or number. / 类型名称或编号。", valueName: "name"))
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (client, output) = try connection.open()
        let content = try await client.type(name)
        let declaration = ShownValue.json(content.declaration)
        try output.show(declaration) { try text(content, declaration, output) }
    }

    private func text(_ content: TypeContent, _ declaration: JSONValue, _ output: Output) throws -> String {
        let (type, records) = (content.type, content.records)
        var text = DisplayWidth.printable("\(type.number) \(type.name): \(output.text(type.title))") + "\n"
        text += output.text(
            Localized(zh: "服务器上有 \(records) 条记录\n", en: "records on the server: \(records)\n"))
        if case .object(let placement)? = declaration["placement"], let first = placement.first {
            text += output.text(Localized(zh: "归属：", en: "lies where: ")) + first.name
            if case .string(let field) = first.value { text += " \(field)" }
            text += "\n"
        }
        guard case .array(let fields)? = declaration["fields"] else { return text }
        return try text
            + output.table(
                fields,
                [
                    ListedColumn("编号", "number", alignment: .right, priority: 3) { Self.plain($0["number"]) },
                    ListedColumn("名称", "name") { Self.plain($0["name"]) },
                    ListedColumn("标题", "title") { Self.title($0, output) },
                    ListedColumn("类型", "type") { Self.plain($0["type"]) },
                    ListedColumn("合并规则", "policy", priority: 2) { Self.plain($0["policy"] ?? .string("manual")) },
                    ListedColumn("说明", "details", minimumWidth: 12) { details($0, output) },
                ])
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
