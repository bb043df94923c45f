internal import SyncProtocol

/// What the person notes about the visit itself.
struct VisitFields: Hashable {
    var consent: Bool?
    var isIdentityShown = false
    var outcome: VisitOutcome?
    var refusalReason: String?
    var isNotToContact = false
    var appointment: Instant?
    var remarks = ""
}

/// How a visit ends when no questionnaire is filled, and how one with a questionnaire does.
enum VisitOutcome: String, Hashable, CaseIterable {
    case completed, partial, refused, appointment, vacant
    case nobodyHome = "nobody_home"
    case addressNotFound = "address_not_found"
    case noAccess = "no_access"

    /// Whether it may come with a time at which to call again.
    var takesAppointment: Bool { self == .appointment || self == .nobodyHome }
}
