public import CommunityModel
public import Values

/// The result of a survey rate in an area.
public struct SurveyRateFigure: Sendable, Hashable {
    /// Above and below the line: an exact share, no data where nothing stands below.
    public let part, whole: Int
    /// Responses whose answer was counted, was "do not know", was missing, or is reported apart.
    public let valid, excluded, unanswered, apart: Int
    /// Responses that were looked at; for coverage the households in scope.
    public let responses: Int
    /// Whether so few households of a community answered a sensitive question that the figure must not be shown.
    public let isSuppressed: Bool
    /// Whether fewer answers were counted than the campaign demands of a community.
    public let isSmallSample: Bool

    init(
        _ count: SurveyTally.Count, isSuppressed: Bool, responses: Int, settings: CampaignSettings
    ) {
        self.isSuppressed = isSuppressed
        part = count.part
        whole = count.whole
        valid = count.valid
        excluded = count.excluded
        unanswered = count.unanswered
        apart = count.apart
        self.responses = responses
        isSmallSample = settings.sampleMin.map { count.valid < $0 } ?? false
    }
}

extension CommunityFacts {
    /// A survey rate of an area in the round that is under way: the query `survey_rate` of standards.
    ///
    /// - Parameters:
    ///   - id: Id of the rate in `rates.json`, such as `awareness_rate`.
    ///   - prefix: The beginning of the areas' codes; the code of a community takes in what lies below it.
    ///   - day: Only visits that began by the end of this day count.
    ///   - settings: What the campaign lets count, and its round.
    /// - Returns: The figure; `nil` when there is no such rate.
    /// - Throws: `StoreError`.
    public func surveyRate(
        _ id: String, areaPrefix prefix: String, asOf day: CalendarDate, settings: CampaignSettings
    ) throws -> SurveyRateFigure? {
        guard SurveyRate.all.contains(where: { $0.id == id }) else { return nil }
        return try surveyFigures(areaPrefix: prefix, asOf: day, settings: settings)[id]
    }

    private func surveyFigures(
        areaPrefix prefix: String, asOf day: CalendarDate, settings: CampaignSettings
    ) throws -> [String: SurveyRateFigure] {
        let key = SurveyQuestion(prefix: prefix, day: day, settings: settings)
        if let known = surveys[key] { return known }
        let rates = SurveyRate.all(under: settings)
        let records = try SurveyRecords(replica, areaPrefix: prefix, rates: rates)
        let groups = try SurveyGroups(records.households, areas: areas, byBuilding: false)
        var counters = groups.groups.map { (community: $0.area, counter: SurveyCounter(rateCount: rates.count)) }
        var coverage = CoverageCount()
        let span = SurveyRecords.span(from: nil, to: day)
        let round = records.households.rounds.find(settings.round) ?? -1
        for (position, household) in records.households.all.enumerated() {
            let (visits, response) = records.outcome(of: position, round: round, within: span)
            coverage.add(household, visits)
            guard let response else { continue }
            counters[groups.number(of: household)].counter
                .add(records.contributions(of: response), version: records.visits.all[response].version)
        }
        var counter = SurveyCounter(rateCount: rates.count)
        for part in counters { counter.add(part.counter) }
        let joined = rates.indices.map { counter.joinable($0, versions: records.visits.versions) }
        let disclosure = try SurveyDisclosure(
            rates: rates, counters: counters, joined: joined, extent: CommunityExtent(prefix: prefix, areas: areas))
        var figures: [String: SurveyRateFigure] = [:]
        for (index, rate) in rates.enumerated() {
            figures[rate.id] = SurveyRateFigure(
                rate.kind == .coverage ? coverage.rate : counter.count(index, of: joined[index]),
                isSuppressed: disclosure.withholds(index, of: nil),
                responses: rate.kind == .coverage ? coverage.inScope : counter.responses(of: joined[index]),
                settings: settings)
        }
        surveys[key] = figures
        return figures
    }
}

/// What was asked of the survey.
struct SurveyQuestion: Hashable {
    let prefix: String
    let day: CalendarDate
    let settings: CampaignSettings
}
