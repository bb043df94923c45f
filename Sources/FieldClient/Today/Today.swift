public import CommunityModel
internal import CommunityRecords
internal import ReplicaStore
public import SyncProtocol
internal import Values

/// What is to be done today, and how it was chosen.
public struct Today: Sendable {
    /// The round of visits under way.
    public let round: String
    /// Whether an assignment names the person; otherwise all households of their areas are theirs.
    public let isAssigned: Bool
    /// How often a household is called upon.
    public let attemptsMax: Int
    /// The households, and how many were left out why.
    public let list: TodayList
    /// The visit under way in each household that has one.
    public let drafts: [RecordID: RecordID]
}

extension Visits {
    /// The households that the person has still to call upon in the current round.
    ///
    /// - Parameters:
    ///   - area: Only areas whose codes begin with it; empty for all.
    ///   - building: Only this building; empty for all.
    /// - Returns: The list.
    /// - Throws: ``StoreError``.
    public func today(area: String = "", building: String = "") throws -> Today {
        let settings = try store.campaign.settings()
        var assigned = try AssignedHouseholds(store, round: settings.round)
        var drafts = try store.drafts.list()
        var buildings = AddressWords(.building)
        let records = try TodayRecords(replica, areaPrefix: area, round: settings.round) { household in
            store.covers(household.area) && (assigned.isEmpty || assigned.contains(household))
                && (building.isEmpty || buildings.isSame(household.building, building))
        }
        // A no that is not saved yet is one all the same: nobody rings there again.
        var visits = records.visits
        for draft in drafts {
            guard let refusal = draft.refusal else { continue }
            let visit = TodayList.Visit(outcome: refusal, startedAt: draft.startedAt.milliseconds)
            visits[draft.household, default: []].append(visit)
        }
        drafts.removeAll(where: \.isRefusal)
        let list = TodayList(
            records.households, visits: visits, drafts: Set(drafts.map(\.household)),
            attemptsMax: settings.attemptsMax,
            now: environment.now)
        return Today(
            round: settings.round, isAssigned: !assigned.isEmpty, attemptsMax: settings.attemptsMax, list: list,
            drafts: Dictionary(drafts.map { ($0.household, $0.id) }, uniquingKeysWith: { first, _ in first }))
    }
}

/// Parts of addresses in the one form that comparisons use. A hundred thousand households lie in few buildings: each
/// word is brought into that form once.
private struct AddressWords {
    private let field: FieldName
    private var known: [String: String] = [:]

    init(_ field: FieldName) { self.field = field }

    mutating func isSame(_ left: String, _ right: String) -> Bool { bare(left) == bare(right) }

    private mutating func bare(_ word: String) -> String {
        if let bare = known[word] { return bare }
        let bare = AddressSearch.bare(word, field: field.text)
        known[word] = bare
        return bare
    }
}

/// The households that assignments of a round give to the person.
private struct AssignedHouseholds {
    private struct Part {
        let area, building, unit: String
    }

    private var households: Set<RecordID> = []
    private var parts: [Part] = []
    private var buildings = AddressWords(.building)
    private var units = AddressWords(.unit)

    init(_ store: FieldStore, round: String) throws {
        for record in try store.replica.listing(of: RecordTypes.assignment) {
            guard let object = FlatObject(record.json), object.text("assignee") == store.author.login,
                (object.text(.round) ?? round) == round, !["done", "returned"].contains(object.text("state") ?? "")
            else { continue }
            if let household = object.text(.household).flatMap({ RecordID($0) }) {
                households.insert(household)
            } else {
                parts.append(
                    Part(
                        area: object.text(.area) ?? "", building: object.text(.building) ?? "",
                        unit: object.text(.unit) ?? ""))
            }
        }
    }

    var isEmpty: Bool { households.isEmpty && parts.isEmpty }

    mutating func contains(_ household: TodayList.Household) -> Bool {
        if households.contains(household.id) { return true }
        for part in parts where household.area.hasPrefix(part.area) {
            if !part.building.isEmpty, !buildings.isSame(part.building, household.building) { continue }
            if part.unit.isEmpty || units.isSame(part.unit, household.unit) { return true }
        }
        return false
    }
}
