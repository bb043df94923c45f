internal import SyncProtocol
internal import Values

/// The live writes of some fields at the moment when they were shown: what a later save may say it replaces.
struct ShownWrites: Hashable, Sendable {
    struct ShownCell: Hashable {
        let record: RecordKey
        let key: FieldKey
    }

    private(set) var dots: [ShownCell: [Dot]] = [:]

    init() {}

    /// Notes all live writes of a record.
    mutating func add(_ state: RecordState) {
        for field in state.fields { add(state, field.key) }
    }

    /// Notes the live writes of one field, also when there are none.
    mutating func add(_ state: RecordState, _ key: FieldKey) {
        dots[ShownCell(record: state.key, key: key)] = state.writes(of: key).map(\.dot)
    }

    /// What was shown of a field; nothing for a field that was not there.
    func of(_ record: RecordKey, _ key: FieldKey) -> Set<Dot> {
        Set(dots[ShownCell(record: record, key: key)] ?? [])
    }

    var json: JSONValue {
        let places = dots.sorted { left, right in
            (left.key.record, left.key.key) < (right.key.record, right.key.key)
        }
        return .array(
            places.map { place, dots in
                .object([
                    JSONValue.Member("record", .string(place.record.id.description)),
                    JSONValue.Member("type", .integer(Int64(place.record.type.rawValue))),
                    JSONValue.Member("field", .integer(Int64(place.key.field.rawValue))),
                    JSONValue.Member("cell", .string(Hexadecimal.text(place.key.cell))),
                    JSONValue.Member("dots", .array(dots.map { .string("\($0.change.hex) \($0.operation)") })),
                ])
            })
    }

    init?(_ json: JSONValue) {
        guard case .array(let places) = json else { return nil }
        for place in places {
            guard let id = place.text(of: "record").flatMap({ RecordID($0) }), case .integer(let type)? = place["type"],
                case .integer(let field)? = place["field"], let type = UInt32(exactly: type),
                let field = UInt32(exactly: field),
                let cell = place.text(of: "cell").flatMap({ Hexadecimal.bytes($0) }),
                case .array(let texts)? = place["dots"]
            else { return nil }
            let key = ShownCell(
                record: RecordKey(id: id, type: TypeNumber(rawValue: type)),
                key: FieldKey(FieldNumber(rawValue: field), cell: cell))
            var found: [Dot] = []
            for text in texts {
                guard case .string(let text) = text, let dot = Self.dot(text) else { return nil }
                found.append(dot)
            }
            dots[key] = found
        }
    }

    private static func dot(_ text: String) -> Dot? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let change = ChangeID(hex: parts[0]), let operation = UInt32(parts[1]) else {
            return nil
        }
        return Dot(change: change, operation: operation)
    }
}
