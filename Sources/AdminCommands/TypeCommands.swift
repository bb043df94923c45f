internal import AdminClient
internal import AdminProtocol
internal import ArgumentParser
internal import CommandKit
internal import SyncProtocol
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
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = Output(common)
        let document = try DocumentFile(path: file)
        let result = try await connection.client(output).importTypes(document, isTrial: dryRun)
        let names = { (list: [String]) in JSONValue.array(list.map(JSONValue.string)) }
        try output.show(
            json: .object([
                .init("schemaVersion", .integer(Int64(result.schemaVersion))), .init("added", names(result.added)),
                .init("extended", names(result.extended)), .init("unchanged", names(result.unchanged)),
                .init("dryRun", .boolean(dryRun)),
            ])
        ) { text(result, output) }
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
