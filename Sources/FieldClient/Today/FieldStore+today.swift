public import CommunityModel
internal import ReplicaStore
public import SyncProtocol

/// What is to be done today, and how it was chosen.
public struct Today: Sendable {
    public let round: String
    /// Whether an assignment names the person; otherwise all households of their areas are theirs.
    public let isAssigned: Bool
    public let list: TodayList
    /// The visit under way in each household that has one.
    public let drafts: [RecordID: RecordID]
}

extension FieldStore {
    /// The households that the person has still to call upon in the current round.
    ///
    /// - Parameters:
    ///   - area: Only areas whose codes begin with it; empty for all.
    ///   - building: Only this building; empty for all.
    /// - Returns: The list.
    /// - Throws: ``StoreError``.
    public func today(area: String = "", building: String = "") throws -> Today {
        let settings = try campaignSettings()
        let assigned = try AssignedHouseholds(self, round: settings.round)
        let drafts = try visitDrafts()
        let households = try todayHouseholds(area: area).filter { household in
            (assigned.isEmpty || assigned.contains(household))
                && (building.isEmpty || AddressSearch.isSame(household.building, building, field: "building"))
        }
        let list = TodayList(
            households, visits: try roundVisits(settings.round, area: area), drafts: Set(drafts.map(\.household)),
            attemptsMax: settings.attemptsMax,
            now: Instant(milliseconds: StoreEnvironment.system.wallMilliseconds()))
        return Today(
            round: settings.round, isAssigned: !assigned.isEmpty, list: list,
            drafts: Dictionary(drafts.map { ($0.household, $0.id) }, uniquingKeysWith: { first, _ in first }))
    }

    private func todayHouseholds(area: String) throws -> [TodayList.Household] {
        try replica.listing(of: RecordTypes.household, areaPrefix: area).compactMap { record in
            guard let object = FlatObject(record.json) else { return nil }
            let place = object.text("area") ?? ""
            guard covers(place) else { return nil }
            let merged = object.raw("merged_into")
            return TodayList.Household(
                id: record.id, area: place, building: object.text("building") ?? "", unit: object.text("unit") ?? "",
                room: object.text("room") ?? "", remarks: object.text("remarks") ?? "",
                isDoNotContact: object.raw("do_not_contact") == "true",
                isOutOfScope: object.raw("in_scope") == "false" || object.text("occupancy") == "vacant"
                    || (merged != nil && merged != "null"))
        }
    }

    /// The attempts of a round by household. A visit that names no round belongs to the first.
    private func roundVisits(_ round: String, area: String) throws -> [RecordID: [TodayList.Visit]] {
        try replica.listing(of: RecordTypes.visit, areaPrefix: area).reduce(into: [:]) { visits, record in
            guard let object = FlatObject(record.json),
                let household = object.text("household").flatMap({ RecordID($0) }),
                (object.text("round") ?? RoundVisits.firstRound) == round,
                object.text("void_reason")?.isEmpty ?? true
            else { return }
            let started = object.text("started_at").flatMap { Instant($0) }
            visits[household, default: []].append(
                TodayList.Visit(
                    outcome: object.text("outcome").flatMap(VisitOutcome.init(rawValue:)),
                    startedAt: started?.milliseconds ?? record.id.milliseconds,
                    appointment: object.text("next_appointment").flatMap { Instant($0) }))
        }
    }
}

/// The households that assignments of a round give to the person.
private struct AssignedHouseholds {
    private struct Part {
        let area: String
        let building: String
        let unit: String
    }

    private var households: Set<RecordID> = []
    private var parts: [Part] = []

    init(_ store: FieldStore, round: String) throws {
        for record in try store.replica.listing(of: RecordTypes.assignment) {
            guard let object = FlatObject(record.json), object.text("assignee") == store.author.login,
                (object.text("round") ?? round) == round, !["done", "returned"].contains(object.text("state") ?? "")
            else { continue }
            if let household = object.text("household").flatMap({ RecordID($0) }) {
                households.insert(household)
            } else {
                parts.append(
                    Part(
                        area: object.text("area") ?? "", building: object.text("building") ?? "",
                        unit: object.text("unit") ?? ""))
            }
        }
    }

    var isEmpty: Bool { households.isEmpty && parts.isEmpty }

    func contains(_ household: TodayList.Household) -> Bool {
        households.contains(household.id)
            || parts.contains { part in
                household.area.hasPrefix(part.area)
                    && (part.building.isEmpty
                        || AddressSearch.isSame(part.building, household.building, field: "building"))
                    && (part.unit.isEmpty || AddressSearch.isSame(part.unit, household.unit, field: "unit"))
            }
    }
}
