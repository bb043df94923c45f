public import CommunityModel
public import SyncProtocol
public import Values

/// What one should know before one rings the bell.
public struct HouseholdBriefing: Hashable {
    /// `3栋 2单元 0301`.
    let address: String
    /// Where it lies, and what the register says of it; a line each.
    let facts: [Localized]
    /// What speaks against ringing now.
    let warnings: [Localized]
    /// Earlier visits and open opinions, the latest first; a line each.
    let history: [Localized]
    /// Reasons of refusal that may be noted, at most nine: each has a number key.
    let refusalReasons: [Field.Choice]
    /// When nobody should ring.
    let quietHours: CampaignSettings.QuietHours?

    /// Makes it of parts that the properties describe.
    public init(
        address: String, facts: [Localized], warnings: [Localized], history: [Localized],
        refusalReasons: [Field.Choice], quietHours: CampaignSettings.QuietHours? = nil
    ) {
        self.address = address
        self.facts = facts
        self.warnings = warnings
        self.history = history
        self.refusalReasons = refusalReasons
        self.quietHours = quietHours
    }
}
