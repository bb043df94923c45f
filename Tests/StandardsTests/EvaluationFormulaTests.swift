import SyncProtocol
import Testing
import Values

@testable import Standards

@Suite("Computing derived metrics") struct EvaluationFormulaTests {
    private func value(_ formula: Formula, _ values: [String: Value]) -> ExactFraction? {
        let indicator = Indicator.sample("X-1", .compare("m", .atLeast, "0"), formulas: ["m": formula])
        return Evaluator(.sample([indicator])).number("m", under: recorded(values))
    }

    @Test("sums, differences, ratios and numbers are exact")
    func arithmetic() {
        let values: [String: Value] = [
            "a": .integer(7), "b": .decimal(decimal("0.5")), "z": .integer(0), "t": .boolean(true),
        ]
        #expect(value(.sum([.metric("a"), .metric("b"), .number(decimal("1.25"))]), values) == fraction(35, 4))
        #expect(value(.difference(.metric("b"), .metric("a")), values) == fraction(-13, 2))
        #expect(value(.ratio(.metric("b"), .metric("a"), times: decimal("1000")), values) == fraction(500, 7))
        #expect(value(.ratio(.metric("a"), .metric("z"), times: decimal("1")), values) == nil)
        #expect(value(.sum([.metric("t"), .metric("t")]), values) == 2)
        #expect(value(.sum([.metric("a"), .metric("missing")]), values) == nil)
        #expect(value(.sum([]), values) == 0)
        #expect(value(.metric("t"), values) == nil, "yes is no number by itself")
    }

    @Test("what was recorded under the metric's own name wins over its formula")
    func recordedFirst() {
        #expect(value(.number(decimal("5")), ["m": .integer(3)]) == 3)
        #expect(value(.number(decimal("5")), ["m": .null]) == 5)
    }

    @Test("a formula may use another derived metric, from any indicator")
    func chained() {
        let first = Indicator.sample(
            "X-1", .compare("half", .equal, "2"),
            formulas: ["half": .ratio(.metric("whole"), .number(decimal("2")), times: decimal("1"))])
        let second = Indicator.sample("X-2", nil, formulas: ["whole": .sum([.metric("a"), .metric("b")])])
        let values = recorded(["a": .integer(1), "b": .integer(3)])
        #expect(judge(first, beside: [second], values).outcome == .pass)
        #expect(judge(first, beside: [second], values).numbers.map(\.name) == ["a", "b", "whole", "half"])
    }

    @Test("formulas, checks and tallies that lead to themselves are no data, never endless")
    func cycles() {
        let metric = Indicator.sample(
            "X-1", .compare("m", .equal, "1"), formulas: ["m": .sum([.metric("n")]), "n": .metric("m")])
        #expect(judge(metric, recorded()).outcome == .noData)
        let check = Indicator.sample(
            "X-1", .isTrue("m"), kind: .composite, formulas: ["m": .check("X-1.1")],
            checks: [.sample("X-1.1", .isTrue("m"))])
        #expect(judge(check, recorded()).outcome == .noData)
        let tally = Indicator.sample(
            "X-1", .compare("m", .equal, "0"),
            formulas: ["m": .tally(.init(groups: ["G"], counts: .itemsUnmet))])
        #expect(judge(tally, recorded()).outcome == .noData)
        let windowed = Indicator.sample(
            "X-1", .compare("m", .equal, "0", per: .window(Window(count: 1, unit: .day))),
            formulas: ["m": .metric("n"), "n": .metric("m")])
        #expect(judge(windowed, recorded()).outcome == .noData)
        let condition = Indicator.sample(
            "X-1", .cases([.init(when: .community("m", .equal, .number("1")), then: .compare("a", .equal, "1"))]),
            formulas: ["m": .metric("m")])
        #expect(judge(condition, recorded()).outcome == .noData)
    }

