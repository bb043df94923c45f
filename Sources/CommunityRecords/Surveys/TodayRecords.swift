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
            let household = TodayList.Household(HouseholdRecord(id, json))
            if isWanted(household) { households.append(household) }
        }
        if households.count <= lookupsMax {
            try replica.scan(RecordTypes.visit, under: households.map(\.id)) { take(VisitRecord($0, $1), round: round) }
        } else {
            try replica.scan(RecordTypes.visit, areaPrefix: areaPrefix) { take(VisitRecord($0, $1), round: round) }
        }
    }

    private mutating func take(_ visit: VisitRecord, round wanted: String) {
        guard let household = visit.household, !visit.isVoid, visit.round == wanted else { return }
        visits[household, default: []].append(
            TodayList.Visit(
                outcome: visit.outcome, startedAt: visit.startedAt ?? visit.id.milliseconds ?? 0,
                appointment: visit.nextAppointment.map(Instant.init(milliseconds:)),
                isOfOtherForm: visit.isOfOtherForm))
    }
}

extension TodayList.Household {
    fileprivate init(_ record: HouseholdRecord) {
        self.init(
            id: record.id, area: record.area, building: record.building, unit: record.unit, room: record.room,
            remarks: record.remarks, isDoNotContact: record.isDoNotContact,
            isOutOfScope: !record.isInScope || record.isVacant || record.mergedInto != nil)
    }
}
