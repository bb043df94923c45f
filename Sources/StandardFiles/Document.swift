internal import CommunityModel
internal import SyncProtocol
internal import Values

/// Where a value stands, and where its parts do, in the order of the value's own.
struct PlacedNode: Sendable {
    let position: StandardFile.Position
    let children: [PlacedNode]
}

/// What a YAML text says, beside the places where it says it.
struct Document {
    let json: JSONValue
    let places: PlacedNode

    /// The place of a part, or of the nearest part that the document has.
    func position(of path: [StandardFault.Step]) -> StandardFile.Position {
        var (json, node) = (json, places)
        for step in path {
            let index: Int?
            switch (step, json) {
            case (.key(let name), .object(let members)): index = members.firstIndex { $0.name == name }
            case (.index(let position), .array(let elements)):
                index = elements.indices.contains(position) ? position : nil
            default: index = nil
            }
            guard let index, index < node.children.count else { break }
            node = node.children[index]
            switch json {
            case .object(let members): json = members[index].value
            case .array(let elements): json = elements[index]
            default: break
            }
        }
        return node.position
    }

    func fault(_ fault: StandardFault) -> PlacedFault {
        PlacedFault(fault: fault, position: position(of: fault.path))
    }
}