    @Test("a condition may ask for a derived metric")
    func conditionOnFormula() {
        let indicator = Indicator.sample(
            "X-1", .cases([.init(when: .community("m", .atLeast, .number("2")), then: .compare("a", .equal, "1"))]),
            formulas: ["m": .sum([.metric("b"), .metric("c")])])
        let values: [String: Value] = ["a": .integer(1), "b": .integer(1), "c": .integer(1)]
        #expect(judge(indicator, recorded(values)).outcome == .pass)
    }

    private func item(_ code: String, _ group: String, assessment: Assessment = .threshold) -> Indicator {
        .sample(code, .isTrue(nil), kind: .boolean, assessment: assessment, group: group)
    }

    /// Four items in two groups, and an indicator that asks for both groups met and nothing unmet.
    private func tallies(_ values: [String: Value], _ change: (inout RecordedValues) -> Void = { _ in }) -> Judgement {
        let groups = ["A", "B"]
        let all = Indicator.sample(
            "X-1", .all([.compare("met", .equal, "2"), .compare("unmet", .equal, "0")]), group: "Z",
            formulas: [
                "met": .tally(.init(groups: groups, counts: .groupsMet)),
                "unmet": .tally(.init(groups: groups, counts: .itemsUnmet)),
            ])
        return judge(
            all, beside: [item("A-1", "A"), item("A-2", "A"), item("A-3", "A", assessment: .report), item("B-1", "B")],
            recorded(values).with(change))
    }

    @Test("a tally counts results of other indicators: all met passes, one failed fails")
    func tally() {
        let met: [String: Value] = ["A-1": .boolean(true), "A-2": .boolean(true), "B-1": .boolean(true)]
        let judgement = tallies(met)
        #expect(judgement.outcome == .pass)
        #expect(judgement.numbers.map { "\($0.name) \($0.value)" } == ["met 2", "unmet 0"])
        #expect(tallies(met.merging(["B-1": .boolean(false)]) { $1 }).outcome == .fail)
    }

    @Test("an item without data keeps a tally open, and one that failed decides though others are open")
    func openTally() {
        let open = tallies(["A-1": .boolean(true), "A-2": .boolean(true)])
        #expect(open.outcome == .noData)
        #expect(open.numbers.map { "\($0.name) \($0.value)" } == ["met 1..2", "unmet 0..1"])
        #expect(tallies([:]).outcome == .noData)
        #expect(tallies(["A-1": .boolean(false)]).outcome == .fail)
    }

    @Test("items that do not apply or are only reported stand in nobody's way")
    func exemptInTally() {
        let values: [String: Value] = ["A-1": .boolean(true), "A-2": .boolean(true)]
        #expect(tallies(values) { $0.exemptions["B-1"] = "无此设施" }.outcome == .pass)
    }

    @Test("an open tally within a sum or ratio is no data")
    func tallyInFormula() {
        let sum = Indicator.sample(
            "X-1", .compare("m", .atLeast, "0"), group: "Z",
            formulas: ["m": .sum([.tally(.init(groups: ["A"], counts: .itemsUnmet))])])
        #expect(judge(sum, beside: [item("A-1", "A")], recorded()).outcome == .noData)
        #expect(judge(sum, beside: [item("A-1", "A")], recorded(["A-1": .boolean(false)])).outcome == .pass)
    }

