internal import SyncProtocol
internal import Values

/// A value of a standard's document with the way to it.
struct Place {
    let json: JSONValue
    let path: [StandardFault.Step]

    subscript(name: String) -> Place? {
        json[name].map { Place(json: $0, path: path + [.key(name)]) }
    }

    /// The elements of a list.
    var elements: [Place] {
        guard case .array(let elements) = json else { return [] }
        return elements.enumerated().map { Place(json: $0.element, path: path + [.index($0.offset)]) }
    }

    /// The members of a mapping, in order.
    var members: [(name: String, place: Place)] {
        guard case .object(let members) = json else { return [] }
        return members.map { ($0.name, Place(json: $0.value, path: path + [.key($0.name)])) }
    }

    var isMapping: Bool { if case .object = json { true } else { false } }
    var isList: Bool { if case .array = json { true } else { false } }
    var isNull: Bool { json == .null }

    func has(_ name: String) -> Bool { json[name] != nil }
}
