import Standards
import SyncProtocol
import Testing
import Values

/// Holds golden cases against the evaluator and says, for each that comes out otherwise, how.
struct GoldenRun {
    private let standard: Standard
    private let evaluators: [Bool: Evaluator]
    private let indicators: [String: Indicator]

    init(_ standard: Standard) {
        self.standard = standard
        evaluators = [
            true: Evaluator(standard, includesDisabled: true), false: Evaluator(standard, includesDisabled: false),
        ]
        indicators = Dictionary(standard.indicators.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func mismatches(of cases: [GoldenCase]) throws -> [String] {
        #expect(!cases.isEmpty)
        return try cases.flatMap { golden in
            let indicator = try #require(indicators[golden.indicator], "\(golden.indicator)")
            let evaluator = try #require(evaluators[golden.includesDisabled ?? false])
            let judgement = try evaluator.judge(indicator, under: try golden.facts.input())
            return try differences(golden.expect, judgement, indicator).map {
                "\(golden.indicator), \(golden.name): \($0)"
            }
        }
    }

    func mismatches(of inspection: GoldenInspection) throws -> [String] {
        let evaluator = try #require(evaluators[inspection.includesDisabled])
        let input = try inspection.facts.input()
        let together = try evaluator.judgeAll(under: input)
        #expect(together.map(\.code) == standard.indicators.map(\.code))
        return try zip(together, standard.indicators).flatMap { judgement, indicator in
            let expected = inspection.expect[indicator.code] ?? "nothing"
            let alone = try evaluator.judge(indicator, under: input)
            return [("with the others", judgement), ("alone", alone)].compactMap { how, judgement in
                judgement.outcome.rawValue == expected
                    ? nil : "\(indicator.code) \(how): \(judgement.outcome), expected \(expected)"
            }
        }
    }

    private func differences(
        _ expected: GoldenCase.Expectation, _ judgement: Judgement, _ indicator: Indicator
    ) throws -> [String] {
        guard judgement.outcome.rawValue == expected.outcome else {
            return ["\(judgement.outcome), expected \(expected.outcome); the software says: \(judgement.reason.en)"]
        }
        return try checkDifferences(expected.checks ?? [:], judgement)
            + thresholdDifferences(expected, judgement, indicator)
            + figureDifference(expected, judgement, indicator)
    }

    private func checkDifferences(_ expected: [String: String], _ judgement: Judgement) -> [String] {
        expected.sorted { $0.key < $1.key }.compactMap { code, outcome in
            let found = judgement.checks.first { $0.code == code }?.outcome.rawValue
            return found == outcome ? nil : "check \(code) is \(found ?? "not told of"), expected \(outcome)"
        }
    }

    /// What was applied, and that it is said which condition chose it.
    private func thresholdDifferences(
        _ expected: GoldenCase.Expectation, _ judgement: Judgement, _ indicator: Indicator
    ) -> [String] {
        guard let threshold = expected.threshold else { return [] }
        var differences: [String] = []
        if judgement.threshold != threshold {
            differences.append("threshold \(judgement.threshold), expected \(threshold)")
        }
        if case .cases? = indicator.threshold, judgement.condition.isEmpty {
            differences.append("no condition is told, though one chose the threshold")
        }
        return differences
    }

    /// The figures of the comparison that decided must be one of those that were compared, to the last digit.
    private func figureDifference(
        _ expected: GoldenCase.Expectation, _ judgement: Judgement, _ indicator: Indicator
    ) throws -> [String] {
        let isDecided = judgement.outcome == .pass || judgement.outcome == .fail
        guard let applied = expected.applied, isDecided else { return [] }
        guard let figures = judgement.comparison else {
            return indicator.isOneComparison ? ["no figures, expected \(applied)"] : []
        }
        let matches = try applied.contains { entry in
            let required = try GoldenFacts.fraction(entry.required)
            let days = entry.from.flatMap { from in entry.to.map { [from, $0] } }
            return try figures.metric == entry.metric && figures.relation.rawValue == entry.op
                && figures.measured == GoldenFacts.fraction(entry.measured) && figures.required == required
                && figures.days.map { [$0.lowerBound.description, $0.upperBound.description] } == days
        }
        return matches ? [] : ["figures \(figures), expected \(applied)"]
    }
}

extension Indicator {
    /// Whether one comparison decides it, so that its result must come with figures.
    fileprivate var isOneComparison: Bool {
        switch threshold {
        case .comparison?, .cases?: true
        default: false
        }
    }
}
