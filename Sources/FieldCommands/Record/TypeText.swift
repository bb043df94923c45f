internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// The declared types for people and for scripts.
struct TypeText {
    let output: Output

    // MARK: - JSON

    func json(_ type: RecordType, withFields: Bool) -> JSONValue {
        var members = [
            JSONValue.Member("name", .string(type.name)),
            JSONValue.Member("number", .integer(Int64(type.number.rawValue))),
            JSONValue.Member("title", json(type.title)),
            JSONValue.Member("key", .array(type.key.map(JSONValue.string))),
            JSONValue.Member("add", (OwnCommands.of(type)?.add).map(JSONValue.string) ?? .null),
            JSONValue.Member("set", (OwnCommands.of(type)?.set).map(JSONValue.string) ?? .null),
        ]
        if withFields { members.append(JSONValue.Member("fields", .array(type.fields.map(json)))) }
        return .object(members)
    }

    private func json(_ title: Localized) -> JSONValue {
        .object([JSONValue.Member("zh", .string(title.zh)), JSONValue.Member("en", .string(title.en))])
    }

    private func json(_ field: Field) -> JSONValue {
        .object([
            JSONValue.Member("name", .string(field.name)), JSONValue.Member("title", json(field.title)),
            JSONValue.Member("type", .string(field.type.rawValue)),
            JSONValue.Member("policy", .string(field.policy.rawValue)),
            JSONValue.Member("required", .boolean(field.required)), JSONValue.Member("keyed", .boolean(field.keyed)),
            JSONValue.Member("sensitive", .boolean(field.sensitive)),
            JSONValue.Member("default", field.defaultText.map(JSONValue.string) ?? .null),
            JSONValue.Member("references", field.references.map(JSONValue.string) ?? .null),
            JSONValue.Member("minimum", field.minimum.map(JSONValue.integer) ?? .null),
            JSONValue.Member("maximum", field.maximum.map(JSONValue.integer) ?? .null),
            JSONValue.Member("maxLength", field.maxLength.map { .integer(Int64($0)) } ?? .null),
            JSONValue.Member("members", .array(field.members.map { .string($0.name) })),
            JSONValue.Member(
                "choices",
                .array(
                    field.choices.map { choice in
                        .object([
                            JSONValue.Member("code", .string(choice.code)),
                            JSONValue.Member("title", json(choice.title)),
                        ])
                    })),
        ])
    }

    // MARK: - People

    private var isChinese: Bool { output.language == .chinese }

    func table(_ types: [RecordType]) -> String {
        let columns = [
            Table.Column(title: isChinese ? "类型" : "Type"), Table.Column(title: isChinese ? "名称" : "Title"),
            Table.Column(title: isChinese ? "唯一键" : "Key", priority: 3),
            Table.Column(title: isChinese ? "专用命令" : "Own command", priority: 2),
        ]
        return output.table(
            columns,
            types.map { type in
                [
                    type.name, output.text(type.title), type.key.joined(separator: ", "),
                    OwnCommands.of(type)?.add ?? "",
                ]
            })
    }

    func details(_ type: RecordType) -> String {
        let columns = [
            Table.Column(title: isChinese ? "字段" : "Field"), Table.Column(title: isChinese ? "名称" : "Title"),
            Table.Column(title: isChinese ? "值" : "Value", minimumWidth: 20),
            Table.Column(title: isChinese ? "合并" : "Merge", priority: 2),
        ]
        let key = type.key.isEmpty ? "" : (isChinese ? "唯一键：" : "key: ") + type.key.joined(separator: ", ") + "\n"
        let table = output.table(
            columns,
            type.fields.map { field in
                [
                    field.keyed ? "\(field.name).NAME" : field.name,
                    output.text(field.title) + (field.required ? " *" : ""), value(field), field.policy.rawValue,
                ]
            })
        return "\(type.name)  \(output.text(type.title))\n" + key + table + choices(of: type)
    }

    /// The choices stand below the table, one field a paragraph: some are too many for a cell.
    private func choices(of type: RecordType) -> String {
        type.fields.filter { !$0.choices.isEmpty }.map { field in
            let choices = field.choices.map { "\($0.code) \(output.text($0.title))" }.joined(separator: ", ")
            let text = "\(field.name): \(choices)"
            let lines = output.result.width.map { DisplayWidth.wrap(text, columns: $0) } ?? [text]
            return lines.joined(separator: "\n") + "\n"
        }.joined()
    }

    private func value(_ field: Field) -> String {
        var parts = [field.type.rawValue]
        switch field.type {
        case .group: parts = [field.members.map(\.name).joined(separator: ",")]
        case .reference: parts = ["→ \(field.references ?? "")"]
        case .integer, .decimal:
            let range = [field.minimum.map { "≥ \($0)" }, field.maximum.map { "≤ \($0)" }].compactMap { $0 }
            parts.append(contentsOf: range)
        case .text:
            if let references = field.references { parts.append("→ \(references)") }
            if let length = field.maxLength { parts.append("≤ \(length)") }
        default: break
        }
        if let initial = field.defaultText { parts.append("[\(initial)]") }
        return parts.joined(separator: " ")
    }
}
