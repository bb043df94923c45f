internal import CommandKit
internal import FieldClient
internal import Records
internal import SyncProtocol
internal import TerminalKit
internal import Values

/// Records of one type for people and for scripts, made from what the schema says of the type.
struct RecordText {
    /// Columns of a list beside the id; what else a record holds stands in the last one or in `show`.
    private static let columnsMax = 6
    /// Further fields that a list shows in its last column.
    private static let furtherMax = 3

    let store: FieldStore
    let output: Output
    let type: RecordType

    /// A JSON array of all rows.
    private static func json(_ records: [RecordEntry]) -> String {
        var text = "["
        text.reserveCapacity(records.count * 200)
        for (index, record) in records.enumerated() {
            if index > 0 { text += "," }
            record.appendJSON(to: &text)
        }
        return text + "]\n"
    }

    private static func json(_ record: RecordEntry, adding further: [JSONValue.Member] = []) -> String {
        var text = ""
        record.appendJSON(to: &text, adding: further)
        return text + "\n"
    }

    /// Prints a list.
    func show(_ records: [RecordEntry]) throws {
        try output.result.write(output.isJSON ? Self.json(records) : table(records))
        guard records.isEmpty else { return }
        output.tell(
            Localized(zh: "没有\(type.title.zh)。", en: "There are none of the type \(type.title.en.lowercased())."))
    }

    /// Prints one record with all its fields.
    func show(_ record: RecordEntry) throws {
        try output.result.write(output.isJSON ? Self.json(record) : details(record))
    }

    /// Prints the result of an edit.
    func show(_ edit: SavedEdit) throws {
        if output.isJSON {
            var further: [JSONValue.Member] = []
            if !edit.removed.isEmpty { further.append(.init("removed", .object(edit.removed))) }
            if edit.isUnchanged { further.append(.init("unchanged", .boolean(true))) }
            try output.result.write(Self.json(edit.record, adding: further))
        } else {
            try show(edit.record)
        }
        let values = ValueText(language: output.language)
        EditOutcome(isUnchanged: edit.isUnchanged, removed: edit.removed).tell(output) { name, value in
            (title(name), values.text(value, field: type.field(named: name)))
        }
    }

    /// Prints a record that was just added: its id, which scripts and people go on with.
    func showAdded(_ record: RecordEntry) throws {
        if output.isJSON {
            try output.result.write(Self.json(record))
        } else {
            try output.result.write(try store.shortID(record.id) + "\n")
            output.tell(Localized(zh: "已添加。", en: "Added."), .green)
        }
    }

    func title(_ name: String) -> String { type.field(named: name).map { output.text($0.title) } ?? name }

    /// What names a record, what tells it from others and what every record has, in the order of the schema.
    private var columns: [Field] {
        let names = Set(type.key + type.label + type.requiredFields.map(\.name))
        let shown = type.fields.filter { names.contains($0.name) && !$0.keyed && !$0.sensitive }
        let ranked = shown.filter { type.label.contains($0.name) } + shown.filter { !type.label.contains($0.name) }
        let kept = Set(ranked.prefix(Self.columnsMax).map(\.number))
        return shown.filter { kept.contains($0.number) }
    }

    private func table(_ records: [RecordEntry]) throws -> String {
        guard !records.isEmpty else { return "" }
        let ids = IDText(store, rows: records.count)
        let isChinese = output.language == .chinese
        let shown = columns
        let head =
            [Table.Column(title: isChinese ? "编号" : "Id", minimumWidth: 8)]
            + shown.map { field in
                let isLabel = type.label.contains(field.name)
                return Table.Column(
                    title: output.text(field.title), priority: isLabel ? 1 : 4,
                    minimumWidth: field.type == .text && isLabel ? 8 : 4)
            } + [
                Table.Column(title: isChinese ? "其他" : "More", priority: 3),
                Table.Column(title: isChinese ? "冲突" : "Conflicts", priority: 2),
            ]
        let names = Set(shown.map(\.name))
        let rows = try records.map { record in
            let further = record.fieldNames.filter { !names.contains($0) }.prefix(Self.furtherMax)
            return [try ids.text(record.id)] + (try shown.map { try text($0.name, of: record) })
                + [
                    try further.compactMap { name in
                        let text = try text(name, of: record)
                        return text.isEmpty ? nil : "\(title(name)): \(text)"
                    }.joined(separator: "; "),
                    record.conflicts.map(title).joined(separator: " "),
                ]
        }
        return output.table(head, rows)
    }

    private func details(_ record: RecordEntry) throws -> String {
        let isChinese = output.language == .chinese
        let conflicts = record.conflicts
        var details = Details()
        if record.isDeleted {
            details.add(isChinese ? "已删除" : "Deleted", isChinese ? "这条记录已被删除" : "this record was deleted")
        }
        details.add(isChinese ? "编号" : "Id", try store.shortID(record.id))
        for name in record.fieldNames {
            let mark = conflicts.contains(name) ? (isChinese ? "（有冲突，暂显示）" : " (in conflict, provisional)") : ""
            details.add(title(name), try text(name, of: record) + mark)
        }
        if !conflicts.isEmpty {
            details.add(isChinese ? "冲突" : "Conflicts", conflicts.map(title).joined(separator: " "))
        }
        return details.text
    }

    /// The value of a field as people read it; references by what names the record they lead to.
    private func text(_ name: String, of record: RecordEntry) throws -> String {
        guard let value = record.value(name), value != .null else { return "" }
        let field = type.field(named: name)
        if case .string(let text) = value, field?.type == .reference, let id = RecordID(text) {
            return try reference(id, field: field)
        }
        if case .object(let members) = value, field?.keyed == true {
            let values = ValueText(language: output.language)
            return members.map { member in
                let isWithheld = record.withheld.contains(member.name)
                return "\(member.name): \(isWithheld ? values.withheld : values.text(member.value, field: field))"
            }.joined(separator: "; ")
        }
        if case .array(let entries) = value, field?.policy == .append {
            let values = ValueText(language: output.language)
            return entries.map { values.text($0, field: field) }.joined(separator: "\n")
        }
        return ValueText(language: output.language).text(value, field: field)
    }

    private func reference(_ id: RecordID, field: Field?) throws -> String {
        let target = field?.references.flatMap { store.schema.type(named: $0) }
        let label = try target.map { output.text(try store.label(of: RecordKey(id: id, type: $0.number))) } ?? ""
        let short = try store.shortID(id)
        return label.isEmpty ? short : "\(label) (\(short))"
    }
}
