import SyncProtocol
import Testing
import Values

@testable import Standards

// Small standards written by hand, and what an inspection of them recorded.

func decimal(_ digits: String) -> ExactDecimal {
    guard let decimal = ExactDecimal(digits) else { fatalError("no number: \(digits)") }
    return decimal
}

func fraction(_ numerator: Int128, _ denominator: Int128 = 1) -> ExactFraction {
    guard let fraction = ExactFraction(numerator: numerator, denominator: denominator) else {
        fatalError("no fraction")
    }
    return fraction
}

func day(_ text: String) -> CalendarDate {
    guard let day = CalendarDate(text) else { fatalError("no day: \(text)") }
    return day
}

extension Threshold {
    static func compare(
        _ metric: String?, _ relation: Relation, _ limit: String, _ unit: String? = nil, base: String? = nil,
        per: Per? = nil, emptyBaseMeets: Bool = false
    ) -> Threshold {
        .comparison(
            Comparison(
                metric: metric, relation: relation, limit: .number(decimal(limit)), unit: unit, base: base, per: per,
                basis: nil, emptyBaseMeets: emptyBaseMeets))
    }

    static func isTrue(_ metric: String?, _ wanted: Bool = true) -> Threshold {
        .comparison(
            Comparison(
                metric: metric, relation: .equal, limit: .boolean(wanted), unit: nil, base: nil, per: nil, basis: nil,
                emptyBaseMeets: false))
    }

    static func trend(
        _ metric: String, _ direction: Trend.Direction, _ against: Trend.Predecessor = .previousRound,
        emptyBaseMeets: Bool = false
    ) -> Threshold {
        .trend(Trend(metric: metric, direction: direction, against: against, emptyBaseMeets: emptyBaseMeets))
    }
}

extension Check {
    static func sample(
        _ code: String, _ threshold: Threshold? = .isTrue(nil), kind: Kind = .boolean,
        assessment: Assessment = .threshold
    ) -> Check {
        Check(
            code: code, title: Localized(zh: "检查", en: "check"), kind: kind, assessment: assessment,
            threshold: threshold,
            unit: nil)
    }
}

extension FactDeclaration {
    static func sample(
        _ name: String, _ type: FactType = .integer, _ unit: String? = nil, choices: [String] = []
    ) -> FactDeclaration {
        FactDeclaration(
            name: name, type: type, unit: unit, title: Localized(zh: "", en: ""),
            choices: choices.map { Field.Choice(code: $0, title: Localized(zh: "\($0)项", en: "\($0) one")) })
    }
}

extension Indicator {
    static func sample(
        _ code: String = "X-1", _ threshold: Threshold?, kind: Kind = .count, assessment: Assessment = .threshold,
        group: String = "G", unit: String? = nil, facts: [FactDeclaration] = [], formulas: [String: Formula] = [:],
        checks: [Check] = [], applicability: Condition? = nil, isDisabled: Bool = false
    ) -> Indicator {
        Indicator(
            code: code, group: group, title: Localized(zh: "指标", en: "indicator"),
            requirement: Localized(zh: "", en: ""),
            kind: kind, assessment: assessment, threshold: threshold, unit: unit, appliesTo: ["community"],
            applicability: applicability, checks: checks, facts: facts, formulas: formulas, leadUnit: nil,
            responsibleUnit: nil, clause: "一(二)", sensitivity: nil, isDisabled: isDisabled)
    }
}

extension Standard {
    static func sample(_ indicators: [Indicator], scope: Condition? = nil) -> Standard {
        Standard(
            id: "sample", version: 1, title: Localized(zh: "样本", en: "sample"), documentNumber: nil, scope: scope,
            groups: Set(indicators.map(\.group)).sorted().map {
                Standard.IndicatorGroup(code: $0, title: Localized(zh: "组", en: "group"))
            },
            indicators: indicators, tasks: [], codeMap: [:])
    }
}

extension Condition {
    static func community(_ name: String, _ test: Test, _ literal: Literal) -> Condition {
        .attribute(Attribute(subject: "community", name: name), test, literal)
    }
}

extension Condition.Literal {
    static func number(_ digits: String) -> Condition.Literal { .number(decimal(digits)) }
}

/// An inspection on Thursday, 2011-06-30 in which so much was recorded.
func recorded(_ values: [String: Value] = [:], on date: String = "2011-06-30") -> RecordedValues {
    RecordedValues(date: day(date), values: values)
}

extension RecordedValues {
    func with(_ change: (inout RecordedValues) -> Void) -> RecordedValues {
        var changed = self
        change(&changed)
        return changed
    }
}

/// Judges an indicator, with the others that its standard has.
func judge(
    _ indicator: Indicator, beside others: [Indicator] = [], scope: Condition? = nil, includesDisabled: Bool = false,
    _ values: RecordedValues
) -> Judgement {
    let standard = Standard.sample([indicator] + others, scope: scope)
    do {
        let explained = try Evaluator(standard, includesDisabled: includesDisabled).judge(indicator, under: values)
        let bare = try Evaluator(standard, includesDisabled: includesDisabled, explains: false)
            .judge(indicator, under: values)
        #expect(bare.outcome == explained.outcome, "explaining must not change the result")
        #expect(!explained.reason.zh.isEmpty && !explained.reason.en.isEmpty, "every result has a reason")
        return explained
    } catch {
        fatalError("values in memory can always be read: \(error)")
    }
}
