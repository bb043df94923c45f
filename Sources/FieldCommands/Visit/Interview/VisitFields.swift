internal import CommunityModel
internal import SyncProtocol
internal import Values

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

extension VisitOutcome {
    /// Whether it may come with a time at which to call again.
    var takesAppointment: Bool { self == .appointment || self == .nobodyHome }
}
