internal import CommandKit
internal import CommunityModel
internal import CommunityRecords
internal import FieldClient
internal import ReplicaStore
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Conflicts for people and for scripts.
///
/// Answers that serve aggregates alone are never told: one chooses by who stated them. Personal data, such as the contact
/// of an opinion, is told where one conflict is shown, because nobody could choose otherwise, and in no list.
struct ConflictText {
    let store: FieldStore
    let output: Output

    /// - Parameters:
    ///   - conflict: The conflict.
    ///   - isListed: Whether it is one of a list.
    /// - Returns: The conflict as scripts get it.
    /// - Throws: ``StoreError``.
    func json(_ conflict: OpenConflict, isListed: Bool) throws -> JSONValue {
        let isWithheld = try isWithheld(conflict, isListed: isListed)
        let members = field(of: conflict)?.members.map(\.name) ?? []
        let shown = { (value: Value) in isWithheld ? JSONValue.null : JSONValue(value, members: members) }
        let values = try conflict.values.map { value in
            json(value, shown(value.value), visit: try store.visitSummary(value.value, in: conflict))
        }
        return .object([
            JSONValue.Member("id", .string(conflict.id.hex)),
            JSONValue.Member("recordId", .string(conflict.key.id.description)),
            JSONValue.Member("recordType", .string(typeName(conflict))),
            JSONValue.Member("field", .string(conflict.fieldName)),
            JSONValue.Member("label", .string(try store.label(of: conflict.key).en)),
            JSONValue.Member("areas", .array(conflict.areas.map(JSONValue.string))),
            JSONValue.Member("version", .string(conflict.version.hex)),
            JSONValue.Member("cause", .string(conflict.cause)),
            JSONValue.Member("base", conflict.base.map(shown) ?? .null),
            JSONValue.Member("withheld", .boolean(isWithheld)), JSONValue.Member("values", .array(values)),
        ])
    }

    private func json(_ value: ConflictValue, _ shown: JSONValue, visit: VisitSummary?) -> JSONValue {
        var members = [
            JSONValue.Member("value", shown),
            JSONValue.Member("author", .string(value.author)), JSONValue.Member("role", .string(value.role)),
            JSONValue.Member("device", .string(value.device)),
            JSONValue.Member("writtenAt", .string(Instant(milliseconds: value.writtenAt).description)),
            JSONValue.Member("reason", .string(value.reason)),
            JSONValue.Member("suspect", .boolean(value.isSuspect)),
        ]
        if let visit {
            members.append(
                JSONValue.Member(
                    "visit",
                    .object([
                        JSONValue.Member("outcome", visit.outcome.map(JSONValue.string) ?? .null),
                        JSONValue.Member("startedAt", .string(visit.startedAt.description)),
                        JSONValue.Member("enumerators", .array(visit.enumerators.map(JSONValue.string))),
                        JSONValue.Member("answers", .integer(Int64(visit.answerCount))),
                    ])))
        }
        return .object(members)
    }

    func isWithheld(_ conflict: OpenConflict, isListed: Bool) throws -> Bool {
        if isListed, field(of: conflict)?.sensitive == true { return true }
        return try store.veil(of: conflict.key).hides(conflict.field)
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
                try values(conflict), conflict.areas.joined(separator: " "),
            ]
        }
        return output.table(columns, rows)
    }

    func details(_ conflict: OpenConflict) throws -> String {
        let isChinese = output.language == .chinese
        let isWithheld = try isWithheld(conflict, isListed: false)
        var details = Details()
        details.add(isChinese ? "冲突" : "Conflict", String(conflict.id.hex.prefix(12)))
        details.add(isChinese ? "记录" : "Record", "\(try record(conflict)) (\(try store.shortID(conflict.key.id)))")
        details.add(isChinese ? "字段" : "Field", fieldTitle(conflict))
        if let base = conflict.base {
            details.add(isChinese ? "原值" : "Before", try text(base, of: conflict, isWithheld: isWithheld))
        }
        for (index, value) in conflict.values.enumerated() {
            let time = LocalTime.text(Instant(milliseconds: value.writtenAt))
            let reason = value.reason.isEmpty ? "" : "  \(value.reason)"
            let shown = try text(value.value, of: conflict, isWithheld: isWithheld)
            details.add(String(index + 1), "\(shown)  — \(value.author) \(value.device) \(time)\(reason)")
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
        guard let field = field(of: conflict) else { return conflict.fieldName }
        guard field.keyed else { return output.text(field.title) }
        guard field.type != .any else { return conflict.fieldName }
        return "\(output.text(field.title))[\(String(decoding: conflict.field.cell, as: UTF8.self))]"
    }

    private func values(_ conflict: OpenConflict) throws -> String {
        let isWithheld = try isWithheld(conflict, isListed: true)
        return try conflict.values.enumerated().map { index, value in
            "\(index + 1)) \(try text(value.value, of: conflict, isWithheld: isWithheld)) (\(value.author))"
        }.joined(separator: "  ")
    }

    /// A value of a conflict as people read it: of a record that it refers to, what names it; of a visit, what one has to
    /// know to choose it.
    func text(_ value: Value, of conflict: OpenConflict, isWithheld: Bool) throws -> String {
        let values = ValueText(language: output.language)
        if isWithheld { return value == .null ? values.text(value, field: nil) : values.withheld }
        guard case .reference(let id) = value, let field = field(of: conflict) else {
            return values.text(value, field: field(of: conflict))
        }
        if let visit = try store.visitSummary(value, in: conflict) { return output.text(words(for: visit)) }
        guard let type = field.references.flatMap({ store.schema.type(named: $0) }) else { return id.description }
        let label = output.text(try store.label(of: RecordKey(id: id, type: type.number)))
        return label.isEmpty ? id.description : "\(label) (\(try store.shortID(id)))"
    }

    /// "Completed, 2026-11-24, lihua, 45 answers (0199a1b2)".
    private func words(for visit: VisitSummary) -> Localized {
        let field = store.schema.type(RecordTypes.visit)?.field(named: "outcome")
        let title = field?.choices.first { $0.code == visit.outcome }?.title
        let day = LocalTime.text(visit.startedAt).prefix(10)
        let id = (try? store.shortID(visit.id)) ?? visit.id.description
        let void = visit.isVoid ? Localized(zh: "，已作废", en: ", void") : Localized(zh: "", en: "")
        return Localized(
            zh: "\(title?.zh ?? visit.outcome ?? "结果不明")，\(day)，\(visit.enumerators.joined(separator: "、"))，"
                + "\(visit.answerCount) 个答案\(void.zh)（\(id)）",
            en: "\(title?.en ?? visit.outcome ?? "no outcome"), \(day), \(visit.enumerators.joined(separator: ", ")), "
                + "\(visit.answerCount) answers\(void.en) (\(id))")
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
