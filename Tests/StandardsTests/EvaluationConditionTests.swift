import SyncProtocol
import Testing
import Values

@testable import Standards

@Suite("Judging under conditions") struct EvaluationConditionTests {
    private let space = Indicator.sample(
        "X-1",
        .cases([
            .init(
                when: .community("households", .lessThan, .number("1000")),
                then: .compare("area", .atLeast, "200", "m2")),
            .init(
                when: nil,
                then: .compare(
                    "area", .atLeast, "20", "m2",
                    per: .base(name: "households", amount: decimal("100"), unit: "{户}"))),
        ]), kind: .ratio)

    @Test(
        "below 1000 households the fixed limit holds, from 1000 on the one pro rata",
        arguments: [
            (999, "199.99", Outcome.fail), (999, "200", .pass), (1000, "199.99", .fail), (1000, "200", .pass),
            (1001, "200", .fail), (1001, "200.2", .pass),
        ])
    func households(count: Int64, area: String, outcome: Outcome) {
        let values = recorded(["households": .integer(count), "area": .decimal(decimal(area))])
        let judgement = judge(space, values)
        #expect(judgement.outcome == outcome)
        #expect(
            judgement.condition == (count < 1000 ? "" : "not (") + "community.households = \(count) < 1000"
                + (count < 1000 ? "" : ")"))
        #expect(judgement.threshold.hasSuffix(count < 1000 ? ">= 200 m2" : "per 100 {户} households"))
    }

    @Test("an attribute that nobody recorded leaves the case open and is named")
    func unknown() {
        let judgement = judge(space, recorded(["area": .integer(500)]))
        #expect(judgement.outcome == .noData)
        #expect(judgement.reason.en.contains("community.households"))
        #expect(judgement.condition == "community.households = unknown < 1000")
    }

    @Test("the inspection's own record wins over the area's, which names its source")
    func recordedFirst() {
        let known = recorded(["area": .integer(200)]).with {
            $0.attributes[.init(subject: "community", name: "households")] =
                .value(.integer(1005), from: "population_snapshot 2011-05-01")
        }
        let judgement = judge(space, known)
        #expect(judgement.outcome == .fail)
        #expect(judgement.numbers.first?.source == "population_snapshot 2011-05-01")
        #expect(judge(space, known.with { $0.values["households"] = .integer(998) }).outcome == .pass)
    }

    @Test("cases none of which holds are no data")
    func noCase() {
        let green = Indicator.sample(
            "X-1",
            .cases([
                .init(when: .community("age_class", .equal, .word("new")), then: .compare("green", .atLeast, "30")),
                .init(when: .community("age_class", .equal, .word("old")), then: .compare("green", .atLeast, "25")),
            ]))
        func outcome(_ age: String) -> Outcome {
            judge(green, recorded(["age_class": .choice(age), "green": .integer(27)])).outcome
        }
        #expect(outcome("new") == .fail)
        #expect(outcome("old") == .pass)
        let none = judge(green, recorded(["age_class": .choice("mixed"), "green": .integer(27)]))
        #expect(none.outcome == .noData)
        #expect(none.condition.contains("mixed"))
    }

    private func applies(_ condition: Condition, _ values: RecordedValues) -> Outcome {
        judge(Indicator.sample("X-1", .isTrue("flag"), kind: .boolean, applicability: condition), values).outcome
    }

    @Test("applicability that is false makes not applicable, one that is unknown no data, one that is true is judged")
    func applicability() {
        let condition = Condition.community("possible", .equal, .boolean(true))
        let met = recorded(["flag": .boolean(true)])
        #expect(applies(condition, met) == .noData)
        #expect(applies(condition, met.with { $0.values["possible"] = .boolean(false) }) == .notApplicable)
        #expect(applies(condition, met.with { $0.values["possible"] = .boolean(true) }) == .pass)
    }

    @Test("the scope of the standard counts as given while nobody knows")
    func scope() {
        let indicator = Indicator.sample("X-1", .isTrue("flag"), kind: .boolean)
        let scope = Condition.community("origin", .different, .word("village_converted"))
        let met = recorded(["flag": .boolean(true)])
        #expect(judge(indicator, scope: scope, met).outcome == .pass)
        #expect(judge(indicator, scope: scope, met.with { $0.values["origin"] = .choice("urban") }).outcome == .pass)
        let out = judge(indicator, scope: scope, met.with { $0.values["origin"] = .choice("village_converted") })
        #expect(out.outcome == .notApplicable)
        #expect(out.condition == "community.origin = village_converted != village_converted")
        let report = Indicator.sample("X-1", nil, assessment: .report)
        #expect(
            judge(report, scope: scope, recorded(["origin": .choice("village_converted")])).outcome == .notApplicable)
    }

    @Test("!= null asks whether anything is recorded, and that is always decided")
    func null() {
        let met = recorded(["flag": .boolean(true)])
        let given = met.with { $0.values["company"] = .text("安居物业") }
        #expect(applies(.community("company", .different, .none), met) == .notApplicable)
        #expect(applies(.community("company", .different, .none), given) == .pass)
        #expect(applies(.community("company", .equal, .none), met) == .pass)
        #expect(applies(.community("company", .equal, .none), given) == .notApplicable)
    }

    @Test("a set that nobody recorded is empty")
    func sets() {
        let titles = Condition.Attribute(subject: "community", name: "titles")
        let contains = Condition.attribute(titles, .contains, .word("civilised"))
        let lacks = Condition.attribute(titles, .containsNot, .word("civilised"))
        let met = recorded(["flag": .boolean(true)])
        #expect(applies(contains, met) == .notApplicable)
        #expect(applies(lacks, met) == .pass)
        let titled = met.with { $0.attributes[titles] = .set(["safe", "civilised"], from: "title register") }
        #expect(applies(contains, titled) == .pass)
        #expect(applies(lacks, titled) == .notApplicable)
        let written = met.with { $0.values["titles"] = .text("safe, civilised") }
        #expect(applies(contains, written) == .pass)
        let listed = met.with { $0.values["titles"] = .tuple([.text("safe")]) }
        #expect(applies(contains, listed) == .notApplicable)
    }

    @Test("conditions join with three-valued logic")
    func joined() {
        let first = Condition.community("a", .equal, .boolean(true))
        let second = Condition.community("b", .equal, .boolean(true))
        let met = recorded(["flag": .boolean(true)])
        let oneFalse = met.with { $0.values["a"] = .boolean(false) }
        let oneTrue = met.with { $0.values["b"] = .boolean(true) }
        #expect(applies(.all([first, second]), oneFalse) == .notApplicable)
        #expect(applies(.all([first, second]), oneTrue) == .noData)
        #expect(applies(.any([first, second]), oneFalse) == .noData)
        #expect(applies(.any([first, second]), oneTrue) == .pass)
    }

    @Test("a condition on a value of another type is undecided")
    func wrongType() {
        let met = recorded(["flag": .boolean(true), "households": .text("many")])
        #expect(applies(.community("households", .lessThan, .number("1000")), met) == .noData)
        #expect(applies(.community("households", .lessThan, .word("some")), met) == .noData)
        #expect(applies(.community("flag", .contains, .word("x")), met) == .noData)
    }

    @Test("an attribute that inspectors disagree on leaves the condition open")
    func disputed() {
        let condition = Condition.community("possible", .equal, .boolean(true))
        let values = recorded(["flag": .boolean(true), "possible": .boolean(false)]).with { $0.disputed = ["possible"] }
        #expect(applies(condition, values) == .noData)
    }

    @Test("disabled comes before exemption, exemption before applicability, applicability before report")
    func order() {
        let condition = Condition.community("possible", .equal, .boolean(true))
        let disabled = Indicator.sample(
            "X-1", .isTrue("flag"), kind: .boolean, applicability: condition, isDisabled: true)
        let values = recorded(["flag": .boolean(true), "possible": .boolean(false)]).with {
            $0.exemptions["X-1"] = "道路施工"
        }
        #expect(judge(disabled, values).reason.en.contains("switched off"))
        let exempt = judge(disabled, includesDisabled: true, values)
        #expect(exempt.outcome == .notApplicable)
        #expect(exempt.reason.zh.contains("道路施工"))
        let inapplicable = judge(disabled, includesDisabled: true, values.with { $0.exemptions = [:] })
        #expect(inapplicable.outcome == .notApplicable)
        #expect(inapplicable.condition == "community.possible = false == true")
        let report = Indicator.sample("X-1", nil, assessment: .report, applicability: condition)
        #expect(judge(report, recorded()).outcome == .reportOnly, "a report needs no applicability")
        #expect(judge(report, recorded(["possible": .boolean(false)])).outcome == .notApplicable)
    }

    @Test("a disabled indicator is judged when switched on")
    func disabled() {
        let indicator = Indicator.sample("X-1", .compare("births", .equal, "0"), isDisabled: true)
        #expect(judge(indicator, recorded(["births": .integer(0)])).outcome == .notApplicable)
        #expect(judge(indicator, includesDisabled: true, recorded(["births": .integer(0)])).outcome == .pass)
        #expect(judge(indicator, includesDisabled: true, recorded(["births": .integer(1)])).outcome == .fail)
    }

    @Test("a report is never failed and shows its reference value and what was recorded")
    func report() {
        let indicator = Indicator.sample(
            "X-1", .compare("minutes", .atMost, "10", "min"), kind: .measure, assessment: .report,
            facts: [.sample("minutes", .integer, "min"), .sample("route", .text)])
        let judgement = judge(indicator, recorded(["minutes": .integer(12), "route": .text("河堤")]))
        #expect(judgement.outcome == .reportOnly)
        #expect(judgement.threshold == "minutes <= 10 min")
        #expect(judgement.numbers.map(\.value) == ["12", "河堤"])
        #expect(judgement.reason.en.contains("not met"))
        #expect(judge(indicator, recorded()).outcome == .reportOnly)
        #expect(judge(indicator, recorded(["X-1": .boolean(false)])).outcome == .reportOnly)
    }
}

