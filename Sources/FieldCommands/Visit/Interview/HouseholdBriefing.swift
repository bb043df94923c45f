internal import CommunityModel
internal import Values

/// What one should know before one rings the bell.
struct HouseholdBriefing: Hashable {
    /// `3栋 2单元 0301`.
    let address: String
    /// Where it lies, and what the register says of it; a line each.
    let facts: [Localized]
    /// What speaks against ringing now.
    let warnings: [Localized]
    /// Earlier visits and open opinions, the latest first; a line each.
    let history: [Localized]
    /// Reasons of refusal: code and title.
    let refusalReasons: [Choice]
    /// When nobody should ring.
    var quietHours: CampaignSettings.QuietHours?

    struct Choice: Hashable {
        let code: String
        let title: Localized
    }
}
