import Standards
import SyncProtocol
import Testing
import Values

@Suite("Judging thresholds") struct EvaluationThresholdTests {
    private let office = Indicator.sample(
        "X-1", .compare("office_area", .atLeast, "180", "m2"), kind: .measure,
        facts: [.sample("office_area", .decimal, "m2")])

    @Test(
        "a measure is held against its limit exactly",
        arguments: [
            ("179.999999", Outcome.fail), ("180", .pass), ("180.000001", .pass), ("0", .fail),
            ("999999999999999", .pass),
        ])
    func measure(digits: String, outcome: Outcome) {
        let judgement = judge(office, recorded(["office_area": .decimal(decimal(digits))]))
        #expect(judgement.outcome == outcome)
        #expect(judgement.comparison?.required == 180)
    }

    @Test(
        "each relation draws its line where it says",
        arguments: [
            (Relation.atLeast, [Outcome.fail, .pass, .pass]), (.moreThan, [.fail, .fail, .pass]),
            (.atMost, [.pass, .pass, .fail]), (.lessThan, [.pass, .fail, .fail]), (.equal, [.fail, .pass, .fail]),
        ])
    func relations(relation: Relation, outcomes: [Outcome]) {
        for (number, outcome) in zip([9, 10, 11] as [Int64], outcomes) {
            let indicator = Indicator.sample("X-1", .compare("n", relation, "10"))
            #expect(judge(indicator, recorded(["n": .integer(number)])).outcome == outcome)
        }
    }

    @Test("a measure that nobody recorded, or that was taken back, is no data and names what to record")
    func unrecorded() {
        for values in [[:], ["office_area": .null], ["office_area": .erased]] as [[String: Value]] {
            let judgement = judge(office, recorded(values))
            #expect(judgement.outcome == .noData)
            #expect(judgement.reason.en.contains("office_area"))
            #expect(judgement.numbers.map(\.value) == ["no data"])
        }
    }

    @Test("a value of the wrong type is no data")
    func wrongType() {
        for value in [Value.text("182"), .boolean(true), .choice("large")] {
            #expect(judge(office, recorded(["office_area": value])).outcome == .noData)
        }
        let flag = Indicator.sample("X-1", .isTrue("has_square"), kind: .boolean)
        #expect(judge(flag, recorded(["has_square": .integer(1)])).outcome == .noData)
    }

    @Test(
        "a percentage is compared in integers: 100 times the metric against the limit times the base",
        arguments: [
            (799, 1000, Outcome.fail), (800, 1000, .pass), (801, 1000, .pass), (2, 3, .fail), (4, 5, .pass),
            (5, 6, .pass),
            (799_999_999_999_999, 999_999_999_999_999, .fail), (800_000_000_000_000, 999_999_999_999_999, .pass),
            (12, 10, .pass),
        ])
    func percentage(metric: Int64, base: Int64, outcome: Outcome) {
        let indicator = Indicator.sample(
            "X-1", .compare("aware", .atLeast, "80", "%", base: "valid"), kind: .percentage)
        let judgement = judge(indicator, recorded(["aware": .integer(metric), "valid": .integer(base)]))
        #expect(judgement.outcome == outcome)
        #expect(judgement.threshold == "aware / valid >= 80 %")
    }

    @Test("a percentage of nothing is no data, except where the standard counts an empty set as met")
    func emptyBase() {
        let values = recorded(["aware": .integer(0), "valid": .integer(0)])
        let strict = Indicator.sample("X-1", .compare("aware", .equal, "100", "%", base: "valid"))
        #expect(judge(strict, values).outcome == .noData)
        let lenient = Indicator.sample(
            "X-1", .compare("aware", .equal, "100", "%", base: "valid", emptyBaseMeets: true))
        #expect(judge(lenient, values).outcome == .pass)
        #expect(judge(lenient, recorded(["valid": .integer(0)])).outcome == .pass)
        #expect(judge(lenient, recorded(["aware": .integer(0)])).outcome == .noData)
        #expect(judge(lenient, recorded(["aware": .integer(1), "valid": .integer(2)])).outcome == .fail)
        #expect(judge(lenient, recorded(["aware": .integer(1), "valid": .integer(-2)])).outcome == .pass)
    }