    @Test("a query is answered by the records, as of the date where no window is asked for")
    func query() {
        let query = Query(name: "rectifications", arguments: ["measure": "with_plan"])
        let other = Query(name: "rectifications", arguments: ["measure": "unmet"])
        let indicator = Indicator.sample(
            "X-1", .compare("planned", .equal, "100", "%", base: "unmet"),
            formulas: ["planned": .query(query), "unmet": .query(other)])
        let values = recorded().with {
            $0.answers[.init(query, days: nil)] = Measured(number: 3, source: "rectifications r1, r2, r3")
            $0.answers[.init(other, days: nil)] = Measured(number: 3, source: "baseline")
        }
        let judgement = judge(indicator, values)
        #expect(judgement.outcome == .pass)
        #expect(judgement.numbers.map(\.source) == ["rectifications r1, r2, r3", "baseline"])
        #expect(judge(indicator, recorded()).outcome == .noData)
        let difference = Indicator.sample(
            "X-1", .compare("m", .equal, "0"), formulas: ["m": .difference(.query(other), .query(query))])
        #expect(
            judge(difference, values).numbers.map(\.name) == [
                "rectifications(measure: unmet)", "rectifications(measure: with_plan)", "m",
            ])
    }

    @Test("an answer is asked for once in a run, however many indicators share the metric")
    func memo() throws {
        let counter = Counter()
        let formula: [String: Formula] = ["m": .query(Query(name: "q", arguments: [:]))]
        let indicators = (1...5).map {
            Indicator.sample("X-\($0)", .compare("m", .atLeast, "1"), formulas: $0 == 1 ? formula : [:])
        }
        let values = recorded().with {
            $0.answering = { _, _ in
                counter.count += 1
                return Measured(number: 1, source: "")
            }
        }
        let judgements = try Evaluator(.sample(indicators)).judgeAll(under: values)
        #expect(judgements.allSatisfy { $0.outcome == .pass && $0.numbers.count == 1 })
        #expect(counter.count == 1)
    }

    /// Used by one run on one thread.
    private final class Counter: @unchecked Sendable {
        var count = 0
    }

    @Test("the measured value of a metric is for others to compare with; a dispute leaves none")
    func measured() {
        let indicator = Indicator.sample(
            "X-1", .trend("rate", .increasing),
            formulas: ["rate": .ratio(.metric("a"), .metric("b"), times: decimal("100"))])
        let evaluator = Evaluator(.sample([indicator]))
        let values = recorded(["a": .integer(1), "b": .integer(4)])
        #expect(evaluator.number("rate", under: values) == 25)
        #expect(evaluator.number("a", under: values) == 1)
        #expect(evaluator.number("c", under: values) == nil)
        #expect(evaluator.number("rate", under: values.with { $0.disputed = ["a"] }) == nil)
        #expect(evaluator.number("a", under: values.with { $0.disputed = ["a"] }) == nil)
    }

    @Test("a dispute within a formula is told before what is missing, so that no decision settles it")
    func disputedOperand() {
        let sum = Formula.sum([.metric("a"), .metric("b")])
        for formula in [
            sum, .difference(.metric("a"), .metric("b")), .ratio(.metric("b"), .metric("a"), times: decimal("1")),
        ] {
            let indicator = Indicator.sample(
                "X-1", .allChecks, kind: .composite, formulas: ["m": formula],
                checks: [.sample("X-1.1", .compare("m", .atLeast, "1"))])
            let values = recorded(["X-1.1": .boolean(true), "X-1": .boolean(true)])
            #expect(judge(indicator, values).outcome == .pass)
            let judgement = judge(indicator, values.with { $0.disputed = ["b"] })
            #expect(judgement.outcome == .noData)
            #expect(judgement.reason.en.contains("disagree on b"))
        }
    }

    @Test("too large numbers within a formula are no data")
    func overflow() {
        let huge = Value.decimal(decimal(String(repeating: "9", count: 34)))
        #expect(
            value(.ratio(.metric("a"), .metric("b"), times: decimal("100000")), ["a": huge, "b": .integer(7)]) == nil)
        #expect(value(.sum(Array(repeating: .metric("a"), count: 3)), ["a": huge]) != nil)
    }
}

extension Evaluator {
    /// The value of a metric; `nil` when nothing gives a number, or when inspectors disagree on it.
    fileprivate func number(_ metric: String, under values: RecordedValues) -> ExactFraction? {
        if case .measured(let measured)? = try? known(metric, under: values) { measured.number } else { nil }
    }
}
