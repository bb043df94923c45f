internal import CommunityModel
internal import SyncProtocol

/// Answers the queries of standards from the records of an area. Protocol/standards.md, section "Queries".
struct RecordQueries {
    let area: String
    /// The day as of which an answer without a window holds.
    let date: CalendarDate
    /// Id of the standard that asks.
    let standard: Standard
    let facts: CommunityFacts
    /// The inspection at hand, whose own results count where the query is about results.
    let inspection: Inspection?

    /// The number that a query asks for.
    ///
    /// - Parameters:
    ///   - query: A query that the reader of standards knows.
    ///   - days: The window to count in; up to the date when `nil`.
    /// - Returns: `nil` when the records say nothing about it at all.
    func answer(_ query: Query, days: ClosedRange<CalendarDate>?) -> Measured? {
        let number: Int?
        switch query.name {
        case "activity_themes": number = themes(query, days: days)
        case "compound_evaluations": number = evaluationRounds(query)
        default: number = found(query, days: days)?.count
        }
        let source = ([query.name] + query.arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        return number.map { Measured(number: ExactFraction(Int64($0)), source: source.joined(separator: " ")) }
    }

    /// The records that a query counts; `nil` when nothing of the kind was ever recorded.
    func found(_ query: Query, days: ClosedRange<CalendarDate>?) -> [RecordID]? {
        switch query.name {
        case "activities": activities(query, days: days)?.map(\.id)
        case "supervision_sessions": sessions(query, days: days)
        case "rectifications": results(query)
        case "areas": areas(query)
        default: nil
        }
    }

    // MARK: Activities

    private func activities(_ query: Query, days: ClosedRange<CalendarDate>?) -> [Activity]? {
        let all = facts.attempt { try facts.activities(areaPrefix: area) } ?? []
        let kinds = words(query, "kind")
        let themes = words(query, "theme")
        let ofKind = all.filter { activity in
            (kinds.isEmpty || kinds.contains(activity.kind))
                && (themes.isEmpty || activity.theme.map(themes.contains) == true)
        }
        if ofKind.isEmpty { return nil }
        let states = words(query, "state").isEmpty ? ["held", "confirmed"] : words(query, "state")
        let counted = ofKind.filter { states.contains($0.state) && isWithin($0.date, days) }
        // Two reports of one event are linked by the later one and count once.
        let ids = Set(counted.map(\.id))
        return counted.filter { $0.sameAs.map(ids.contains) != true }
    }

    private func themes(_ query: Query, days: ClosedRange<CalendarDate>?) -> Int? {
        guard let code = query.arguments["checks_of"], let indicator = standard.indicator(code) else { return nil }
        let codes = Set(indicator.checks.map(\.code))
        let all = facts.attempt { try facts.activities(areaPrefix: area) } ?? []
        let ofThemes = all.filter { $0.theme.map(codes.contains) == true }
        if ofThemes.isEmpty { return nil }
        let states = words(query, "state").isEmpty ? ["held", "confirmed"] : words(query, "state")
        return Set(ofThemes.filter { states.contains($0.state) && isWithin($0.date, days) }.compactMap(\.theme)).count
    }

    private func sessions(_ query: Query, days: ClosedRange<CalendarDate>?) -> [RecordID]? {
        let all = facts.attempt { try facts.sessions(areaPrefix: area) } ?? []
        if all.isEmpty { return nil }
        let usesHearing = query.arguments["date"] == "hearing_date"
        return all.filter { session in
            (usesHearing ? session.hearing : session.date).map { isWithin($0, days) } == true
        }.map(\.id)
    }

    private func evaluationRounds(_ query: Query) -> Int? {
        let district = facts.attempt { try facts.areas.code(of: "district", above: area) } ?? area
        let all = facts.attempt { try facts.evaluations(areaPrefix: district) } ?? []
        if all.isEmpty { return nil }
        let from = query.arguments["from"].flatMap { CalendarDate($0) }
        let to = query.arguments["to"].flatMap { CalendarDate($0) }
        let counted = all.filter { evaluation in
            guard let day = evaluation.date else { return from == nil && to == nil }
            return day <= date && from.map { day >= $0 } ?? true && to.map { day <= $0 } ?? true
        }
        return Set(counted.map(\.year)).count
    }

    // MARK: Results and areas

    /// Failed indicators of the latest inspection, each by its rectification where it has one, else by the inspection.
    private func results(_ query: Query) -> [RecordID]? {
        let kinds = words(query, "inspection")
        let all = facts.attempt { try facts.inspections(of: area) } ?? []
        let latest = all.last { other in
            other.standard == standard.id && other.date <= date && (kinds.isEmpty || kinds.contains(other.kind))
                && (other.isSubmitted || other.id == inspection?.id)
        }
        guard let latest else { return nil }
        let failed = failedIndicators(of: latest)
        guard query.arguments["measure"] == "with_plan" else { return failed.map { _ in latest.id } }
        let rectifications = facts.attempt { try facts.rectifications(areaPrefix: area) } ?? []
        return failed.compactMap { code in
            rectifications.first { entry in
                entry.area == area && entry.indicator == code && entry.standard == standard.id
                    && entry.fields.missingForPlan(dueDate: entry.dueDate).isEmpty
            }?.id
        }
    }

    /// Indicators that ask this very question about themselves are left out: their answer would depend on itself.
    private func failedIndicators(of latest: Inspection) -> [String] {
        let evaluator = Evaluator(standard, explains: false)
        let circumstances = InspectionCircumstances(latest, standard: standard, facts: facts)
        return standard.indicators.filter { indicator in
            let asks = indicator.formulas.values.contains { formula in
                if case .query(let query) = formula { query.name == "rectifications" } else { false }
            }
            let tallies = indicator.formulas.values.contains { if case .tally = $0 { true } else { false } }
            return !asks && !tallies && evaluator.judge(indicator, under: circumstances).outcome == .fail
        }.map(\.code)
    }

    private func areas(_ query: Query) -> [RecordID]? {
        guard let level = query.arguments["level"] else { return nil }
        let below = facts.attempt { try facts.areas.below(area, level: level) } ?? []
        if below.isEmpty { return nil }
        return below.filter { subject in
            let matches = ["origin", "age_class"].allSatisfy { name in
                let wanted = words(query, name)
                return wanted.isEmpty || subject.words[name].map(wanted.contains) == true
            }
            let has =
                [query.arguments["fact"].map { holds($0, in: subject.code) }]
                + [query.arguments["facility"].map { stands($0, in: subject.code) }]
            let asked = has.compactMap { $0 }
            return matches && (asked.isEmpty || asked.contains(true))
        }.map(\.id)
    }

    /// Whether the latest inspection that recorded a fact found it so: yes, or a number above zero.
    private func holds(_ name: String, in code: String) -> Bool {
        let all = facts.attempt { try facts.inspections(of: code) } ?? []
        let latest = all.last { $0.date <= date && $0.values[name] != nil && !$0.disputed.contains(name) }
        switch latest?.values[name] {
        case .boolean(let flag): return flag
        case .integer(let number): return number > 0
        case .decimal(let number): return ExactFraction(number) > .zero
        default: return false
        }
    }

    private func stands(_ kind: String, in code: String) -> Bool {
        let kinds = kind.split(separator: " ").map(String.init)
        let all = facts.attempt { try facts.facilities(of: code) } ?? []
        return all.contains { kinds.contains($0.kind) && $0.isInUse }
    }

    private func words(_ query: Query, _ name: String) -> [String] {
        (query.arguments[name] ?? "").split(separator: " ").map(String.init)
    }

    private func isWithin(_ day: CalendarDate, _ days: ClosedRange<CalendarDate>?) -> Bool {
        days.map { $0.contains(day) } ?? (day <= date)
    }
}
