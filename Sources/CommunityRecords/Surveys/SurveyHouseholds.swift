internal import CommunityModel
internal import ReplicaStore
internal import SyncProtocol
internal import Values

/// What coverage and rates need to know of each household.
struct SurveyHouseholds {
    struct Household {
        let id: RecordID
        let area: Int32
        /// Number of the building within its area.
        let building: Int32
        let isInScope: Bool
        let isVacant: Bool
        let isDoNotContact: Bool
        /// The visits that stand for the household in the survey, by round; without the rounds about which people disagree.
        let responses: [Int32: RecordID]
    }

    private(set) var all: [Household] = []
    private(set) var areas = WordList()
    /// Area and building, parted by a line end.
    private(set) var buildings = WordList()
    private(set) var rounds = WordList()
    private var positions: [RecordID: Int32] = [:]
    private var links: [RecordID: RecordID] = [:]

    /// Reads the households in areas whose code begins with a code. One that was merged into another is not listed; its
    /// visits are the other's.
    init(_ replica: ReplicaStore, areaPrefix: String) throws {
        try replica.scan(RecordTypes.household, areaPrefix: areaPrefix) { id, json in take(id, json) }
        let aliases = AliasGraph(links: links)
        for merged in links.keys { positions[merged] = positions[aliases.representative(of: merged)] }
    }

    /// The position of the household that an id stands for.
    func position(of id: RecordID) -> Int32? { positions[id] }

    mutating func round(_ name: String) -> Int32 { rounds.number(name) }

    private mutating func take(_ id: RecordID, _ json: Span<UInt8>) {
        var (area, building) = ("", "")
        var (isInScope, isVacant, isDoNotContact) = (true, false, false)
        var responses: [String: RecordID] = [:]
        var disputed: [String] = []
        var mergedInto: RecordID?
        StoredObject.members(of: json) { name, value in
            if StoredObject.matches(name, "area", in: json) {
                area = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, "building", in: json) {
                building = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, "occupancy", in: json) {
                isVacant = StoredObject.text(value, in: json) == "vacant"
            } else if StoredObject.matches(name, "do_not_contact", in: json) {
                isDoNotContact = StoredObject.flag(value, in: json) ?? false
            } else if StoredObject.matches(name, "in_scope", in: json) {
                isInScope = StoredObject.flag(value, in: json) ?? true
            } else if StoredObject.matches(name, "merged_into", in: json) {
                mergedInto = StoredObject.id(value, in: json)
            } else if StoredObject.matches(name, "responses", in: json) {
                StoredObject.members(of: json, at: value.lowerBound) { round, visit in
                    let name = StoredObject.text(round.lowerBound - 1..<round.upperBound + 1, in: json) ?? ""
                    // Responses to other forms have places of their own.
                    guard ResponseName(name).form == nil else { return }
                    responses[name] = StoredObject.id(visit, in: json)
                }
            } else if StoredObject.matches(name, "_conflicts", in: json) {
                disputed = StoredObject.texts(value, in: json)
            }
        }
        if let mergedInto, !disputed.contains("merged_into") {
            links[id] = mergedInto
            return
        }
        for round in disputed { responses[round] = nil }
        positions[id] = Int32(all.count)
        all.append(
            Household(
                id: id, area: areas.number(area), building: buildings.number(area + "\n" + building),
                isInScope: isInScope, isVacant: isVacant, isDoNotContact: isDoNotContact,
                responses: responses.isEmpty
                    ? [:]
                    : Dictionary(
                        responses.map { (rounds.number($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })))
    }
}
