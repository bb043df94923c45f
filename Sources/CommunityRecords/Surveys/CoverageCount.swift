internal import CommunityModel

/// Households by what came of calling on them (domain.md 6.8, RPT-COVER).
///
/// In scope are the households of the register that are not vacant, out of scope or another record's, and did not ask to
/// be left alone. Such a household is counted apart, except where it took part in the round.
struct CoverageCount {
    /// By the best outcome of the round, households in scope only.
    private(set) var completed = 0
    private(set) var partial = 0
    private(set) var appointment = 0
    private(set) var refused = 0
    private(set) var notReached = 0
    private(set) var notVisited = 0
    /// Outside the scope.
    private(set) var vacant = 0
    private(set) var outOfScope = 0
    private(set) var duplicate = 0
    private(set) var doNotContact = 0
    /// Attempts at any household, and the households they were made at.
    private(set) var attempts = 0
    private(set) var visited = 0

    var inScope: Int { completed + partial + appointment + refused + notReached + notVisited }
    /// All households that were looked at.
    var households: Int { inScope + vacant + outOfScope + duplicate + doNotContact }

    mutating func add(_ household: SurveyHouseholds.Household, _ visits: RoundVisits) {
        attempts += visits.attempts.count
        if !visits.attempts.isEmpty { visited += 1 }
        switch Self.place(household, visits) {
        case .completed: completed += 1
        case .partial: partial += 1
        case .appointment: appointment += 1
        case .refused: refused += 1
        case .notReached: notReached += 1
        case .notVisited: notVisited += 1
        case .vacant: vacant += 1
        case .outOfScope: outOfScope += 1
        case .duplicate: duplicate += 1
        case .doNotContact: doNotContact += 1
        }
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
        count.part = completed + partial
        count.whole = inScope
        count.valid = inScope
        count.apart = doNotContact
        return count
    }
}
