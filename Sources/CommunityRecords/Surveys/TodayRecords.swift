public import CommunityModel
public import ReplicaStore
public import SyncProtocol
internal import Values

/// The households and attempts that a list for today is made of, read in one go.
public struct TodayRecords {
    /// The households that were wanted.
    public private(set) var households: [TodayList.Household] = []
    /// The attempts of the round at them that are not void. A visit that names no round belongs to the first.
    public private(set) var visits: [RecordID: [TodayList.Visit]] = [:]

    /// Up to so many households their visits are looked up one by one, each in some 10 µs; beyond, reading the visits of
    /// all households costs less.
    public static let lookupsMax = 5_000

    /// Reads.
    ///
    /// - Parameters:
    ///   - replica: The store.
    ///   - areaPrefix: Only areas whose codes begin with it; empty for all.
    ///   - round: The round of visits.
    ///   - lookupsMax: Up to how many households visits are looked up one by one.
    ///   - isWanted: Whether a household is the person's to call upon.
    /// - Throws: `StoreError`.
    public init(
        _ replica: ReplicaStore, areaPrefix: String, round: String, lookupsMax: Int = lookupsMax,
        isWanted: (TodayList.Household) -> Bool
    ) throws {
        try replica.scan(RecordTypes.household, areaPrefix: areaPrefix) { id, json in
            let household = Self.household(id, json)
            if isWanted(household) { households.append(household) }
        }
        if households.count <= lookupsMax {
            try replica.scan(RecordTypes.visit, under: households.map(\.id)) { take($0, $1, round: round) }
        } else {
            try replica.scan(RecordTypes.visit, areaPrefix: areaPrefix) { take($0, $1, round: round) }
        }
    }

    private static func household(_ id: RecordID, _ json: Span<UInt8>) -> TodayList.Household {
        var (area, building, unit, room, remarks) = ("", "", "", "", "")
        var (isDoNotContact, isOutOfScope) = (false, false)
        StoredObject.members(of: json) { name, value in
            if StoredObject.matches(name, "area", in: json) {
                area = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, "building", in: json) {
                building = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, "unit", in: json) {
                unit = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, "room", in: json) {
                room = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, "remarks", in: json) {
                remarks = StoredObject.text(value, in: json) ?? ""
            } else if StoredObject.matches(name, "do_not_contact", in: json) {
                isDoNotContact = StoredObject.flag(value, in: json) ?? false
            } else if StoredObject.matches(name, "in_scope", in: json) {
                isOutOfScope = isOutOfScope || StoredObject.flag(value, in: json) == false
            } else if StoredObject.matches(name, "occupancy", in: json) {
                isOutOfScope = isOutOfScope || StoredObject.text(value, in: json) == "vacant"
            } else if StoredObject.matches(name, "merged_into", in: json) {
                isOutOfScope = isOutOfScope || StoredObject.text(value, in: json) != nil
            }
        }
        return TodayList.Household(
            id: id, area: area, building: building, unit: unit, room: room, remarks: remarks,
            isDoNotContact: isDoNotContact, isOutOfScope: isOutOfScope)
    }

    private mutating func take(_ id: RecordID, _ json: Span<UInt8>, round wanted: String) {
        var household: RecordID?
        var (outcome, startedAt, appointment): (VisitOutcome?, Int64?, Instant?)
        var round = RoundVisits.firstRound
        var (isVoid, isOfOtherForm) = (false, false)
        StoredObject.members(of: json) { name, value in
            if StoredObject.matches(name, "household", in: json) {
                household = StoredObject.id(value, in: json)
            } else if StoredObject.matches(name, "outcome", in: json) {
                outcome = StoredObject.text(value, in: json).flatMap(VisitOutcome.init(rawValue:))
            } else if StoredObject.matches(name, "started_at", in: json) {
                startedAt = StoredObject.moment(value, in: json)
            } else if StoredObject.matches(name, "next_appointment", in: json) {
                appointment = StoredObject.moment(value, in: json).map(Instant.init(milliseconds:))
            } else if StoredObject.matches(name, "round", in: json) {
                round = StoredObject.text(value, in: json) ?? RoundVisits.firstRound
            } else if StoredObject.matches(name, "void_reason", in: json) {
                isVoid = StoredObject.text(value, in: json)?.isEmpty == false
            } else if StoredObject.matches(name, "form", in: json) {
                isOfOtherForm = ![SurveyRecords.form, ""].contains(StoredObject.text(value, in: json) ?? "")
            }
        }
        guard let household, !isVoid, round == wanted else { return }
        visits[household, default: []].append(
            TodayList.Visit(
                outcome: outcome, startedAt: startedAt ?? id.milliseconds ?? 0, appointment: appointment,
                isOfOtherForm: isOfOtherForm))
    }
}
