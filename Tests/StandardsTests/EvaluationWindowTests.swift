import Standards
import SyncProtocol
import Testing
import Values

@Suite("Judging frequencies in windows") struct EvaluationWindowTests {
    private let lectures = Query(name: "activities", arguments: ["kind": "health_lecture"])

    private func indicator(_ relation: Relation, _ limit: String, _ window: Window) -> Indicator {
        .sample(
            "X-1", .compare("lectures", relation, limit, "{次}", per: .window(window)), kind: .frequency,
            formulas: ["lectures": .query(lectures)])
    }

    /// EvaluationInput in which activities were held on some days; no day at all means that none was ever recorded.
    private func held(_ days: [String], on date: String) -> RecordedValues {
        let held = days.map(day)
        return recorded(on: date).with {
            $0.answering = { _, range in
                guard !held.isEmpty, let range else { return nil }
                return Measured(number: ExactFraction(Int64(held.count { range.contains($0) })), source: "activities")
            }
        }
    }

    private let monthly = Window(count: 1, unit: .month)

    @Test("a value recorded in the inspection is the value per window")
    func direct() {
        let values = held(["2011-06-01"], on: "2011-06-30")
        #expect(judge(indicator(.atLeast, "2", monthly), values).outcome == .fail)
        let direct = values.with { $0.values["lectures"] = .integer(2) }
        let judgement = judge(indicator(.atLeast, "2", monthly), direct)
        #expect(judgement.outcome == .pass)
        #expect(judgement.comparison?.days == nil)
    }

    @Test("at least: the running window counts as soon as it is met, and is named")
    func runningMet() {
        let judgement = judge(indicator(.atLeast, "1", monthly), held(["2011-06-30"], on: "2011-06-30"))
        #expect(judgement.outcome == .pass)
        #expect(judgement.threshold == "lectures >= 1 {次} per mo [2011-06-01..2011-06-30]")
        #expect(judgement.numbers.map(\.source) == ["2011-06-01..2011-06-30: activities"])
        #expect(judgement.reason.en.contains("in 2011-06-01..2011-06-30"))
    }

    @Test("at least: while the running window is open the last complete one is judged")
    func lastComplete() {
        let met = judge(indicator(.atLeast, "1", monthly), held(["2011-05-31"], on: "2011-06-30"))
        #expect(met.outcome == .pass)
        #expect(met.threshold.hasSuffix("[2011-05-01..2011-05-31]"))
        #expect(judge(indicator(.atLeast, "1", monthly), held(["2011-04-30"], on: "2011-06-30")).outcome == .fail)
        #expect(judge(indicator(.moreThan, "1", monthly), held(["2011-05-31"], on: "2011-06-30")).outcome == .fail)
    }

    @Test("where no record of the kind was ever made there is no data")
    func never() {
        let judgement = judge(indicator(.atLeast, "1", monthly), held([], on: "2011-06-30"))
        #expect(judgement.outcome == .noData)
        #expect(judgement.reason.en.contains("lectures"))
        #expect(judge(indicator(.equal, "0", monthly), held([], on: "2011-06-30")).outcome == .noData)
    }

    @Test(
        "the last day of a window and the first of the next are told apart",
        arguments: [
            (Window(count: 1, unit: .day), "2011-06-30", "2011-06-29", "2011-06-28"),
            (Window(count: 1, unit: .week), "2011-07-04", "2011-06-27", "2011-06-26"),
            (Window(count: 1, unit: .week), "2011-07-03", "2011-06-20", "2011-06-19"),
            (Window(count: 1, unit: .month), "2012-03-31", "2012-02-29", "2012-01-31"),
            (Window(count: 2, unit: .month), "2011-06-30", "2011-04-30", "2011-02-28"),
            (Window(count: 2, unit: .month), "2011-07-01", "2011-05-01", "2011-04-30"),
            (Window(count: 1, unit: .quarter), "2011-07-01", "2011-04-01", "2011-03-31"),
            (Window(count: 1, unit: .year), "2012-01-01", "2011-01-01", "2010-12-31"),
            (Window(count: 3, unit: .year), "2013-07-01", "2008-01-01", "2007-12-31"),
        ])
    func boundaries(window: Window, date: String, within: String, before: String) {
        #expect(judge(indicator(.atLeast, "1", window), held([within], on: date)).outcome == .pass)
        #expect(judge(indicator(.atLeast, "1", window), held([before], on: date)).outcome == .fail)
    }

