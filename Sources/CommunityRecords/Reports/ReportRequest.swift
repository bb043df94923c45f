internal import CommunityModel
internal import ReplicaStore
public import Values

/// What a person wants to see.
public struct ReportRequest: Sendable {
    /// Name of the report.
    public var name: String
    /// Only areas whose code begins with it; empty for all.
    public var area: String
    /// Only this standard, as a person names it.
    public var standard: String?
    /// The version of the standard to judge under; each inspection's own when `nil`.
    public var version: Int?
    /// What a row stands for, such as `community` or `indicator`; the report's own choice when `nil`.
    public var by: String?
    /// The round of visits; the one under way when `nil`, and for the teams' work all rounds.
    public var round: String?
    /// The first day that counts.
    public var from: CalendarDate?
    /// The last day that counts, and the day as of which things are overdue.
    public var to: CalendarDate?
    /// Whether rows carry the records they rest on.
    public var explains: Bool

    /// - Parameters: see the properties.
    public init(
        name: String, area: String = "", standard: String? = nil, version: Int? = nil, by: String? = nil,
        round: String? = nil, from: CalendarDate? = nil, to: CalendarDate? = nil, explains: Bool = false
    ) {
        self.name = name
        self.area = area
        self.standard = standard
        self.version = version
        self.by = by
        self.round = round
        self.from = from
        self.to = to
        self.explains = explains
    }

    /// Refuses a way to make rows that the report does not know.
    ///
    /// - Parameter known: The ways it knows, the first of them its own choice.
    /// - Returns: The way to take.
    /// - Throws: ``ReportFault`` `report_by_unknown`.
    func rows(_ known: [String]) throws(ReportFault) -> String {
        guard let by else { return known[0] }
        if known.contains(by) { return by }
        throw ReportFault(code: "report_by_unknown", given: by, known: known)
    }
}

/// A word in a request that no report knows, or one that lacks another; an area or a round of which no record tells.
public struct ReportFault: Error, Sendable {
    /// `report_unknown`, `report_by_unknown`, `report_version_alone`, `area_unknown` or `round_unknown`.
    public let code: String
    /// The word that was given.
    public let given: String
    /// The words that there are.
    public let known: [String]

    /// The fault for people.
    public var failure: Failure {
        let isRecorded = ["area_unknown", "round_unknown"].contains(code)
        let fault = isRecorded ? known.isEmpty ? "no_records_here" : "there_are_lines" : "there_are"
        let words = ["known": known.joined(separator: isRecorded ? "\n  " : ", ")]
        return Failure(fault: code, ["given": given], bilingual: ["known": Localized(fault: fault, words)])
    }
}

extension ReportRequest {
    /// Areas named to a person who asked for an unknown one.
    private static let areasNamedMax = 20

    /// Refuses an area of which no record tells: zeros would look like figures.
    ///
    /// - Parameter sources: What the report is computed from.
    /// - Throws: ``ReportFault`` `area_unknown`; `StoreError`.
    func checkArea(_ sources: ReportSources) throws {
        if area.isEmpty { return }
        if try !sources.replica.listing(of: RecordTypes.area, areaPrefix: area).isEmpty { return }
        let known = try sources.facts.areas.areas(level: nil, prefix: "").map { "\($0.code) \($0.name)" }
        let rest = known.count - Self.areasNamedMax
        throw ReportFault(
            code: "area_unknown", given: area,
            known: known.prefix(Self.areasNamedMax) + (rest > 0 ? ["… (\(rest))"] : []))
    }

    /// Refuses a round that neither a visit nor the settings name.
    ///
    /// - Parameters:
    ///   - records: The visits of the report.
    ///   - settings: The campaign's settings.
    ///   - sources: What the report is computed from.
    /// - Throws: ``ReportFault`` `round_unknown`; `StoreError`.
    func checkRound(_ records: SurveyRecords, _ settings: CampaignSettings, _ sources: ReportSources) throws {
        guard let round, round != settings.round, records.households.rounds.find(round) == nil else { return }
        // A round that was visited elsewhere is one here too, without visits.
        let all = area.isEmpty ? records : try SurveyRecords(sources.replica, areaPrefix: "", rates: [])
        guard all.households.rounds.find(round) == nil else { return }
        let known = Set(all.households.rounds.words + [settings.round]).sorted(by: SurveyRounds.isEarlier)
        throw ReportFault(code: "round_unknown", given: round, known: known)
    }
}

extension ReportRequest {
    /// What the figures of a survey report were restricted to.
    func surveySettings(by: String, round: String?) -> [Report.Setting] {
        var settings = [Report.Setting("by", by)]
        if !area.isEmpty { settings.append(Report.Setting("area", area)) }
        if let round { settings.append(Report.Setting("round", round)) }
        if let from { settings.append(Report.Setting("from", from.description)) }
        if let to { settings.append(Report.Setting("to", to.description)) }
        return settings
    }
}
