internal import SyncProtocol

extension Evaluation {
    /// What a formula gives; the first thing that is missing makes the whole missing.
    func value(
        of formula: Formula, named name: String, _ subject: Subject, days: ClosedRange<CalendarDate>?,
        isBase: Bool = false
    ) -> Reading {
        switch formula {
        case .metric(let metric): return reading(of: metric, subject, days: days, isBase: isBase)
        case .number(let number): return .number(ExactFraction(number))
        case .sum(let parts):
            var sum = ExactFraction.zero
            for part in parts {
                let term = value(of: part, named: name, subject, days: days, isBase: isBase)
                guard let number = term.number else { return term.missing(name) }
                guard let next = sum.plus(number) else { return .missing(.tooLarge(name)) }
                sum = next
            }
            return .number(sum)
        case .difference(let first, let second):
            return combine(first, second, named: name, subject, days: days) { $0.minus($1) }
        case .ratio(let first, let second, let times):
            let dividend = value(of: first, named: name, subject, days: days)
            let divisor = value(of: second, named: name, subject, days: days, isBase: true)
            // Nothing to divide by says more than nothing to divide.
            if let number = divisor.number, number.isZero { return .missing(.emptyBase(second.leadingName ?? name)) }
            guard let upper = dividend.number else { return dividend.missing(name) }
            guard let lower = divisor.number else { return divisor.missing(name) }
            let quotient = upper.times(ExactFraction(times)).flatMap { $0.divided(by: lower) }
            return quotient.map(Reading.number) ?? .missing(.tooLarge(name))
        case .check(let code): return truth(ofCheck: code, subject)
        case .tally(let tally): return count(tally)
        case .query(let query):
            guard let answer = circumstances.answer(query, days: days) else { return .missing(.unanswered(name)) }
            let source = [days?.text, answer.source.isEmpty ? nil : answer.source].compactMap(\.self)
            if explains {
                note(query.notation, .number(answer.number), unit: nil, source: source.joined(separator: ": "))
            }
            return .number(answer.number)
        }
    }

    private func combine(
        _ first: Formula, _ second: Formula, named name: String, _ subject: Subject, days: ClosedRange<CalendarDate>?,
        by operation: (ExactFraction, ExactFraction) -> ExactFraction?
    ) -> Reading {
        let (left, right) = (
            value(of: first, named: name, subject, days: days), value(of: second, named: name, subject, days: days)
        )
        guard let minuend = left.number else { return left.missing(name) }
        guard let subtrahend = right.number else { return right.missing(name) }
        return operation(minuend, subtrahend).map(Reading.number) ?? .missing(.tooLarge(name))
    }

    /// Whether a check is met, which the indicator itself or another one has.
    private func truth(ofCheck code: String, _ subject: Subject) -> Reading {
        for indicator in evaluator.standard.indicators {
            guard let check = indicator.checks.first(where: { $0.code == code }) else { continue }
            let finding = finding(of: check, of: Subject(indicator))
            switch finding.truth {
            case .met: return .truth(true)
            case .unmet: return .truth(false)
            case .undecided: return .missing(finding.ground)
            }
        }
        return .missing(.unrecorded(code))
    }

    /// Counts results of other indicators. Those without data may turn out either way, so that the count has a range.
    private func count(_ tally: Formula.Tally) -> Reading {
        var (certain, possible): (Int64, Int64) = (0, 0)
        for group in tally.groups {
            let members = evaluator.standard.indicators.filter { $0.group == group }
            let outcomes = members.map { judge($0).outcome }.filter { $0 != .notApplicable && $0 != .reportOnly }
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
            circumstances.recorded(name).isEmpty && countsRecords(name, subject, through: seen)
        case .sum(let parts): parts.contains { countsRecords($0, subject, through: seen) }
        case .difference(let first, let second), .ratio(let first, let second, _):
            countsRecords(first, subject, through: seen) || countsRecords(second, subject, through: seen)
        case .number, .check, .tally: false
        }
    }
}

extension Reading {
    /// Why there is no one number; `name` is the metric that needed it.
    fileprivate func missing(_ name: String) -> Reading {
        if case .missing = self { self } else { .missing(.undecidedItems(name)) }
    }
}

extension Formula {
    /// The name that a reader would call the formula by.
    fileprivate var leadingName: String? {
        switch self {
        case .metric(let name): name
        case .query(let query): query.name
        case .sum(let parts): parts.first?.leadingName
        case .difference(let first, _), .ratio(let first, _, _): first.leadingName
        case .number, .check, .tally: nil
        }
    }
}
