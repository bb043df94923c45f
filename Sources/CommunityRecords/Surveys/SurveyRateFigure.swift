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
        try kept(\.surveys, SurveyQuestion(prefix: prefix, day: day, settings: settings)) {
            let rates = SurveyRate.all(under: settings)
            let records = try SurveyRecords(replica, areaPrefix: prefix, rates: rates)
            let groups = try SurveyGroups(records.households, areas: areas, byBuilding: false)
            let counts = SurveyCounts(
                records, round: settings.round, within: SurveyRecords.span(from: nil, to: day), groups: groups)
            let disclosure = try counts.disclosure(groups, extent: CommunityExtent(prefix: prefix, areas: areas))
            let all = counts.all
            let figures = rates.enumerated().map { index, rate in
                SurveyRateFigure(
                    counts.count(index, in: all), isSuppressed: disclosure.withholds(index, of: nil),
                    responses: rate.kind == .coverage
                        ? all.coverage.inScope : all.counter.responses(of: counts.joined[index]),
                    settings: settings)
            }
            return Dictionary(zip(rates.map(\.id), figures), uniquingKeysWith: { first, _ in first })
        }
    }
}

/// What was asked of the survey.
struct SurveyQuestion: Hashable {
    let prefix: String
    let day: CalendarDate
    let settings: CampaignSettings
}
