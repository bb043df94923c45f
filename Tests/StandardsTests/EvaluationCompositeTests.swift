import Standards
import SyncProtocol
import Testing
import Values

@Suite("Judging composites and decisions") struct EvaluationCompositeTests {
    private let rooms = Indicator.sample(
        "X-1", .allChecks, kind: .composite,
        checks: [
            .sample("X-1.1"), .sample("X-1.2", .compare("courts", .atLeast, "1"), kind: .count),
            .sample("X-1.3", nil, kind: .percentage, assessment: .report),
            .sample("X-1.4", .isTrue(nil), assessment: .judgement),
        ])

    @Test("all checks: the first that is not met fails, whatever the others are")
    func firstFailing() {
        let judgement = judge(rooms, recorded(["X-1.1": .boolean(false)]))
        #expect(judgement.outcome == .fail)
        #expect(judgement.reason.en.contains("X-1.1"))
        #expect(judge(rooms, recorded(["courts": .integer(0)])).outcome == .fail)
    }

    @Test("all checks: while a deciding check is open and none has failed there is no result")
    func open() {
        #expect(judge(rooms, recorded(["X-1.1": .boolean(true)])).outcome == .noData)
        #expect(judge(rooms, recorded(["courts": .integer(2)])).outcome == .noData)
    }

