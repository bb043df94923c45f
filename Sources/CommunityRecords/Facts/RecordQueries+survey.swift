internal import CommunityModel
internal import Standards
internal import Values

extension RecordQueries {
    /// A rate of the household survey in percent, exactly: of the round of the latest visit that began by the day, so that
    /// an earlier inspection finds the survey of its time.
    func surveyRate(_ query: Query) throws -> Measured? {
        guard let rate = query.arguments["rate"], let round = try facts.surveyRound(areaPrefix: area, asOf: date)
        else { return nil }
        var settings = try facts.settings()
        settings.round = round
        let figure = try facts.surveyRate(rate, areaPrefix: area, asOf: date, settings: settings)
        guard let figure, figure.whole > 0, !figure.isSuppressed,
            let percent = ExactFraction(numerator: 100 * Int128(figure.part), denominator: Int128(figure.whole))
        else { return nil }
        return Measured(
            number: percent, source: "survey_rate rate=\(rate) \(figure.part)/\(figure.whole)", survey: round)
    }
}

extension CommunityFacts {
    /// The round of the latest visit that began by the end of a day; `nil` when there is none.
    fileprivate func surveyRound(areaPrefix prefix: String, asOf day: CalendarDate) throws -> String? {
        try kept(\.surveyRounds, "\(prefix) \(day)") {
            let records = try SurveyRecords(replica, areaPrefix: prefix, rates: [])
            let span = SurveyRecords.span(from: nil, to: day)
            let last = records.visits.all.filter { span.contains($0.attempt.startedAt) && !$0.attempt.isVoid }
                .max { $0.attempt.startedAt < $1.attempt.startedAt }
            return last.map { records.households.rounds[$0.round] }
        }
    }

    /// What the campaign lets count.
    fileprivate func settings() throws -> CampaignSettings {
        if let known = knownSettings { return known }
        let settings = try CampaignSettings.read(from: replica)
        knownSettings = settings
        return settings
    }
}