    @Test(
        "a limit per hundred households is pro rata, and the required value is exact",
        arguments: [
            ("200.19", 1001, Outcome.fail, "200.2"), ("200.2", 1001, .pass, "200.2"), ("200.99", 1005, .fail, "201"),
            ("201", 1005, .pass, "201"), ("0.2", 1, .pass, "0.2"), ("0.19", 1, .fail, "0.2"),
        ])
    func perBase(area: String, households: Int64, outcome: Outcome, required: String) {
        let per = Per.base(name: "households", amount: decimal("100"), unit: "{户}")
        let indicator = Indicator.sample("X-1", .compare("area", .atLeast, "20", "m2", per: per), kind: .ratio)
        let judgement = judge(
            indicator, recorded(["area": .decimal(decimal(area)), "households": .integer(households)]))
        #expect(judgement.outcome == outcome)
        #expect(judgement.comparison?.required?.description == required)
        #expect(judgement.threshold == "area >= 20 m2 per 100 {户} households")
        let none = judge(indicator, recorded(["area": .integer(5), "households": .integer(0)]))
        #expect(none.outcome == .noData)
        #expect(none.reason.en.contains("zero"))
    }

    @Test("a base that nobody recorded comes from the area's records, and a metric does not")
    func baseFromRecords() {
        let indicator = Indicator.sample("X-1", .compare("aware", .atLeast, "50", "%", base: "population"))
        let known = recorded(["aware": .integer(5)]).with {
            $0.attributes[.init(subject: "community", name: "population")] =
                .value(.integer(10), from: "population_snapshot 2011-05-01")
            $0.attributes[.init(subject: "community", name: "aware")] = .value(.integer(9), from: "elsewhere")
        }
        let judgement = judge(indicator, known)
        #expect(judgement.outcome == .pass)
        #expect(judgement.numbers.last?.source == "population_snapshot 2011-05-01")
        #expect(judge(indicator, known.with { $0.values["population"] = .integer(11) }).outcome == .fail)
        #expect(judge(indicator, known.with { $0.values["aware"] = nil }).outcome == .noData)
    }

    @Test("money is recorded in fen and compared in yuan")
    func money() {
        let indicator = Indicator.sample(
            "X-1", .compare("budget", .atLeast, "50000", "CNY"), facts: [.sample("budget", .money, "CNY")])
        #expect(judge(indicator, recorded(["budget": .integer(4_999_999)])).outcome == .fail)
        let judgement = judge(indicator, recorded(["budget": .integer(5_000_000)]))
        #expect(judgement.outcome == .pass)
        #expect(judgement.numbers.map(\.value) == ["50000"])
    }

    @Test("numbers too large for 128 bits are no data with a reason, never a crash")
    func overflow() {
        let huge = Value.decimal(decimal(String(repeating: "9", count: 34)))
        let tiny = Value.decimal(decimal("0." + String(repeating: "0", count: 32) + "7"))
        let per = Per.base(name: "base", amount: decimal("0.00000000000000000000007"), unit: nil)
        let ratio = Indicator.sample("X-1", .compare("n", .atLeast, "1000000", per: per))
        let judgement = judge(ratio, recorded(["n": huge, "base": tiny]))
        #expect(judgement.outcome != .notApplicable)
        let percentage = Indicator.sample("X-1", .compare("n", .atLeast, "99999999", "%", base: "base"))
        let overflown = judge(percentage, recorded(["n": huge, "base": huge]))
        #expect(overflown.outcome == .noData)
        #expect(overflown.reason.en.contains("too large"))
    }

