internal import CommunityModel
public import SyncProtocol
internal import Values

/// A household as a store holds it: the one reading of it.
public struct HouseholdRecord: Sendable {
    /// The record's id.
    public let id: RecordID
    /// Code of its area, its address, and what is noted of it; empty where nothing is stated.
    public private(set) var area = "", building = "", unit = "", room = "", remarks = ""
    /// Whether nobody lives there, whether it asked to be left alone, and whether the survey asks it.
    public private(set) var isVacant = false, isDoNotContact = false, isInScope = true
    /// The household that it was found to be; also while people disagree about that.
    public private(set) var mergedInto: RecordID?
    /// The visits that stand for it in the survey, by round.
    public private(set) var responses: [String: RecordID] = [:]
    /// Names of fields and rounds about which people disagree.
    public private(set) var conflicts: [String] = []

    /// - Parameters:
    ///   - id: The record's id.
    ///   - json: Its readable state, as the store writes it.
    public init(_ id: RecordID, _ json: Span<UInt8>) {
        self.id = id
        StoredObject.members(of: json) { name, value in
            if StoredObject.matches(name, .area, in: json) {
                area = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, .building, in: json) {
                building = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, .unit, in: json) {
                unit = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, .room, in: json) {
                room = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, .remarks, in: json) {
                remarks = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, .occupancy, in: json) {
                isVacant = StoredObject.text(value, in: json) == "vacant"
            } else if StoredObject.matches(name, .doNotContact, in: json) {
                isDoNotContact = StoredObject.flag(value, in: json) ?? false
            } else if StoredObject.matches(name, .inScope, in: json) {
                isInScope = StoredObject.flag(value, in: json) ?? true
            } else if StoredObject.matches(name, .mergedInto, in: json) {
                mergedInto = StoredObject.id(value, in: json)
            } else if StoredObject.matches(name, .responses, in: json) {
                StoredObject.members(of: json, at: value.lowerBound) { round, visit in
                    let name = StoredObject.text(round.lowerBound - 1..<round.upperBound + 1, in: json) ?? ""
                    // Responses to other forms have places of their own.
                    if ResponseName(name).form == nil { responses[name] = StoredObject.id(visit, in: json) }
                }
            } else if StoredObject.matches(name, "_conflicts", in: json) {
                conflicts = StoredObject.texts(value, in: json)
            }
        }
    }

    /// The household that it was found to be, where nobody disagrees.
    var aliasOf: RecordID? { conflicts.contains(FieldName.mergedInto.text) ? nil : mergedInto }
}

extension StoredObject {
    /// Whether bytes are the name of a field.
    static func matches(_ range: Range<Int>, _ name: FieldName, in json: Span<UInt8>) -> Bool {
        matches(range, name.literal, in: json)
    }
}
