/// What came of one attempt at a door: the choices of the field `outcome` of a visit.
public enum VisitOutcome: String, CaseIterable, Sendable, Hashable {
    case completed
    case partial
    case appointment
    case refused
    case doNotContact = "do_not_contact"
    case nobodyHome = "nobody_home"
    case noAccess = "no_access"
    case addressNotFound = "address_not_found"
    case vacant
    case duplicateHousehold = "duplicate_household"

    /// What reports count together.
    public enum OutcomeClass: Int, Comparable, Sendable, Hashable {
        case completed
        case partial
        case appointment
        case refused
        case notReached
        case vacant
        /// The household is another record's.
        case duplicate

        /// The better of two is the lesser: completed, partial, appointment, refused, not reached, vacant
        /// (domain.md 6.7, row 26).
        public static func < (left: OutcomeClass, right: OutcomeClass) -> Bool { left.rawValue < right.rawValue }
    }

    /// The group that the outcome belongs to. Who asks not to be contacted has refused.
    public var group: OutcomeClass {
        switch self {
        case .completed: .completed
        case .partial: .partial
        case .appointment: .appointment
        case .refused, .doNotContact: .refused
        case .nobodyHome, .noAccess, .addressNotFound: .notReached
        case .vacant: .vacant
        case .duplicateHousehold: .duplicate
        }
    }

    /// Whether the visit brought answers to a questionnaire.
    public var isResponse: Bool { self == .completed || self == .partial }
}
