internal import CommandKit
internal import CommunityModel
internal import Failures
internal import FieldClient
internal import SyncProtocol
internal import TerminalKit

/// Households for people and for scripts.
struct HouseholdText {
    let store: FieldStore
    let output: Output

    /// A JSON array of all rows.
    static func json(_ households: [ListedHousehold]) -> String {
        var text = "["
        text.reserveCapacity(households.count * 200)
        for (index, household) in households.enumerated() {
            if index > 0 { text += "," }
            household.appendJSON(to: &text)
        }
        return text + "]\n"
    }

    static func json(_ household: ListedHousehold) -> String {
        var text = ""
        household.appendJSON(to: &text)
        return text + "\n"
    }

    /// Prints a list.
    func show(_ households: [ListedHousehold]) throws {
        try output.result.write(output.isJSON ? Self.json(households) : table(households))
        if households.isEmpty { output.tell(.init(zh: "没有住户。", en: "No households.")) }
    }

    /// Prints one household with all its fields.
    func show(_ household: ListedHousehold) throws {
        try output.result.write(output.isJSON ? Self.json(household) : details(household))
    }

    private var type: RecordType? { store.schema.type(RecordTypes.household) }

    private func title(_ name: String) -> String {
        type?.field(named: name).map { output.text($0.title) } ?? name
    }

    private func table(_ households: [ListedHousehold]) throws -> String {
        guard !households.isEmpty else { return "" }
        let ids = IDText(store, rows: households.count)
        let isChinese = output.language == .chinese
        let columns = [
            Table.Column(title: isChinese ? "编号" : "Id", minimumWidth: 8),
            Table.Column(title: title("area"), priority: 4),
            Table.Column(title: title("building")), Table.Column(title: title("unit")),
            Table.Column(title: title("room")), Table.Column(title: isChinese ? "其他" : "More", priority: 3),
            Table.Column(title: isChinese ? "冲突" : "Conflicts", priority: 2),
        ]
        let rows = try households.map { household in
            [
                try ids.text(household.id), household.text("area"), household.text("building"),
                household.text("unit"), household.text("room"), further(household),
                household.conflicts.map(title).joined(separator: " "),
            ]
        }
        return output.table(columns, rows)
    }

    private func further(_ household: ListedHousehold) -> String {
        let values = ValueText(language: output.language)
        return household.furtherFields.prefix(3).map { name in
            let field = type?.field(named: name)
            return "\(title(name)): \(values.text(household.value(name) ?? .null, field: field))"
        }.joined(separator: "; ")
    }

    private func details(_ household: ListedHousehold) throws -> String {
        let isChinese = output.language == .chinese
        let values = ValueText(language: output.language)
        let conflicts = household.conflicts
        var details = Details()
        if household.isDeleted {
            details.add(isChinese ? "已删除" : "Deleted", isChinese ? "这条记录已被删除" : "this record was deleted")
        }
        details.add(isChinese ? "编号" : "Id", try store.shortID(household.id))
        for name in ["area", "building", "unit", "room"] + household.furtherFields {
            let value = values.text(household.value(name) ?? .string(""), field: type?.field(named: name))
            let mark = conflicts.contains(name) ? (isChinese ? "（有冲突，暂显示）" : " (in conflict, provisional)") : ""
            details.add(title(name), value + mark)
        }
        if !conflicts.isEmpty {
            details.add(isChinese ? "冲突" : "Conflicts", conflicts.map(title).joined(separator: " "))
        }
        return details.text
    }
}
