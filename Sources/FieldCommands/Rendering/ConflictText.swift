internal import CommandKit
internal import Failures
internal import FieldClient
internal import ReplicaStore
internal import SyncProtocol
internal import TerminalKit

/// Conflicts for people and for scripts.
struct ConflictText {
    let store: FieldStore
    let output: Output

    func json(_ conflict: OpenConflict) throws -> JSONValue {
        let members = field(of: conflict)?.members.map(\.name) ?? []
        return .object([
            JSONValue.Member("id", .string(conflict.id.hex)),
            JSONValue.Member("recordId", .string(conflict.key.id.description)),
            JSONValue.Member("recordType", .string(typeName(conflict))),
            JSONValue.Member("field", .string(conflict.fieldName)),
            JSONValue.Member("label", .string(try store.label(of: conflict.key).en)),
            JSONValue.Member("areas", .array(conflict.areas.map(JSONValue.string))),
            JSONValue.Member("version", .string(conflict.version.hex)),
            JSONValue.Member("cause", .string(conflict.cause)),
            JSONValue.Member("base", conflict.base.map { JSONValue($0, members: members) } ?? .null),
            JSONValue.Member("values", .array(conflict.values.map { json($0, members: members) })),
        ])
    }

    private func json(_ value: ConflictValue, members: [String]) -> JSONValue {
        .object([
            JSONValue.Member("value", JSONValue(value.value, members: members)),
            JSONValue.Member("author", .string(value.author)), JSONValue.Member("role", .string(value.role)),
            JSONValue.Member("device", .string(value.device)),
            JSONValue.Member("writtenAt", .string(Instant(milliseconds: value.writtenAt).description)),
            JSONValue.Member("reason", .string(value.reason)),
            JSONValue.Member("suspect", .boolean(value.isSuspect)),
        ])
    }

    func typeName(_ conflict: OpenConflict) -> String {
        store.schema.type(conflict.key.type)?.name ?? "_\(conflict.key.type.rawValue)"
    }

    func field(of conflict: OpenConflict) -> Field? {
        store.schema.type(conflict.key.type)?.field(conflict.field.field)
    }

    /// The beginning of a conflict's id that no other open one shares.
    static func shortID(_ id: ConflictID, among conflicts: [OpenConflict]) -> String {
        let hex = id.hex
        let others = conflicts.map(\.id.hex).filter { $0 != hex }
        let shared = others.map { other in zip(hex, other).prefix { $0 == $1 }.count }.max() ?? 0
        return String(hex.prefix(max(8, shared + 1)))
    }

    func table(_ conflicts: [OpenConflict]) throws -> String {
        guard !conflicts.isEmpty else { return "" }
        let isChinese = output.language == .chinese
        let columns = [
            Table.Column(title: isChinese ? "编号" : "Id", minimumWidth: 8),
            Table.Column(title: isChinese ? "记录" : "Record"),
            Table.Column(title: isChinese ? "字段" : "Field"),
            Table.Column(title: isChinese ? "各值" : "Values", minimumWidth: 10),
            Table.Column(title: isChinese ? "区域" : "Area", priority: 3),
        ]
        let rows = try conflicts.map { conflict in
            [
                Self.shortID(conflict.id, among: conflicts), try record(conflict), fieldTitle(conflict),
                values(conflict), conflict.areas.joined(separator: " "),
            ]
        }
        return output.table(columns, rows)
    }

    func details(_ conflict: OpenConflict) throws -> String {
        let isChinese = output.language == .chinese
        let text = ValueText(language: output.language)
        var details = Details()
        details.add(isChinese ? "冲突" : "Conflict", String(conflict.id.hex.prefix(12)))
        details.add(isChinese ? "记录" : "Record", "\(try record(conflict)) (\(try store.shortID(conflict.key.id)))")
        details.add(isChinese ? "字段" : "Field", fieldTitle(conflict))
        if let base = conflict.base {
            details.add(isChinese ? "原值" : "Before", text.text(base, field: field(of: conflict)))
        }
        for (index, value) in conflict.values.enumerated() {
            let time = LocalTime.text(Instant(milliseconds: value.writtenAt))
            let reason = value.reason.isEmpty ? "" : "  \(value.reason)"
            details.add(
                String(index + 1),
                "\(text.text(value.value, field: field(of: conflict)))  — \(value.author) \(value.device) \(time)\(reason)"
            )
        }
        details.add(isChinese ? "缘由" : "Cause", output.text(Self.cause(conflict.cause)))
        let id = conflict.id.hex.prefix(12)
        return details.text + "ruhu conflict resolve \(id) --take N --reason TEXT\n"
    }

    private func record(_ conflict: OpenConflict) throws -> String {
        let title = store.schema.type(conflict.key.type).map { output.text($0.title) } ?? ""
        return "\(title) \(output.text(try store.label(of: conflict.key)))"
    }

    private func fieldTitle(_ conflict: OpenConflict) -> String {
        guard let field = field(of: conflict), !field.keyed else { return conflict.fieldName }
        return output.text(field.title)
    }

    private func values(_ conflict: OpenConflict) -> String {
        let text = ValueText(language: output.language)
        return conflict.values.enumerated().map { index, value in
            "\(index + 1)) \(text.text(value.value, field: field(of: conflict))) (\(value.author))"
        }.joined(separator: "  ")
    }

    private static func cause(_ cause: String) -> Localized {
        switch cause {
        case "edit_against_delete":
            Localized(
                zh: "一方删除，另一方修改了它没有看到的内容", en: "one side deleted it, another changed what the delete had not seen")
        case "live_children":
            Localized(zh: "一方删除，它下面还有记录", en: "one side deleted it while records lie under it")
        case "latest": Localized(zh: "其中有时钟可疑的改动", en: "one of the writes comes from a clock in doubt")
        case "authority": Localized(zh: "同一级别的人写了不同的值", en: "people of equal standing wrote different values")
        default: Localized(zh: "两人各写了不同的值，需要人来决定", en: "different values were stated; a person has to decide")
        }
    }
}
