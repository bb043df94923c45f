import SyncProtocol
import Testing
import Values

@testable import Standards

/// Makes input in which a threshold is met or not, by going backwards through it.
struct Wanted {
    let standard: Standard
    var values = recorded()

    init(_ standard: Standard) { self.standard = standard }

    mutating func make(_ indicator: Indicator, _ wish: Bool, choosing choice: Int = 0) {
        if let condition = indicator.applicability { make(condition, true) }
        if indicator.assessment == .judgement {
            values.decisions[indicator.code] = wish
        } else if case .cases(let cases)? = indicator.threshold {
            for earlier in cases[..<choice] { if let condition = earlier.when { make(condition, false) } }
            if let condition = cases[choice].when { make(condition, true) }
            make(cases[choice].then, of: indicator, wish)
        } else if let threshold = indicator.threshold {
            make(threshold, of: indicator, wish)
        } else {
            values.decisions[indicator.code] = wish
        }
    }

    mutating func make(_ check: Check, of indicator: Indicator, _ wish: Bool) {
        guard let threshold = check.threshold, case .comparison(let comparison) = threshold, comparison.metric != nil
        else {
            values.decisions[check.code] = wish
            return
        }
        make(threshold, of: indicator, wish)
    }

    private mutating func make(_ threshold: Threshold, of indicator: Indicator, _ wish: Bool) {
        switch threshold {
        case .comparison(let comparison): make(comparison, of: indicator, wish)
        case .trend(let trend):
            let isUp = (trend.direction == .increasing) == wish
            values.values[trend.metric] = .integer(isUp ? 60 : 40)
            values.values["\(trend.metric).previous"] = .integer(50)
        case .all(let parts), .any(let parts): for part in parts { make(part, of: indicator, wish) }
        case .cases: Issue.record("cases within a threshold of \(indicator.code) are not generated")
        case .allChecks, .anyCheck: for check in indicator.checks { make(check, of: indicator, wish) }
        }
    }

    private mutating func make(_ comparison: Comparison, of indicator: Indicator, _ wish: Bool) {
        guard let metric = comparison.metric else {
            values.decisions[indicator.code] = wish
            return
        }
        switch comparison.limit {
        case .boolean(let flag): values.values[metric] = .boolean(flag == wish)
        case .number(let limit):
            var required = ExactFraction(limit)
            if let base = comparison.base {
                values.values[base] = .integer(1_000)
                required = required.times(10) ?? required
            }
            if case .base(let name, let amount, _)? = comparison.per {
                let held: Int64 = if case .integer(let number)? = values.values[name] { number } else { 1_300 }
                values.values[name] = .integer(held)
                required = required.times(ExactFraction(held))?.divided(by: ExactFraction(amount)) ?? required
            }
            values.values[metric] = .decimal(number(comparison.relation, required, wish))
        }
    }

    /// A number just on the wanted side of the limit.
    private func number(_ relation: Relation, _ limit: ExactFraction, _ wish: Bool) -> ExactDecimal {
        let step: ExactFraction =
            switch (relation, wish) {
            case (.atLeast, true), (.atMost, true), (.equal, true), (.moreThan, false), (.lessThan, false): 0
            case (.atLeast, false), (.lessThan, true): -1
            case (.atMost, false), (.moreThan, true), (.equal, false): 1
            }
        return decimal(limit.plus(step)?.description ?? "0")
    }

    mutating func make(_ condition: Condition, _ wish: Bool) {
        switch condition {
        case .all(let parts), .any(let parts): for part in parts { make(part, wish) }
        case .attribute(let attribute, let test, let literal):
            values.values[attribute.name] = value(test, literal, wish)
        }
    }

    private func value(_ test: Condition.Test, _ literal: Condition.Literal, _ wish: Bool) -> Value? {
        switch (test, literal) {
        case (_, .none): (test == .different) == wish ? .text("有") : nil
        case (.contains, .word(let word)): .tuple(wish ? [.text(word)] : [])
        case (.containsNot, .word(let word)): .tuple(wish ? [] : [.text(word)])
        case (_, .word(let word)): .choice((test == .equal) == wish ? word : "other")
        case (_, .boolean(let flag)): .boolean(flag == ((test == .equal) == wish))
        case (_, .number(let limit)):
            Relation(rawValue: test.rawValue).map { .decimal(number($0, ExactFraction(limit), wish)) }
        }
    }
}
