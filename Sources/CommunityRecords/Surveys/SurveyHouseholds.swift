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
        try replica.scan(RecordTypes.household, areaPrefix: areaPrefix) { take(HouseholdRecord($0, $1)) }
        let aliases = AliasGraph(links: links)
        for merged in links.keys { positions[merged] = positions[aliases.representative(of: merged)] }
    }

    /// The position of the household that an id stands for.
    func position(of id: RecordID) -> Int32? { positions[id] }

    mutating func round(_ name: String) -> Int32 { rounds.number(name) }

    private mutating func take(_ household: HouseholdRecord) {
        if let other = household.aliasOf {
            links[household.id] = other
            return
        }
        let responses = household.responses.filter { !household.conflicts.contains($0.key) }
        positions[household.id] = Int32(all.count)
        all.append(
            Household(
                id: household.id, area: areas.number(household.area),
                building: buildings.number(household.area + "\n" + household.building),
                isInScope: household.isInScope, isVacant: household.isVacant, isDoNotContact: household.isDoNotContact,
                responses: responses.isEmpty
                    ? [:]
                    : Dictionary(
                        responses.map { (rounds.number($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })))
    }
}
