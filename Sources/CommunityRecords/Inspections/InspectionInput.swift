public import Standards
public import SyncProtocol
public import Values

/// What is known about the subject of one inspection: what it recorded, and beside it the records of the area.
/// What reads these throws `StoreError`.
public struct InspectionInput: EvaluationInput {
    let inspection: Inspection
    let standard: Standard
    let facts: CommunityFacts

    /// - Parameters:
    ///   - inspection: As it was recorded. What an earlier version of the standard asked for is carried to this one.
    ///   - standard: What it is judged under.
    ///   - facts: The records of the store.
    /// - Throws: ``Failure`` `standard_unreadable` (65); `StoreError`.
    public init(_ inspection: Inspection, standard: Standard, facts: CommunityFacts) throws {
        self.inspection = try facts.carried(inspection, to: standard)?.inspection ?? inspection
        self.standard = standard
        self.facts = facts
    }

    /// The day of the inspection.
    public var date: CalendarDate { inspection.date }

    /// What the inspection recorded under a name.
    public func recorded(_ name: String) -> Value? { inspection.values[name] }

    /// Whether inspectors disagree on a name.
    public func isDisputed(_ name: String) -> Bool { inspection.disputed.contains(name) }

    /// What an inspector decided about a code.
    public func decision(_ code: String) -> Bool? {
        if case .boolean(let flag)? = inspection.values[code] { flag } else { nil }
    }

    /// What the inspection says comes first, then the latest decision about the area up to the day.
    public func exemption(_ code: String) throws -> String? {
        if let reason = inspection.exemptions[code] { return reason }
        guard let latest = try decision(about: code), !latest.isApplicable else { return nil }
        return latest.reason.isEmpty ? "exemption \(latest.id)" : latest.reason
    }

    /// Whether people disagree on whether an indicator applies: here first, then in the area's records.
    public func isExemptionDisputed(_ code: String) throws -> Bool {
        if inspection.disputedExemptions.contains(code) { return true }
        return try inspection.exemptions[code] == nil && decision(about: code)?.isDisputed == true
    }

    private func decision(about code: String) throws -> Exemption? {
        try facts.exemptions(of: inspection.area).last { decision in
            decision.indicator == code && decision.date.map { $0 <= inspection.date } ?? true
                && (decision.standard == nil || decision.standard == standard.id)
        }
    }

    /// What the area, its population snapshots or its register of households say, in this order.
    public func attribute(_ attribute: Condition.Attribute) throws -> KnownAttribute {
        let area = inspection.area
        let held = try facts.areas.attribute(attribute.name, level: attribute.subject, of: area)
        if held != .unknown { return held }
        let snapshots = try facts.snapshots(of: area)
        let counted = PopulationSnapshot.known(attribute.name, on: inspection.date, from: snapshots)
        if counted != .unknown { return counted }
        guard attribute.name == "households" else { return .unknown }
        let count = try facts.registeredHouseholds(of: area, on: inspection.date)
        return count > 0 ? .value(.integer(Int64(count)), from: "household register \(inspection.date)") : .unknown
    }

    /// The value in the latest inspection of the same area that was submitted and lies before: earlier, or in the year
    /// before. Inspections that know nothing of the metric are passed over, and those that know it from the same survey.
    public func previous(
        _ metric: String, _ predecessor: Trend.Predecessor, otherThan survey: String?
    ) throws -> EarlierValue {
        let earlier = try facts.inspections(of: inspection.area)
        let evaluator = facts.evaluator(of: standard, explains: false)
        var found = EarlierValue.none
        for candidate in earlier.reversed() where candidate.isSubmitted && isBefore(candidate, predecessor) {
            let input = try InspectionInput(candidate, standard: standard, facts: facts)
            switch try evaluator.known(metric, under: input) {
            case .unknown: continue
            case .disputed: return .disputed
            case .measured(let measured):
                if survey != nil, measured.survey == survey {
                    found = .sameSurvey
                    continue
                }
                return .measured(Measured(number: measured.number, source: "inspection \(candidate.date)"))
            }
        }
        return found
    }

    private func isBefore(_ other: Inspection, _ predecessor: Trend.Predecessor) -> Bool {
        guard other.id != inspection.id, Inspection.isEarlier(other, inspection) else { return false }
        switch predecessor {
        case .previousRound: return true
        case .previousYear: return other.date.year == inspection.date.year - 1
        }
    }

    /// What the records of the area say within some days.
    public func answer(_ query: Query, days: ClosedRange<CalendarDate>?) throws -> Measured? {
        try RecordQueries(
            area: inspection.area, date: inspection.date, standard: standard, facts: facts, inspection: inspection
        ).answer(query, days: days)
    }
}
