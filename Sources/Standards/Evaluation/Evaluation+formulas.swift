internal import Values

extension Evaluation {
    /// What a formula gives; the first thing that is missing makes the whole missing.
    func value(
        of formula: Formula, named name: String, _ subject: Subject, days: ClosedRange<CalendarDate>?,
        isBase: Bool = false
    ) throws -> Reading {
        switch formula {
        case .metric(let metric): return try reading(of: metric, subject, days: days, isBase: isBase)
        case .number(let number): return .number(ExactFraction(number))
        case .sum(let parts):
            let terms = try parts.map { try value(of: $0, named: name, subject, days: days, isBase: isBase) }
            if let missing = terms.firstMissing(name) { return missing }
            let sum = terms.reduce(Optional(ExactFraction.zero)) { sum, term in
                sum.flatMap { sum in term.number.flatMap(sum.plus) }
            }
            return sum.map(Reading.number) ?? .missing(.tooLarge(name))
        case .first(let parts): return try first(of: parts, named: name, subject, days: days, isBase: isBase)
        case .difference(let first, let second):
            return try combine(first, second, named: name, subject, days: days) { $0.minus($1) }
        case .ratio(let first, let second, let times):
            let dividend = try value(of: first, named: name, subject, days: days)
            let divisor = try value(of: second, named: name, subject, days: days, isBase: true)
            if case .missing(let reason) = dividend, reason.isDispute { return dividend }
            // Nothing to divide by says more than nothing to divide.
            if let number = divisor.number, number.isZero { return .missing(.emptyBase(second.leadingName ?? name)) }
            if let missing = [dividend, divisor].firstMissing(name) { return missing }
            let quotient = dividend.number?.times(ExactFraction(times)).flatMap { upper in
                divisor.number.flatMap(upper.divided)
            }
            return quotient.map(Reading.number) ?? .missing(.tooLarge(name))
        case .check(let code): return try truth(ofCheck: code)
        case .tally(let tally): return try count(tally)
        case .query(let query):
            guard let answer = try input.answer(query, days: days) else { return .missing(.unanswered(name)) }
            surveySeen = surveySeen ?? answer.survey
            let source = [days?.text, answer.source.isEmpty ? nil : answer.source].compactMap(\.self)
            if explains {
                note(query.notation, Reading(answer), unit: nil, source: source.joined(separator: ": "))
            }
            return Reading(answer)
        case .unknown(let name): return .missing(.needsUpgrade(name))
        }
    }

    /// Tells what the first operand lacks where none gives a value.
    private func first(
        of parts: [Formula], named name: String, _ subject: Subject, days: ClosedRange<CalendarDate>?, isBase: Bool
    ) throws -> Reading {
        var lacking: Reading?
        for part in parts {
            let reading = try value(of: part, named: name, subject, days: days, isBase: isBase)
            guard case .missing(let reason) = reading else { return reading }
            if reason.isDispute { return reading }
            lacking = lacking ?? reading
        }
        return lacking ?? .missing(.unanswered(name))
    }

    private func combine(
        _ first: Formula, _ second: Formula, named name: String, _ subject: Subject, days: ClosedRange<CalendarDate>?,
        by operation: (ExactFraction, ExactFraction) -> ExactFraction?
    ) throws -> Reading {
        let left = try value(of: first, named: name, subject, days: days)
        let right = try value(of: second, named: name, subject, days: days)
        if let missing = [left, right].firstMissing(name) { return missing }
        let result = left.number.flatMap { left in right.number.flatMap { operation(left, $0) } }
        return result.map(Reading.number) ?? .missing(.tooLarge(name))
    }

    /// Whether a check is met, which the indicator itself or another one has.
    private func truth(ofCheck code: String) throws -> Reading {
        for indicator in evaluator.standard.indicators {
            guard let check = indicator.checks.first(where: { $0.code == code }) else { continue }
            let finding = try finding(of: check, of: Subject(indicator))
            switch finding.truth {
            case .met: return .truth(true)
            case .unmet: return .truth(false)
            case .undecided: return .missing(finding.reason)
            }
        }
        return .missing(.unrecorded(code))
    }

    /// Counts results of other indicators. Those without data may turn out either way, so that the count has a range.
    private func count(_ tally: Formula.Tally) throws -> Reading {
        var (certain, possible): (Int64, Int64) = (0, 0)
        for group in tally.groups {
            let members = evaluator.standard.indicators.filter { $0.group == group }
            let outcomes = try members.map { try judge($0).outcome }
                .filter { $0 != .notApplicable && $0 != .reportOnly }
            let failed = Int64(outcomes.count { $0 == .fail })
            let open = Int64(outcomes.count { $0 == .noData })
            switch tally.counts {
            case .itemsUnmet:
                certain += failed
                possible += failed + open
            case .groupsMet where failed == 0 && !members.isEmpty:
                certain += open == 0 ? 1 : 0
                possible += 1
            case .groupsMet: break
            }
        }
        return certain == possible
            ? .number(ExactFraction(certain)) : .range(ExactFraction(certain), ExactFraction(possible))
    }

    /// Whether a metric that nobody recorded is computed from a count over records, which differs from window to window.
    func countsRecords(_ name: String, _ subject: Subject, through seen: Set<String> = []) -> Bool {
        guard !seen.contains(name), let (formula, owner) = formula(for: name, subject) else { return false }
        return countsRecords(formula, owner, through: seen.union([name]))
    }

    private func countsRecords(_ formula: Formula, _ subject: Subject, through seen: Set<String>) -> Bool {
        switch formula {
        case .query: true
        case .metric(let name):
            input.recorded(name).isEmpty && countsRecords(name, subject, through: seen)
        case .sum(let parts), .first(let parts): parts.contains { countsRecords($0, subject, through: seen) }
        case .difference(let first, let second), .ratio(let first, let second, _):
            countsRecords(first, subject, through: seen) || countsRecords(second, subject, through: seen)
        case .number, .check, .tally, .unknown: false
        }
    }
}

extension [Reading] {
    /// Why there is no one number, a dispute before others; `name` is the metric that needs the numbers.
    fileprivate func firstMissing(_ name: String) -> Reading? {
        let missing = filter { $0.number == nil }
        let dispute = missing.first { if case .missing(let reason) = $0 { reason.isDispute } else { false } }
        guard let first = dispute ?? missing.first else { return nil }
        return if case .missing = first { first } else { .missing(.undecidedItems(name)) }
    }
}

extension Formula {
    /// The name that a reader would call the formula by.
    fileprivate var leadingName: String? {
        switch self {
        case .metric(let name): name
        case .query(let query): query.name
        case .sum(let parts), .first(let parts): parts.first?.leadingName
        case .difference(let first, _), .ratio(let first, _, _): first.leadingName
        case .number, .check, .tally, .unknown: nil
        }
    }
}
