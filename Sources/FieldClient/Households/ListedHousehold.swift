internal import CommunityModel
internal import ReplicaStore
public import SyncProtocol

/// A household as lists show it.
public struct ListedHousehold: Sendable {
    public let id: RecordID
    /// Whether the record was deleted; lists hold none that were.
    public let isDeleted: Bool
    private let object: FlatObject

    /// Fields that every household shows, empty when nothing is known of them.
    private static let always = ["area", "building", "unit", "room"]
    private static let conflictsName = "_conflicts"

    init(id: RecordID, json: String, isDeleted: Bool = false) throws {
        guard let object = FlatObject(json) else {
            throw StoreError.damaged(record: id.description, detail: "its readable state is no JSON object")
        }
        self.id = id
        self.isDeleted = isDeleted
        self.object = object
    }

    /// The text of a field; empty when it has none.
    public func text(_ field: String) -> String { object.text(field) ?? "" }

    /// The value of a field.
    public func value(_ field: String) -> JSONValue? { object.value(field) }

    /// Names of the fields that hold something, in the order of the schema, without those that every household shows.
    public var furtherFields: [String] {
        object.members.filter { member in
            !Self.always.contains(member.name) && member.name != Self.conflictsName && member.raw != "null"
                && member.raw != "[]"
        }.map(\.name)
    }

    /// Names of the fields in conflict.
    public var conflicts: [String] {
        guard object.raw(Self.conflictsName) != nil,
            case .array(let names)? = object.value(Self.conflictsName)
        else { return [] }
        return names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    }

    /// `{"id","area","building","unit","room", further fields..., "conflicts"}`; `"deleted":true` when it was deleted.
    public func appendJSON(to text: inout String) {
        text += "{\"id\":\""
        text += id.description
        text += "\""
        for name in Self.always {
            text += ",\"\(name)\":"
            let raw = object.raw(name)
            if let raw, raw != "null" { text += raw } else { text += "\"\"" }
        }
        var conflicts: Substring = "[]"
        for member in object.members where !Self.always.contains(member.name) {
            if member.name == Self.conflictsName {
                conflicts = member.raw
            } else if member.raw != "null" {
                text += ","
                JSONValue.append(quoted: member.name, to: &text)
                text += ":"
                text += member.raw
            }
        }
        if isDeleted { text += ",\"deleted\":true" }
        text += ",\"conflicts\":"
        text += conflicts
        text += "}"
    }

    /// What names the address, however it is written.
    var address: AddressKey {
        AddressKey(area: text("area"), building: text("building"), unit: text("unit"), room: text("room"))
    }
}

/// An address in the one writing that comparisons use: two households with the same one are the same household.
struct AddressKey: Hashable {
    let area: String
    let building: String
    let unit: String
    let room: String

    init(area: String, building: String, unit: String, room: String) {
        self.area = area
        self.building = AddressSearch.bare(building, field: "building")
        self.unit = AddressSearch.bare(unit, field: "unit")
        self.room = AddressSearch.bare(room, field: "room")
    }
}
