/// What a district may set for its campaign, because the documents leave it open (domain.md 6.10); each setting is a record of
/// type `setting` under the name given here.
public struct CampaignSettings: Sendable, Hashable {
    /// `awareness_counts_heard`: whether "have heard of it" counts as aware. Default true.
    public var awarenessCountsHeard = true
    /// `bagging_counts_mostly`: whether "mostly" counts as bagging. Default false.
    public var baggingCountsMostly = false
    /// `max_attempts`: how often a household is called upon, 1 to 99. Default 3.
    public var attemptsMax = 3
    /// `quiet_hours`: local times between which nobody rings a bell, such as `20:00-09:00`; may pass midnight.
    public var quietHours = QuietHours(from: 20 * 60, to: 9 * 60)
    /// `min_sample_per_community`: responses below which a rate is marked as too small a sample; `nil` by default.
    public var sampleMin: Int?
    /// `round`: the round of visits that is under way. Default `1`.
    public var round = "1"
    /// `campaign_catalogues`: ids of the documents under way, such as `NH11 KM09`; `nil` means all.
    public var catalogues: [String]?
    /// `sensitive_questions`: questions that are off unless named here, such as `B06`. Default none.
    public var sensitiveQuestions: [String] = []
    /// `city_name`: the name that questions about the city show; `nil` for the form's own.
    public var cityName: String?
    /// `quota_mib`: how much a device may hand in within a day, MiB. Default 500: a street's households with a long visit
    /// each are 100.
    public var quotaMiB = 500
    /// `quota_changes`: how many changes a device may hand in within a day. Default 100,000: five for each household of a
    /// large street.
    public var quotaChanges = 100_000
    /// `quota_records`: how many new records a device may hand in within a day. Default 50,000: a street's households from a
    /// sheet, with room to spare.
    public var quotaRecords = 50_000

    /// Every setting as by default.
    public init() {}

    /// Local times of day between which a household is left in peace.
    public struct QuietHours: Sendable, Hashable {
        /// Minutes after midnight, 0 to 1,439.
        public let from: Int
        /// Minutes after midnight, 0 to 1,439; less than `from` when the hours pass midnight.
        public let to: Int

        /// - Parameters: see the properties.
        public init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }

        /// As the setting is written: `20:00-09:00`.
        public var text: String { SettingText.text(self) }

        /// Whether a time of day lies in them.
        ///
        /// - Parameter minute: Minutes after local midnight.
        /// - Returns: Whether it does.
        public func contains(_ minute: Int) -> Bool {
            from <= to ? (from..<to).contains(minute) : minute >= from || minute < to
        }
    }
}

extension CampaignSettings {
    /// Takes a setting over from the text that states it.
    ///
    /// - Parameters:
    ///   - name: The setting.
    ///   - text: As a person types it or a record holds it; `default` and the empty text stand for the default.
    /// - Throws: ``SettingFault/invalid(_:_:)``; nothing has changed then.
    public mutating func set(_ name: SettingName, _ text: String) throws(SettingFault) {
        let fault = SettingFault.invalid(name, text)
        let word = SettingText.folded(text)
        let isDefault = SettingText.isDefault(text)
        let initial = CampaignSettings()
        switch name {
        case .awarenessCountsHeard:
            awarenessCountsHeard = isDefault ? initial.awarenessCountsHeard : try SettingText.flag(word, or: fault)
        case .baggingCountsMostly:
            baggingCountsMostly = isDefault ? initial.baggingCountsMostly : try SettingText.flag(word, or: fault)
        case .attemptsMax:
            attemptsMax = isDefault ? initial.attemptsMax : try SettingText.number(word, in: 1...99, or: fault)
        case .quietHours:
            quietHours = isDefault ? initial.quietHours : try SettingText.hours(word, or: fault)
        case .sampleMin:
            let isNone = isDefault || word == SettingText.none
            sampleMin = isNone ? nil : try SettingText.number(word, in: 1...100_000, or: fault)
        case .round:
            round = isDefault ? initial.round : try SettingText.round(text, or: fault)
        case .catalogues:
            let isAll = isDefault || word == SettingText.all
            catalogues = isAll ? nil : try SettingText.codes(text, or: fault)
        case .sensitiveQuestions:
            let isNone = isDefault || word == SettingText.none
            sensitiveQuestions = isNone ? [] : try SettingText.codes(text, or: fault)
        case .cityName:
            let isNone = isDefault || word == SettingText.none
            cityName = isNone ? nil : try SettingText.line(text, lengthMax: 50, or: fault)
        case .quotaMiB:
            quotaMiB = isDefault ? initial.quotaMiB : try SettingText.number(word, in: name.quotaRange, or: fault)
        case .quotaChanges:
            quotaChanges =
                isDefault ? initial.quotaChanges : try SettingText.number(word, in: name.quotaRange, or: fault)
        case .quotaRecords:
            quotaRecords =
                isDefault ? initial.quotaRecords : try SettingText.number(word, in: name.quotaRange, or: fault)
        }
    }

    /// Whether a text asks for the default of whatever setting.
    ///
    /// - Parameter text: As a person types it.
    /// - Returns: Whether it is empty or the word `default`.
    public static func isDefaultWord(_ text: String) -> Bool { SettingText.isDefault(text) }

    /// The text that states a setting as it stands: what ``set(_:_:)`` reads back to the same.
    ///
    /// - Parameter name: The setting.
    /// - Returns: The text.
    public func text(of name: SettingName) -> String {
        switch name {
        case .awarenessCountsHeard: String(awarenessCountsHeard)
        case .baggingCountsMostly: String(baggingCountsMostly)
        case .attemptsMax: String(attemptsMax)
        case .quietHours: SettingText.text(quietHours)
        case .sampleMin: sampleMin.map(String.init) ?? SettingText.none
        case .round: round
        case .catalogues: catalogues?.joined(separator: " ") ?? SettingText.all
        case .sensitiveQuestions:
            sensitiveQuestions.isEmpty ? SettingText.none : sensitiveQuestions.joined(separator: " ")
        case .cityName: cityName ?? SettingText.none
        case .quotaMiB: String(quotaMiB)
        case .quotaChanges: String(quotaChanges)
        case .quotaRecords: String(quotaRecords)
        }
    }
}