    @Test("at most, less than and equal: the running window fails as soon as the limit is exceeded")
    func exceeded() {
        for relation in [Relation.atMost, .equal] {
            let none = indicator(relation, "0", monthly)
            #expect(judge(none, held(["2011-06-02"], on: "2011-06-30")).outcome == .fail)
            #expect(judge(none, held(["2011-05-02"], on: "2011-06-30")).outcome == .fail)
            #expect(judge(none, held(["2011-04-02"], on: "2011-06-30")).outcome == .pass)
        }
        let lessThanTwo = indicator(.lessThan, "2", monthly)
        #expect(judge(lessThanTwo, held(["2011-06-02", "2011-06-03"], on: "2011-06-30")).outcome == .fail)
        #expect(judge(lessThanTwo, held(["2011-06-02", "2011-05-03"], on: "2011-06-30")).outcome == .pass)
    }

    @Test("equal to a number that the running window has reached but may still pass: the complete one is judged")
    func equalOpen() {
        let two = indicator(.equal, "2", monthly)
        let days = ["2011-06-02", "2011-06-03"]
        #expect(judge(two, held(days, on: "2011-06-30")).outcome == .fail)
        #expect(judge(two, held(days + ["2011-05-01", "2011-05-02"], on: "2011-06-30")).outcome == .pass)
        #expect(judge(two, held(days + ["2011-06-04", "2011-05-01", "2011-05-02"], on: "2011-06-30")).outcome == .fail)
    }

    @Test("a formula of recorded facts gives the value per window without asking any record")
    func recordedFormula() {
        let indicator = Indicator.sample(
            "X-1", .compare("sessions", .atLeast, "3", per: .window(Window(count: 1, unit: .week))),
            formulas: ["sessions": .metric("sessions_per_week")])
        #expect(judge(indicator, recorded(["sessions_per_week": .integer(3)])).outcome == .pass)
        #expect(judge(indicator, recorded(["sessions_per_week": .integer(2)])).outcome == .fail)
        #expect(judge(indicator, recorded()).outcome == .noData)
    }

    @Test("two indicators that give one metric different formulas each use their own")
    func ownFormula() throws {
        let stations = Query(name: "activities", arguments: ["kind": "health_lecture", "by": "station"])
        let first = indicator(.atLeast, "1", monthly)
        let second = Indicator.sample(
            "X-2", .compare("lectures", .atLeast, "1", per: .window(Window(count: 2, unit: .month))),
            formulas: ["lectures": .query(stations)])
        let values = recorded().with {
            $0.answering = { query, _ in Measured(number: query == stations ? 0 : 1, source: "") }
        }
        let judgements = try Evaluator(.sample([first, second])).judgeAll(under: values)
        #expect(judgements.map(\.outcome) == [.pass, .fail])
    }

    @Test("a disputed count is no result in any window")
    func disputed() {
        let values = held(["2011-06-30"], on: "2011-06-30").with { $0.disputed = ["lectures"] }
        #expect(judge(indicator(.atLeast, "1", monthly), values).outcome == .noData)
    }

    @Test("at the edge of the calendar there is no window and no crash")
    func edge() {
        let years = indicator(.atLeast, "1", Window(count: 3, unit: .year))
        #expect(judge(years, held(["0002-01-01"], on: "0002-05-05")).outcome == .noData)
        #expect(judge(years, held(["0004-01-01"], on: "0004-05-05")).outcome == .noData)
    }
}
