internal import SyncProtocol
public import Values

extension Evaluation {
    /// Holds a metric against its limit, in the windows of time where the limit is meant for one.
    func compare(_ comparison: Comparison, _ subject: Subject) throws -> Finding {
        guard case .window(let window)? = comparison.per, let metric = comparison.metric,
            input.recorded(metric).isEmpty, countsRecords(metric, subject)
        else { return try compare(comparison, subject, days: nil) }
        return try compare(comparison, subject, in: window)
    }

    /// The window that the day lies in counts as soon as nothing can change its result any more; until then the last
    /// complete one before it is judged.
    private func compare(_ comparison: Comparison, _ subject: Subject, in window: Window) throws -> Finding {
        guard let running = window.range(holding: input.date), let complete = window.previous(running) else {
            return .undecided(.unanswered(comparison.metric ?? subject.code))
        }
        let now = try compare(comparison, subject, days: running)
        let isFinal =
            switch comparison.relation {
            case .atLeast, .moreThan: now.truth == .met
            case .atMost, .lessThan: now.truth == .unmet
            case .equal: now.reason.isExceeded
            }
        if isFinal || now.reason.endsSearch { return now }
        return try compare(comparison, subject, days: complete)
    }

    private func compare(
        _ comparison: Comparison, _ subject: Subject, days: ClosedRange<CalendarDate>?
    ) throws -> Finding {
        var notation = explains ? comparison.notation : ""
        if explains, let days { notation += " [\(days.text)]" }
        switch comparison.limit {
        case .boolean(let wanted):
            let name = comparison.metric ?? subject.code
            switch try answer(to: comparison, subject, days: days) {
            case .truth(let flag):
                return Finding(truth: Truth(flag == wanted), reason: .answered(name, flag), notation: notation)
            case .missing(let reason): return .undecided(reason, notation)
            case .number, .range: return .undecided(.unfitting(name), notation)
            }
        case .number(let limit):
            var finding = try compareNumbers(comparison, ExactFraction(limit), subject, days: days)
            finding.notation = notation
            return finding
        }
    }

    /// The metric, or the yes or no that stands for it while it is not known.
    private func answer(
        to comparison: Comparison, _ subject: Subject, days: ClosedRange<CalendarDate>?
    ) throws -> Reading {
        if let metric = comparison.metric {
            let reading = try reading(of: metric, subject, days: days)
            guard case .missing(let reason) = reading, !reason.isDispute, subject.decisionAnswers,
                case .truth(let flag) = decisionReading(of: subject.code)
            else { return reading }
            return .truth(flag)
        }
        return decisionReading(of: subject.code)
    }

    private func decisionReading(of code: String) -> Reading {
        if input.isDisputed(code) { return .missing(.disputed(code)) }
        return input.decision(code).map(Reading.truth) ?? .missing(.awaitsDecision(code))
    }

    private func compareNumbers(
        _ comparison: Comparison, _ limit: ExactFraction, _ subject: Subject, days: ClosedRange<CalendarDate>?
    ) throws -> Finding {
        guard let metric = comparison.metric else { return .undecided(.unfitting(subject.code)) }
        let measured = try reading(of: metric, subject, days: days)
        if case .missing(let reason) = measured, reason.isDispute { return .undecided(reason) }
        var required: ExactFraction? = limit
        if let share = comparison.share {
            switch try reading(of: share.base, subject, days: days, isBase: true) {
            case .number(let base) where base > .zero:
                required = limit.times(base).flatMap { $0.divided(by: share.amount) }
            case .number:
                if comparison.emptyBaseMeets { return Finding(truth: .met, reason: .nothingToFallShort(share.base)) }
                return .undecided(.emptyBase(share.base))
            case .missing(let reason): return .undecided(reason)
            case .range: return .undecided(.disputed(share.base))
            case .truth: return .undecided(.unfitting(share.base))
            }
        }
        guard let required else { return .undecided(.tooLarge(metric)) }
        switch measured {
        case .number(let number):
            let figures = Judgement.Figures(
                metric: metric, measured: number, relation: comparison.relation, required: required, days: days)
            return Finding(truth: Truth(comparison.relation.holds(number, required)), reason: .compared(figures))
        case .range(let low, let high):
            let truth = comparison.relation.holds(low, through: high, required)
            guard truth != .undecided else {
                if case .query? = formula(for: metric, subject)?.formula { return .undecided(.disputed(metric)) }
                return .undecided(.undecidedItems(metric))
            }
            let nearer = comparison.relation.isUpward ? high : low
            let figures = Judgement.Figures(
                metric: metric, measured: nearer, relation: comparison.relation, required: required, days: days)
            return Finding(truth: truth, reason: .compared(figures))
        case .missing(let reason): return .undecided(reason)
        case .truth: return .undecided(.unfitting(metric))
        }
    }
}

extension Comparison {
    /// What the limit is a share of: a hundred of the base for a percentage, else so many of it.
    fileprivate var share: (base: String, amount: ExactFraction)? {
        if let base { return (base, unit == "%" ? .hundred : ExactFraction(1)) }
        if case .base(let name, let amount, _)? = per { return (name, ExactFraction(amount)) }
        return nil
    }
}

extension Reason {
    /// Whether no other window can say more: people disagree, or no record of the kind was ever made.
    fileprivate var endsSearch: Bool {
        switch self {
        case .disputed, .unanswered: true
        default: false
        }
    }

    /// Whether a count lies above its limit already, which no later event changes.
    fileprivate var isExceeded: Bool {
        if case .compared(let figures) = self, let required = figures.required {
            figures.measured > required
        } else {
            false
        }
    }
}

extension Relation {
    var isUpward: Bool { self == .atLeast || self == .moreThan }

    /// Whether a number meets what is required.
    public func holds(_ measured: ExactFraction, _ required: ExactFraction) -> Bool {
        switch self {
        case .atLeast: measured >= required
        case .moreThan: measured > required
        case .atMost: measured <= required
        case .lessThan: measured < required
        case .equal: measured == required
        }
    }

    /// Whether the relation holds wherever between two numbers the measured one lies.
    func holds(_ low: ExactFraction, through high: ExactFraction, _ required: ExactFraction) -> Truth {
        if self == .equal, low < required, required < high { return .undecided }
        let (first, last) = (holds(low, required), holds(high, required))
        return first == last ? Truth(first) : .undecided
    }
}

extension Value? {
    /// Whether nothing was recorded; a value that somebody cleared or erased says nothing.
    var isEmpty: Bool {
        switch self {
        case nil, .null?, .erased?: true
        default: false
        }
    }
}

extension ClosedRange<CalendarDate> {
    /// As in `2011-03-01..2011-03-31`.
    var text: String { "\(lowerBound)..\(upperBound)" }
}