    @Test(
        "all: one part that is not met decides; any: one part that is met decides; else what is unknown stays unknown",
        arguments: [
            (nil, nil, Outcome.noData, Outcome.noData), (1, nil, .noData, .pass), (0, nil, .fail, .noData),
            (nil, 0, .fail, .noData), (nil, 1, .noData, .pass), (1, 1, .pass, .pass), (0, 0, .fail, .fail),
            (1, 0, .fail, .pass), (0, 1, .fail, .pass),
        ] as [(Int64?, Int64?, Outcome, Outcome)])
    func allAndAny(first: Int64?, second: Int64?, all: Outcome, any: Outcome) {
        let parts: [Threshold] = [.compare("a", .atLeast, "1"), .compare("b", .atLeast, "1")]
        var values: [String: Value] = [:]
        if let first { values["a"] = .integer(first) }
        if let second { values["b"] = .integer(second) }
        let judgement = judge(Indicator.sample("X-1", .all(parts)), recorded(values))
        #expect(judgement.outcome == all)
        #expect(judgement.threshold == "a >= 1 & b >= 1")
        #expect(judgement.numbers.map(\.name) == ["a", "b"])
        #expect(judge(Indicator.sample("X-1", .any(parts)), recorded(values)).outcome == any)
    }

    @Test("a metric that two inspectors disagree on counts as no result, as do a base and a decision in dispute")
    func disputed() {
        let values = recorded(["office_area": .decimal(decimal("182"))]).with { $0.disputed = ["office_area"] }
        let judgement = judge(office, values)
        #expect(judgement.outcome == .noData)
        #expect(judgement.reason.en.contains("disagree"))
        let flag = Indicator.sample("X-1", .isTrue("has_square"), kind: .boolean)
        let contested = recorded(["X-1": .boolean(true)])
        #expect(judge(flag, contested.with { $0.disputed = ["X-1"] }).outcome == .noData)
        #expect(judge(flag, contested.with { $0.disputed = ["has_square"] }).outcome == .noData)
        let share = Indicator.sample("X-1", .compare("a", .atLeast, "1", "%", base: "b"))
        let both = recorded(["a": .integer(1), "b": .integer(1)])
        #expect(judge(share, both).outcome == .pass)
        #expect(judge(share, both.with { $0.disputed = ["b"] }).outcome == .noData)
        let decided = Indicator.sample("X-1", nil, kind: .textEvidence, assessment: .judgement)
        #expect(judge(decided, contested).outcome == .pass)
        #expect(judge(decided, contested.with { $0.disputed = ["X-1"] }).outcome == .noData)
    }

    @Test("an undisputed part that is met decides any, though another part is in dispute")
    func disputeBesideDecision() {
        let indicator = Indicator.sample("X-1", .any([.isTrue("a"), .isTrue("b")]), kind: .boolean)
        let values = recorded(["a": .boolean(false), "b": .boolean(true)]).with { $0.disputed = ["a"] }
        #expect(judge(indicator, values).outcome == .pass)
        let open = recorded(["X-1": .boolean(true)]).with { $0.disputed = ["b"] }
        #expect(judge(indicator, open).outcome == .noData, "a decision by code does not settle a dispute")
    }

    @Test("the judgement carries numbers, threshold, clause and a reason in both languages")
    func explanation() {
        let judgement = judge(office, recorded(["office_area": .decimal(decimal("178.5"))]))
        #expect(judgement.code == "X-1")
        #expect(judgement.threshold == "office_area >= 180 m2")
        #expect(judgement.clause == "一(二)")
        #expect(judgement.numbers.map { "\($0.name) \($0.value) \($0.unit ?? "")" } == ["office_area 178.5 m2"])
        #expect(judgement.reason.en == "office_area is 178.5 m2; asked for: >= 180 m2.")
        #expect(judgement.reason.zh == "office_area为 178.5 m2，要求 >= 180 m2，不达标。")
    }
}