/// EvaluationInput whose records cannot be read.
private struct UnreadableRecords: EvaluationInput {
    struct Fault: Error {}

    let date = day("2011-06-30")

    func recorded(_ name: String) -> Value? { nil }
    func decision(_ code: String) -> Bool? { nil }
    func exemption(_ code: String) -> String? { nil }
    func attribute(_ attribute: Condition.Attribute) throws -> KnownAttribute { throw Fault() }
    func previous(_: String, _: Trend.Predecessor, otherThan: String?) throws -> EarlierValue { throw Fault() }
    func answer(_ query: Query, days: ClosedRange<CalendarDate>?) throws -> Measured? { throw Fault() }
}

@Suite("Records that cannot be read") struct UnreadableRecordTests {
    @Test(
        "end the judging, and are never taken for records that say nothing",
        arguments: [
            Indicator.sample("X-1", .compare("m", .atLeast, "1", base: "households")),
            .sample("X-1", .compare("m", .atLeast, "1"), applicability: .community("old", .equal, .boolean(true))),
            .sample("X-1", .compare("m", .atLeast, "1"), formulas: ["m": .query(Query(name: "areas", arguments: [:]))]),
        ])
    func ends(indicator: Indicator) {
        for explains in [true, false] {
            let evaluator = Evaluator(.sample([indicator]), explains: explains)
            #expect(throws: UnreadableRecords.Fault.self) {
                try evaluator.judge(indicator, under: UnreadableRecords())
            }
        }
    }
}
