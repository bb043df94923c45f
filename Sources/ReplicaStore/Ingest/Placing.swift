internal import SyncProtocol

/// Where records lie.
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
            return normalized(
                state.writes(of: FieldKey(field.number)).compactMap { write in
                    // What a person types cannot send a record to everybody.
                    if case .text(let code)? = Value(encoded: write.value), code != everywhere { code } else { nil }
                })
        }
    }

    static func normalized(_ areas: some Sequence<String>) -> [String] {
        let isPlain = { (area: String) in
            // Whoever reads a text of SQLite may take it to end at a zero byte; and each row of the feed holds the code.
            (1...Limits.areaCodeBytesMax).contains(area.utf8.count) && !area.utf8.contains(0)
                && !area.contains { $0.isWhitespace || $0.isNewline }
        }
        let known = Set(areas.filter { isPlain($0) && $0 != unknown })
        return known.isEmpty ? [unknown] : known.sorted()
    }
}