    @Test("checks without a threshold, reported or left to judgement are recorded and do not decide")
    func undeciding() {
        let judgement = judge(
            rooms,
            recorded([
                "X-1.1": .boolean(true), "courts": .integer(1), "X-1.3": .boolean(false), "X-1.4": .boolean(false),
            ]))
        #expect(judgement.outcome == .pass)
        #expect(judgement.checks.map(\.outcome) == [.pass, .pass, .reportOnly, .reportOnly])
        #expect(
            judgement.checks.map(\.explanation) == [
                "true (== true)", "courts = 1 (courts >= 1)", "false", "false (== true)",
            ])
    }

    @Test("any check: the first that is met passes, all that are not met fail, else there is no result")
    func any() {
        let indicator = Indicator.sample(
            "X-1", .anyCheck, kind: .composite, checks: [.sample("X-1.1"), .sample("X-1.2")])
        func outcome(_ values: [String: Value]) -> Outcome { judge(indicator, recorded(values)).outcome }
        #expect(outcome(["X-1.2": .boolean(true)]) == .pass)
        #expect(outcome(["X-1.1": .boolean(false), "X-1.2": .boolean(true)]) == .pass)
        #expect(outcome(["X-1.1": .boolean(false)]) == .noData)
        #expect(outcome(["X-1.1": .boolean(false), "X-1.2": .boolean(false)]) == .fail)
    }

    @Test("where no check decides, only a decision by the indicator's code does")
    func noneDeciding() {
        let indicator = Indicator.sample(
            "X-1", .allChecks, kind: .composite, checks: [.sample("X-1.1", nil), .sample("X-1.2", nil)])
        #expect(judge(indicator, recorded(["X-1.1": .boolean(true)])).outcome == .noData)
        #expect(judge(indicator, recorded(["X-1": .boolean(false)])).outcome == .fail)
        let empty = Indicator.sample("X-1", .allChecks, kind: .composite)
        #expect(judge(empty, recorded()).outcome == .noData)
    }

    @Test("a decision on a composite counts while the checks leave it open, and loses against them with a remark")
    func decisionOnComposite() {
        #expect(judge(rooms, recorded(["X-1": .boolean(true)])).outcome == .pass)
        #expect(judge(rooms, recorded(["X-1": .boolean(false), "X-1.1": .boolean(true)])).outcome == .fail)
        let contradicted = judge(rooms, recorded(["X-1": .boolean(true), "X-1.1": .boolean(false)]))
        #expect(contradicted.outcome == .fail)
        #expect(contradicted.reason.en.contains("decided otherwise"))
        let agreed = judge(rooms, recorded(["X-1": .boolean(false), "X-1.1": .boolean(false)]))
        #expect(!agreed.reason.en.contains("decided otherwise"))
    }

    @Test("on a composite left to judgement a direct decision wins, else its checks decide")
    func judgementComposite() {
        let indicator = Indicator.sample(
            "X-1", .allChecks, kind: .composite, assessment: .judgement, checks: [.sample("X-1.1"), .sample("X-1.2")])
        func outcome(_ values: [String: Value]) -> Outcome { judge(indicator, recorded(values)).outcome }
        #expect(outcome([:]) == .noData)
        #expect(outcome(["X-1.1": .boolean(false)]) == .fail)
        #expect(outcome(["X-1.1": .boolean(true), "X-1.2": .boolean(true)]) == .pass)
        #expect(outcome(["X-1": .boolean(true), "X-1.1": .boolean(false)]) == .pass)
        #expect(outcome(["X-1": .boolean(false), "X-1.1": .boolean(true), "X-1.2": .boolean(true)]) == .fail)
    }

    @Test("text evidence and judgement are decided by the inspector alone")
    func judgement() {
        let indicator = Indicator.sample("X-1", nil, kind: .textEvidence, assessment: .judgement)
        let open = judge(indicator, recorded())
        #expect(open.outcome == .noData)
        #expect(open.reason.en.contains("X-1"))
        #expect(judge(indicator, recorded(["X-1": .boolean(true)])).outcome == .pass)
        #expect(judge(indicator, recorded(["X-1": .boolean(false)])).outcome == .fail)
        let measured = Indicator.sample("X-1", .compare("n", .atLeast, "1"), kind: .count, assessment: .judgement)
        #expect(judge(measured, recorded(["n": .integer(1)])).outcome == .noData)
        #expect(judge(measured, recorded(["n": .integer(1), "X-1": .boolean(false)])).outcome == .fail)
    }

    @Test("a yes or no by code stands for the one boolean metric while that is not recorded")
    func booleanMetric() {
        let indicator = Indicator.sample("X-1", .isTrue("has_square"), kind: .boolean)
        #expect(judge(indicator, recorded(["X-1": .boolean(true)])).outcome == .pass)
        #expect(judge(indicator, recorded(["X-1": .boolean(false)])).outcome == .fail)
        let both = judge(indicator, recorded(["X-1": .boolean(true), "has_square": .boolean(false)]))
        #expect(both.outcome == .fail)
        #expect(both.reason.en.contains("decided otherwise"))
        let without = Indicator.sample("X-1", .isTrue(nil), kind: .boolean)
        #expect(judge(without, recorded()).outcome == .noData)
        #expect(judge(without, recorded(["X-1": .boolean(true)])).outcome == .pass)
        #expect(judge(without, recorded().with { $0.decisions["X-1"] = false }).outcome == .fail)
    }

    @Test("a yes or no by code says nothing on a purely numeric indicator")
    func numeric() {
        let indicator = Indicator.sample("X-1", .compare("n", .atLeast, "1"))
        #expect(judge(indicator, recorded(["X-1": .boolean(true)])).outcome == .noData)
        let bare = Indicator.sample("X-1", nil, kind: .count, facts: [.sample("n")])
        #expect(judge(bare, recorded(["X-1": .boolean(true), "n": .integer(1)])).outcome == .noData)
    }

    @Test("a check's code stands for the whole check while its metric is not known, and no longer")
    func checkWithMetric() {
        let indicator = Indicator.sample(
            "X-1", .allChecks, kind: .composite,
            checks: [.sample("X-1.1", .compare("done", .equal, "100", "%", base: "all"), kind: .percentage)])
        #expect(judge(indicator, recorded(["X-1.1": .boolean(true)])).outcome == .pass)
        #expect(judge(indicator, recorded(["X-1.1": .boolean(false)])).outcome == .fail)
        let measured: [String: Value] = ["X-1.1": .boolean(true), "done": .integer(1), "all": .integer(2)]
        #expect(judge(indicator, recorded(measured)).outcome == .fail)
        let baseless: [String: Value] = ["X-1.1": .boolean(true), "done": .integer(1)]
        #expect(judge(indicator, recorded(baseless)).outcome == .noData)
        #expect(
            judge(indicator, recorded(["X-1.1": .boolean(true)]).with { $0.disputed = ["X-1.1"] }).outcome == .noData)
        #expect(
            judge(indicator, recorded(["X-1.1": .boolean(true)]).with { $0.disputed = ["done"] }).outcome == .noData)
    }

    @Test("a threshold beside checks decides by itself, and the checks are still shown")
    func besideChecks() {
        let indicator = Indicator.sample(
            "X-1", .all([.isTrue("fixed_points"), .compare("exposed", .equal, "0")]), kind: .composite,
            formulas: ["fixed_points": .check("X-1.1")],
            checks: [.sample("X-1.1"), .sample("X-1.2", .compare("exposed", .equal, "0"))])
        let met = judge(indicator, recorded(["X-1.1": .boolean(true), "exposed": .integer(0)]))
        #expect(met.outcome == .pass)
        #expect(met.checks.map(\.outcome) == [.pass, .pass])
        #expect(met.numbers.map(\.name) == ["fixed_points", "exposed"], "no number is listed twice")
        #expect(judge(indicator, recorded(["X-1.1": .boolean(false)])).outcome == .fail)
        #expect(judge(indicator, recorded(["X-1.1": .boolean(true)])).outcome == .noData)
        #expect(judge(indicator, recorded(["X-1": .boolean(true)])).outcome == .pass)
        let recordedDirectly: [String: Value] = [
            "fixed_points": .boolean(true), "X-1.1": .boolean(false), "exposed": .integer(0),
        ]
        #expect(judge(indicator, recorded(recordedDirectly)).outcome == .pass)
    }

    @Test("a threshold indicator without a threshold waits for a decision")
    func withoutThreshold() {
        let indicator = Indicator.sample("X-1", nil, kind: .boolean)
        #expect(judge(indicator, recorded()).outcome == .noData)
        #expect(judge(indicator, recorded(["X-1": .boolean(true)])).outcome == .pass)
        #expect(judge(indicator, recorded(["X-1": .boolean(true)]).with { $0.disputed = ["X-1"] }).outcome == .noData)
    }
}
