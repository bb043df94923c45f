internal import SyncProtocol

/// Where a record lies, and what that was found from.
struct Place {
    /// Codes, ascending; ``Placing/unknown`` alone where none is known.
    let areas: [String]
    /// A hash over the records above it and what they name; empty for a record that names its areas itself. While it stays
    /// as it is, so does the place of whatever lies under the record.
    let source: Blob
    /// The records above that are here, as rows of this store.
    let above: [Int64]
}

/// Where records lie. Specification: section "Feed, scope and cursors".
enum Placing {
    /// Every replica has what lies here.
    static let everywhere = "*"
    /// The area is not known yet: a parent has not arrived, or the field is empty.
    static let unknown = "?"

    static func split(_ areas: String) -> [String] {
        areas.split(separator: "\n").map(String.init)
    }

    static func joined(_ areas: [String]) -> String { areas.joined(separator: "\n") }

    /// The field whose values place the records of a type; `nil` where none does.
    static func field(of type: TypeNumber, schema: Schema) -> FieldNumber? {
        guard let type = schema.type(type) else { return nil }
        switch type.placement {
        case .everywhere: return nil
        case .field(let name), .parent(let name): return type.field(named: name)?.number
        }
    }

    /// The live values of the reference field that places the record under another; several while it is in conflict.
    static func parents(of state: RecordState, schema: Schema) -> [RecordID] {
        guard let type = schema.type(state.key.type), case .parent(let name) = type.placement,
            let field = type.field(named: name)
        else { return [] }
        return state.writes(of: FieldKey(field.number)).compactMap { write in
            if case .reference(let id)? = Value(encoded: write.value) { id } else { nil }
        }
    }

    /// The areas that a record names itself; `nil` when its parents decide.
    ///
    /// A record whose area is in conflict lies in each of the areas, so that both sides see it.
    static func ownAreas(of state: RecordState, schema: Schema) -> [String]? {
        guard let type = schema.type(state.key.type) else { return [unknown] }
        switch type.placement {
        case .everywhere: return [everywhere]
        case .parent: return nil
        case .field(let name):
            guard let field = type.field(named: name) else { return [unknown] }
            let codes = state.writes(of: FieldKey(field.number)).compactMap { write -> String? in
                // What a person types cannot send a record to everybody.
                if case .text(let code)? = Value(encoded: write.value), code != everywhere { code } else { nil }
            }
            return normalized(codes.sorted())
        }
    }

    /// What is known of these codes, nearest first: at most ``Limits/recordAreasMax`` of them, by code.
    static func normalized(_ areas: some Sequence<String>) -> [String] {
        let isPlain = { (area: String) in
            // Whoever reads a text of SQLite may take it to end at a zero byte; and each row of the feed holds the code.
            (1...Limits.areaCodeBytesMax).contains(area.utf8.count) && !area.utf8.contains(0)
                && !area.contains { $0.isWhitespace || $0.isNewline }
        }
        var known: Set<String> = []
        for area in areas where known.count < Limits.recordAreasMax && area != unknown && isPlain(area) {
            known.insert(area)
        }
        return known.isEmpty ? [unknown] : known.sorted()
    }
}
