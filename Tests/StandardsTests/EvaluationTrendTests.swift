import Standards
import SyncProtocol
import Testing
import Values

@Suite("Judging trends") struct EvaluationTrendTests {
    private func rate(_ direction: Trend.Direction) -> Indicator {
        .sample("X-1", .trend("rate", direction), kind: .percentage, assessment: .trend, unit: "%")
    }

    private func outcome(_ indicator: Indicator, from previous: String, to current: String) -> Outcome {
        let values = recorded(["rate": .decimal(decimal(current))]).with {
            $0.previousValues[.init("rate", .previousRound)] =
                Measured(number: ExactFraction(decimal(previous)), source: "inspection 2011-01-01")
        }
        return judge(indicator, values).outcome
    }

    @Test(
        "increasing: more is met, less is not, the same only at 100 %",
        arguments: [
            ("80", "80.000001", Outcome.pass), ("80", "79.9", .fail), ("80", "80", .fail), ("100", "100", .pass),
            ("0", "0", .fail), ("100", "99", .fail),
        ])
    func increasing(previous: String, current: String, expected: Outcome) {
        #expect(outcome(rate(.increasing), from: previous, to: current) == expected)
    }

    @Test(
        "decreasing: less is met, more is not, the same only at zero",
        arguments: [
            ("8", "7", Outcome.pass), ("8", "9", .fail), ("8", "8", .fail), ("0", "0", .pass), ("0", "1", .fail),
            ("100", "100", .fail),
        ])
    func decreasing(previous: String, current: String, expected: Outcome) {
        #expect(outcome(rate(.decreasing), from: previous, to: current) == expected)
    }

    @Test("100 is the best end of a percentage only")
    func bestEnd() {
        let count = Indicator.sample("X-1", .trend("rate", .increasing), assessment: .trend, unit: "{次}")
        #expect(outcome(count, from: "100", to: "100") == .fail)
    }

    @Test("without a value before there is no data, and the reason says how to record it")
    func noPrevious() {
        let judgement = judge(rate(.increasing), recorded(["rate": .integer(80)]))
        #expect(judgement.outcome == .noData)
        #expect(judgement.reason.en.contains("rate.previous"))
        #expect(judge(rate(.increasing), recorded(["rate.previous": .integer(80)])).outcome == .noData)
    }

    @Test("history on paper, recorded in the inspection, wins over earlier inspections")
    func onPaper() {
        let values = recorded(["rate": .integer(80), "rate.previous": .integer(79)]).with {
            $0.previousValues[.init("rate", .previousRound)] = Measured(number: 90, source: "inspection")
        }
        let judgement = judge(rate(.increasing), values)
        #expect(judgement.outcome == .pass)
        #expect(judgement.numbers.map { "\($0.name) \($0.value)" } == ["rate 80", "rate.previous 79"])
        #expect(judge(rate(.increasing), values.with { $0.disputed = ["rate.previous"] }).outcome == .noData)
        #expect(judge(rate(.increasing), values.with { $0.values["rate.previous"] = .null }).outcome == .fail)
    }

    @Test("the year before and the round before are different questions")
    func predecessor() {
        let yearly = Indicator.sample("X-1", .trend("cases", .decreasing, .previousYear), assessment: .trend)
        let values = recorded(["cases": .integer(3)]).with {
            $0.previousValues[.init("cases", .previousRound)] = Measured(number: 2, source: "")
            $0.previousValues[.init("cases", .previousYear)] = Measured(number: 4, source: "")
        }
        #expect(judge(yearly, values).outcome == .pass)
    }

    private let resolution: Formula = .ratio(.metric("resolved"), .metric("disputes"), times: decimal("100"))

    @Test("a trend of a rate that nobody records is computed, and names what went in")
    func computed() {
        let indicator = Indicator.sample(
            "X-1", .trend("rate", .increasing), assessment: .trend, unit: "%", formulas: ["rate": resolution])
        let values = recorded(["resolved": .integer(2), "disputes": .integer(3), "rate.previous": .integer(66)])
        let judgement = judge(indicator, values)
        #expect(judgement.outcome == .pass)
        #expect(judgement.numbers.map(\.name) == ["resolved", "disputes", "rate", "rate.previous"])
        #expect(judgement.numbers.map(\.value) == ["2", "3", "≈66.666667", "66"])
        #expect(judgement.numbers[2].source == "= 100 * resolved / disputes")
        #expect(judge(indicator, values.with { $0.values["disputes"] = nil }).outcome == .noData)
    }

    @Test("a rate of nothing is no data, except where the standard counts an empty set as met")
    func empty() {
        func indicator(_ emptyBaseMeets: Bool) -> Indicator {
            .sample(
                "X-1", .trend("rate", .increasing, emptyBaseMeets: emptyBaseMeets), assessment: .trend, unit: "%",
                formulas: ["rate": resolution])
        }
        let none = recorded(["resolved": .integer(0), "disputes": .integer(0), "rate.previous": .integer(90)])
        #expect(judge(indicator(false), none).outcome == .noData)
        #expect(judge(indicator(true), none).outcome == .pass)
        #expect(judge(indicator(true), recorded(["resolved": .integer(0)])).outcome == .noData)
    }

    @Test("a trend may stand under a computed assessment, and in a check")
    func elsewhere() {
        let threshold = Indicator.sample("X-1", .trend("rate", .increasing), assessment: .threshold, unit: "%")
        let rising = recorded(["rate": .integer(81), "rate.previous": .integer(80)])
        #expect(judge(threshold, rising).outcome == .pass)
        let composite = Indicator.sample(
            "X-1", .allChecks, kind: .composite,
            checks: [.sample("X-1.1", .trend("rate", .increasing), kind: .percentage, assessment: .trend)])
        #expect(judge(composite, rising).outcome == .pass)
        #expect(judge(composite, rising.with { $0.values["rate"] = .integer(80) }).outcome == .fail)
    }

    @Test("words and flags have no trend")
    func wrongType() {
        #expect(
            judge(rate(.increasing), recorded(["rate": .boolean(true), "rate.previous": .integer(1)])).outcome
                == .noData)
        #expect(
            judge(rate(.increasing), recorded(["rate": .integer(1), "rate.previous": .text("?")])).outcome == .noData)
    }

    @Test("a trend over a survey compares two rounds of it: without a new one there is no data")
    func survey() {
        let query = Query(name: "survey_rate", arguments: ["rate": "awareness_rate"])
        let indicator = Indicator.sample(
            "X-1", .trend("rate", .increasing), assessment: .trend, unit: "%",
            formulas: ["rate": .first([.metric("counted"), .query(query)])])
        func judged(_ now: String?, _ before: String?, _ values: [String: Value] = [:]) -> Judgement {
            judge(
                indicator,
                recorded(values).with {
                    $0.answers[.init(query, days: nil)] = Measured(number: 60, source: "", survey: now)
                    $0.previousValues[.init("rate", .previousRound)] = Measured(number: 50, source: "", survey: before)
                })
        }
        #expect(judged("2", "1").outcome == .pass)
        let unchanged = judged("2", "2")
        #expect(unchanged.outcome == .noData && unchanged.reason.en.contains("one round of the survey"))
        #expect(judged(nil, nil).outcome == .pass)
        #expect(judged("2", "2", ["rate": .integer(61)]).outcome == .pass, "recorded by hand: not of the survey")
        #expect(judged("2", "2", ["rate.previous": .integer(55)]).outcome == .pass, "on paper")
    }
}
