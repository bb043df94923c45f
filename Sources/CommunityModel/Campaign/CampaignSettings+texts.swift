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
        }
    }
}
