internal import CommunityModel
internal import Standards
internal import SyncProtocol
internal import Values

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
    /// - Throws: ``Failure`` `standard_unreadable` (65); `StoreError`.
    func answer(_ query: Query, days: ClosedRange<CalendarDate>?) throws -> Measured? {
        let count: Counted?
        switch query.name {
        case "survey_rate": return try surveyRate(query)
        case "activity_themes": count = try themes(query, days: days)
        case "compound_evaluations": count = try evaluationRounds(query).map { Counted(certain: $0) }
        default:
            count = try found(query, days: days).map { Counted(certain: $0.records.count, possible: $0.open.count) }
        }
        let source = ([query.name] + query.arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        return count.map { count in
            Measured(
                number: ExactFraction(Int64(count.certain)),
                most: ExactFraction(Int64(count.certain + count.possible)), source: source.joined(separator: " "))
        }
    }

    /// How many there are, and how many more there may be once people have decided about what they disagree on.
    private struct Counted {
        let certain: Int
        var possible = 0
    }

    /// The records that a query counts.
    struct Found {
        var records: [RecordID]
        /// Those that count or not, as people decide about what they disagree on.
        var open: [RecordID] = []
    }

    /// The records that a query counts; `nil` when nothing of the kind was ever recorded.
    func found(_ query: Query, days: ClosedRange<CalendarDate>?) throws -> Found? {
        switch query.name {
        case "activities": try activities(query, days: days)
        case "supervision_sessions": try sessions(query, days: days).map { Found(records: $0) }
        case "rectifications": try results(query).map { Found(records: $0) }
        case "areas": try areas(query)
        default: nil
        }
    }

    // MARK: Activities

    private func activities(_ query: Query, days: ClosedRange<CalendarDate>?) throws -> Found? {
        guard query.arguments["host"] != nil else { return try activities(query, days: days) { _ in true } }
        return try ofHosts(query) { try activities(query, days: days, where: $0) }
    }

    private func activities(
        _ query: Query, days: ClosedRange<CalendarDate>?, where isWanted: (Activity.Reading) -> Bool
    ) throws -> Found? {
        let all = try facts.events(areaPrefix: area)
        let kinds = words(query, "kind")
        let themes = words(query, "theme")
        func isOfKind(_ reading: Activity.Reading) -> Bool {
            isWanted(reading) && (kinds.isEmpty || kinds.contains(reading.kind))
                && (themes.isEmpty || reading.theme.map(themes.contains) == true)
        }
        let ofKind = all.filter { $0.reports.contains { $0.readings.contains(where: isOfKind) } }
        if ofKind.isEmpty { return nil }
        let states = countedStates(query)
        let standings = ofKind.compactMap { event in
            event.standing {
                isOfKind($0) && states.contains($0.state)
            } isWithin: {
                isWithin($0, days)
            }
        }
        return Found(
            records: standings.filter { $0.standing == .counts }.map(\.record),
            open: standings.filter { $0.standing == .hangs }.map(\.record))
    }

    private func themes(_ query: Query, days: ClosedRange<CalendarDate>?) throws -> Counted? {
        guard let code = query.arguments["checks_of"], let indicator = standard.indicator(code) else { return nil }
        let all = try facts.events(areaPrefix: area)
        let states = countedStates(query)
        var (isKnown, certain, possible) = (false, 0, 0)
        for check in indicator.checks {
            let isOfTheme = { (reading: Activity.Reading) in reading.theme == check.code }
            isKnown = isKnown || all.contains { $0.reports.contains { $0.readings.contains(where: isOfTheme) } }
            let standings = all.compactMap { event in
                event.standing {
                    isOfTheme($0) && states.contains($0.state)
                } isWithin: {
                    isWithin($0, days)
                }
            }.map(\.standing)
            if standings.contains(.counts) { certain += 1 } else if standings.contains(.hangs) { possible += 1 }
        }
        return isKnown ? Counted(certain: certain, possible: possible) : nil
    }

    private func countedStates(_ query: Query) -> [String] {
        let states = words(query, "state")
        return states.isEmpty ? ["held", "confirmed"] : states
    }

    private func sessions(_ query: Query, days: ClosedRange<CalendarDate>?) throws -> [RecordID]? {
        let all = try facts.sessions(areaPrefix: area)
        if all.isEmpty { return nil }
        let usesHearing = query.arguments["date"] == "hearing_date"
        return all.filter { session in
            (usesHearing ? session.hearing : session.date).map { isWithin($0, days) } == true
        }.map(\.id)
    }

    private func evaluationRounds(_ query: Query) throws -> Int? {
        let all = try facts.evaluations(areaPrefix: facts.areas.code(of: "district", above: area))
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
    private func results(_ query: Query) throws -> [RecordID]? {
        let kinds = words(query, "inspection")
        let latest = try facts.inspections(of: area).last { other in
            other.standard == standard.id && other.date <= date && (kinds.isEmpty || kinds.contains(other.kind))
                && (other.isSubmitted || other.id == inspection?.id)
        }
        guard let latest else { return nil }
        let failed = try failedIndicators(of: latest)
        guard query.arguments["measure"] == "with_plan" else { return failed.map { _ in latest.id } }
        let rectifications = try facts.rectifications(areaPrefix: area)
        return try failed.compactMap { code in
            try rectifications.first { entry in
                try entry.area == area && entry.standard == standard.id
                    && entry.indicator.map { try facts.code($0, in: standard) } == code
                    && entry.fields.missingForPlan(dueDate: entry.dueDate).isEmpty
            }?.id
        }
    }

    /// Indicators that ask this very question about themselves are left out: their answer would depend on itself.
    private func failedIndicators(of latest: Inspection) throws -> [String] {
        let evaluator = facts.evaluator(of: standard, explains: false)
        let input = try InspectionInput(latest, standard: standard, facts: facts)
        return try standard.indicators.filter { indicator in
            let tallies = indicator.formulas.values.contains { if case .tally = $0 { true } else { false } }
            guard !indicator.isAboutRectification, !tallies else { return false }
            return try evaluator.judge(indicator, under: input).outcome == .fail
        }.map(\.code)
    }

    private func areas(_ query: Query) throws -> Found? {
        guard let level = query.arguments["level"] else { return nil }
        let below = try facts.areas.below(area, level: level)
        if below.isEmpty { return nil }
        var found = Found(records: [])
        for subject in below {
            let attributes = [FieldName.origin, .ageClass].map { name in
                Possible(facts.areas.words(name, of: subject), meets: words(query, name.text))
            }
            let has = [
                try query.arguments["fact"].map { try holds($0, in: subject.code) },
                try query.arguments["facility"].map { try stands($0, in: subject.code) },
            ].compactMap { $0 }
            let all = (attributes + (has.isEmpty ? [] : [has.max() ?? .no])).min() ?? .yes
            if all == .yes { found.records.append(subject.id) } else if all == .open { found.open.append(subject.id) }
        }
        return found
    }

    /// An answer that may hang on what people have not decided yet.
    private enum Possible: Int, Comparable {
        case no, open, yes

        init(_ values: [String?], meets wanted: [String]) {
            let meeting = values.count { value in wanted.isEmpty || value.map(wanted.contains) == true }
            self = meeting == values.count ? .yes : meeting == 0 ? .no : .open
        }

        static func < (left: Possible, right: Possible) -> Bool { left.rawValue < right.rawValue }
    }

    /// Whether the latest inspection that recorded a fact found it so: yes, or a number above zero.
    private func holds(_ name: String, in code: String) throws -> Possible {
        let all = try facts.inspections(of: code)
        guard let latest = all.last(where: { $0.date <= date && $0.values[name] != nil }) else { return .no }
        if latest.disputed.contains(name) { return .open }
        switch latest.values[name] {
        case .boolean(let flag): return flag ? .yes : .no
        case .integer(let number): return number > 0 ? .yes : .no
        case .decimal(let number): return ExactFraction(number) > .zero ? .yes : .no
        default: return .no
        }
    }

    private func stands(_ kind: String, in code: String) throws -> Possible {
        let kinds = kind.split(separator: " ").map(String.init)
        return try facts.facilities(of: code).filter { kinds.contains($0.kind) }
            .map { Possible($0.states, meets: ["in_use"]) }.max() ?? .no
    }

    func words(_ query: Query, _ name: String) -> [String] {
        (query.arguments[name] ?? "").split(separator: " ").map(String.init)
    }

    /// What came after the day is not known on the day, even where the window goes on.
    private func isWithin(_ day: CalendarDate, _ days: ClosedRange<CalendarDate>?) -> Bool {
        day <= date && days.map { $0.contains(day) } ?? true
    }
}
