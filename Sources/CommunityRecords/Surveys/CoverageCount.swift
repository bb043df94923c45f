internal import CommunityModel

/// Households by what came of calling on them (domain.md 6.8, RPT-COVER).
///
/// In scope are the households of the register that are not vacant, out of scope or another record's, and did not ask to
/// be left alone. Such a household is counted apart, except where it took part in the round.
struct CoverageCount {
    private var counts: [CoverageClass: Int] = [:]
    /// Attempts at any household, and the households they were made at.
    private(set) var attempts = 0, visited = 0

    /// How many households are counted so: by the best outcome of the round, where they are in scope.
    subscript(place: CoverageClass) -> Int { counts[place] ?? 0 }

    /// All that are not outside the scope.
    var inScope: Int { households - self[.vacant] - self[.outOfScope] - self[.duplicate] - self[.doNotContact] }
    /// All households that were looked at.
    var households: Int { counts.values.reduce(0, +) }

    mutating func add(_ household: SurveyHouseholds.Household, _ visits: RoundVisits) {
        attempts += visits.attempts.count
        if !visits.attempts.isEmpty { visited += 1 }
        counts[Self.place(household, visits), default: 0] += 1
    }

    /// Where a household is counted.
    enum CoverageClass: String {
        case completed, partial, appointment, refused
        case notReached = "not_reached"
        case notVisited = "not_visited"
        case vacant
        case outOfScope = "out_of_scope"
        case duplicate
        case doNotContact = "do_not_contact"
    }

    static func place(_ household: SurveyHouseholds.Household, _ visits: RoundVisits) -> CoverageClass {
        if !household.isInScope { return .outOfScope }
        let group = visits.best?.group
        switch group {
        case .completed: return .completed
        case .partial: return .partial
        case .duplicate: return .duplicate
        default: break
        }
        if household.isDoNotContact { return .doNotContact }
        switch group {
        case .appointment: return .appointment
        case .refused: return .refused
        case .vacant: return .vacant
        case .notReached: return household.isVacant ? .vacant : .notReached
        default: return household.isVacant ? .vacant : .notVisited
        }
    }

    /// Households completed or partial ÷ households in scope.
    var rate: SurveyTally.Count {
        var count = SurveyTally.Count()
        count.part = self[.completed] + self[.partial]
        count.whole = inScope
        count.valid = inScope
        count.apart = self[.doNotContact]
        return count
    }
}
