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
            func isNamed(_ field: FieldName) -> Bool { StoredObject.matches(name, field.literal, in: json) }
            switch true {
            case isNamed(.area): area = StoredObject.text(value, in: json) ?? ""
            case isNamed(.building): building = StoredObject.text(value, in: json) ?? ""
            case isNamed(.unit): unit = StoredObject.text(value, in: json) ?? ""
            case isNamed(.room): room = StoredObject.text(value, in: json) ?? ""
            case isNamed(.remarks): remarks = StoredObject.text(value, in: json) ?? ""
            case isNamed(.occupancy): isVacant = StoredObject.text(value, in: json) == "vacant"
            case isNamed(.doNotContact): isDoNotContact = StoredObject.flag(value, in: json) ?? false
            case isNamed(.inScope): isInScope = StoredObject.flag(value, in: json) ?? true
            case isNamed(.mergedInto): mergedInto = StoredObject.id(value, in: json)
            case isNamed(.responses):
                StoredObject.members(of: json, at: value.lowerBound) { round, visit in
                    let name = StoredObject.text(round.lowerBound - 1..<round.upperBound + 1, in: json) ?? ""
                    // Responses to other forms have places of their own.
                    if ResponseName(name).form == nil { responses[name] = StoredObject.id(visit, in: json) }
                }
            case StoredObject.matches(name, "_conflicts", in: json): conflicts = StoredObject.texts(value, in: json)
            default: break
            }
        }
    }

    /// The household that it was found to be, where nobody disagrees.
    var aliasOf: RecordID? { conflicts.contains(FieldName.mergedInto.text) ? nil : mergedInto }
}
