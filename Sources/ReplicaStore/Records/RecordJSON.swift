internal import SyncProtocol
internal import Values

/// The readable state of a record: one JSON object with the names of the schema, always written the same way.
enum RecordJSON {
    static func text(_ view: RecordView, schema: Schema) -> String {
        let type = schema.type(view.key.type)
        var json = "{"
        var position = 0
        while position < view.fields.count {
            let (key, outcome) = view.fields[position]
            let field = type?.field(key.field)
            let name = field?.name ?? "_\(key.field.rawValue)"
            if json.utf8.count > 1 { json += "," }
            append(name, to: &json)
            json += ":"
            if field?.hasCells == true || !key.cell.isEmpty {
                let end = view.fields[position...].firstIndex { $0.key.field != key.field } ?? view.fields.endIndex
                append(cells: view.fields[position..<end], isUnion: field?.policy == .union, to: &json)
                position = end
            } else {
                append(outcome, field: field, to: &json)
                position += 1
            }
        }
        let conflicts = view.conflicts.map { name(of: $0.key, type: type) }
        if !conflicts.isEmpty {
            if json.utf8.count > 1 { json += "," }
            json += "\"_conflicts\":["
            for (index, name) in conflicts.enumerated() {
                if index > 0 { json += "," }
                append(name, to: &json)
            }
            json += "]"
        }
        return json + "}"
    }

    /// The name of a field, or of the cell in a keyed field.
    static func name(of key: FieldKey, type: RecordType?) -> String {
        guard let field = type?.field(key.field) else { return "_\(key.field.rawValue)" }
        return field.keyed ? String(decoding: key.cell, as: UTF8.self) : field.name
    }

    private static func append(
        cells: ArraySlice<(key: FieldKey, outcome: FieldOutcome)>, isUnion: Bool, to json: inout String
    ) {
        json += isUnion ? "[" : "{"
        var isFirst = true
        for (key, outcome) in cells {
            if isUnion {
                guard case .value(let write) = outcome, write.value == Value.boolean(true).encoded,
                    let element = Value(encoded: key.cell)
                else { continue }
                if !isFirst { json += "," }
                append(element, field: nil, to: &json)
            } else {
                if !isFirst { json += "," }
                append(String(decoding: key.cell, as: UTF8.self), to: &json)
                json += ":"
                append(outcome, field: nil, to: &json)
            }
            isFirst = false
        }
        json += isUnion ? "]" : "}"
    }

    private static func append(_ outcome: FieldOutcome, field: Field?, to json: inout String) {
        switch outcome {
        case .value(let write), .conflict(_, let write):
            append(Value(encoded: write.value) ?? .erased, field: field, to: &json)
        case .entries(let writes):
            json += "["
            for (index, write) in writes.enumerated() {
                if index > 0 { json += "," }
                append(Value(encoded: write.value) ?? .erased, field: field, to: &json)
            }
            json += "]"
        }
    }

    private static func append(_ value: Value, field: Field?, to json: inout String) {
        switch value {
        case .text(let text): JSONValue.append(quoted: text, to: &json)
        default: json += JSONValue(value, members: field?.members.map(\.name) ?? []).text
        }
    }

    private static func append(_ text: String, to json: inout String) {
        JSONValue.append(quoted: text, to: &json)
    }
}
