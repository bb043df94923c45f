internal import CommandKit
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// A declared type for scripts.
struct TypeRow: Encodable {
    let name: String
    let number: UInt32
    let title: Localized
    let key: [String]
    let add, set: String?
    @LeftOut var fields: [FieldRow]?

    init(_ type: RecordType, withFields: Bool) {
        let own = DedicatedCommands.of(type)
        (name, number, title, key) = (type.name, type.number.rawValue, type.title, type.key)
        (add, set) = (own?.add, own?.set)
        fields = withFields ? type.fields.map { FieldRow(field: $0) } : nil
    }
}

/// A declared field for scripts.
struct FieldRow: Encodable {
    let field: Field

    private enum Key: String, CodingKey {
        case name, title, type, policy, required, keyed, sensitive, `default`, references, minimum, maximum, maxLength
        case members, choices
    }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        try json.encode(field.name, forKey: .name)
        try json.encode(field.title, forKey: .title)
        try json.encode(field.type, forKey: .type)
        try json.encode(field.policy, forKey: .policy)
        try json.encode(field.required, forKey: .required)
        try json.encode(field.keyed, forKey: .keyed)
        try json.encode(field.sensitive, forKey: .sensitive)
        try json.encode(field.defaultText, forKey: .default)
        try json.encode(field.references, forKey: .references)
        try json.encode(field.minimum, forKey: .minimum)
        try json.encode(field.maximum, forKey: .maximum)
        try json.encode(field.maxLength, forKey: .maxLength)
        try json.encode(field.members.map(\.name), forKey: .members)
        try json.encode(field.choices, forKey: .choices)
    }
}

/// The declared types for people.
struct TypeText {
    let output: Output

    private var isChinese: Bool { output.language == .chinese }

    func table(_ types: [RecordType]) throws -> String {
        try output.table(
            types,
            [
                ListedColumn("类型", "Type", \.name), ListedColumn("名称", "Title") { output.text($0.title) },
                ListedColumn("唯一键", "Key", priority: 3) { $0.key.joined(separator: ", ") },
                ListedColumn("专用命令", "Own command", priority: 2) { DedicatedCommands.of($0)?.add ?? "" },
            ])
    }

    func details(_ type: RecordType) throws -> String {
        let key = type.key.isEmpty ? "" : (isChinese ? "唯一键：" : "key: ") + type.key.joined(separator: ", ") + "\n"
        let table = try output.table(
            type.fields,
            [
                ListedColumn("字段", "Field") { $0.keyed ? "\($0.name).NAME" : $0.name },
                ListedColumn("名称", "Title") { output.text($0.title) + ($0.required ? " *" : "") },
                ListedColumn("值", "Value", minimumWidth: 20) { value($0) },
                ListedColumn("合并", "Merge", priority: 2, \.policy.rawValue),
            ])
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
