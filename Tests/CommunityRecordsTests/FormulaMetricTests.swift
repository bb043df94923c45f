import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// Derived metrics that are formulas over what inspections recorded: their values, and what indicators make of them.
@Suite struct FormulaMetricTests {
    /// A rate over two recorded numbers, and the trend that an indicator wants of it.
    struct Rate: Sendable, CustomTestStringConvertible {
        let code: String
        let metric: String
        let part: String
        let whole: String
        var times: Int64 = 100
        var isFalling = false
        var against = "2010-09-01"

        var testDescription: String { "\(code) \(metric)" }
    }

    static let rates = [
        Rate(code: "NH11-RES-01", metric: "awareness_rate", part: "aware_responses", whole: "valid_responses"),
        Rate(code: "NH11-RES-02", metric: "support_rate", part: "support_responses", whole: "valid_responses"),
        Rate(code: "NH11-RES-03", metric: "satisfaction_rate", part: "satisfied_responses", whole: "valid_responses"),
        Rate(
            code: "NH12-SRV-09", metric: "property_mgmt_coverage_old", part: "old_area_compounds_with_property_mgmt",
            whole: "old_area_compounds"),
        Rate(
            code: "NH12-SEC-05", metric: "dispute_rate", part: "disputes", whole: "households", times: 1_000,
            isFalling: true),
        Rate(code: "NH12-SEC-06", metric: "dispute_resolution_rate", part: "disputes_resolved", whole: "disputes"),
        Rate(code: "NH12-SEC-11", metric: "safety_rate", part: "feel_safe_responses", whole: "valid_responses"),
        Rate(
            code: "QP11-HLT-03", metric: "liuqi_awareness_rate", part: "aware_liuqi", whole: "valid_responses_liuqi"),
        Rate(code: "QP11-INF-04", metric: "belonging_rate", part: "belonging_responses", whole: "valid_responses"),
        Rate(code: "SY13-CEN-10", metric: "affairs_awareness_rate", part: "aware_affairs", whole: "valid_responses"),
        Rate(code: "SY13-CEN-14", metric: "awareness_rate", part: "aware_responses", whole: "valid_responses"),
    ]

    @Test("a rate is computed from both numbers and held against the inspection before", arguments: rates)
    func rate(rate: Rate) throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: rate.code)
        func values(_ part: Int64, _ whole: Int64) -> [String: Value] {
            [rate.part: .integer(part), rate.whole: .integer(whole)]
        }
        // 3 of 8, then 4 of 8, then 4 of 8 again, each a year after the other.
        let first = try district.inspect(standard, on: "2010-09-01", values(3, 8))
        let second = try district.inspect(standard, on: "2011-09-01", values(4, 8))
        let third = try district.inspect(standard, on: "2012-09-01", values(4, 8))
        let digits = rate.times == 100 ? ("37.5", "50") : ("375", "500")
        #expect(try district.measured(rate.metric, in: first, under: standard) == digits.0)
        #expect(try district.measured(rate.metric, in: second, under: standard) == digits.1)
        #expect(try district.judge(rate.code, in: first).outcome == .noData)
        let second1 = try district.judge(rate.code, in: second)
        #expect(second1.outcome == (rate.isFalling ? .fail : .pass), "\(second1.reason.en)")
        #expect(second1.numbers.contains { $0.source.contains("2010-09-01") }, "\(second1.numbers)")
        #expect(try district.judge(rate.code, in: third).outcome == .fail)
        // An inspection that was never submitted is no round to be held against; one of another community neither.
        try district.inspect(standard, on: "2011-06-01", isSubmitted: false, values(8, 8))
        try district.inspect(standard, in: TestDistrict.neighbour, on: "2011-07-01", values(8, 8))
        #expect(try district.judge(rate.code, in: second).outcome == second1.outcome)
    }

    @Test("nobody asked: a rate without answers is no data, a year without disputes counts as resolved")
    func emptyBase() throws {
        let district = try TestDistrict()
        let nobody: [String: Value] = ["aware_responses": .integer(0), "valid_responses": .integer(0)]
        try district.inspect(
            try Shipped.standard(of: "NH11-RES-01"), on: "2011-05-01",
            ["aware_responses": .integer(1), "valid_responses": .integer(2)])
        #expect(try district.judge("NH11-RES-01", on: "2011-09-01", nobody).outcome == .noData)
        let quiet: [String: Value] = ["disputes_resolved": .integer(0), "disputes": .integer(0)]
        try district.inspect(
            try Shipped.standard(of: "NH12-SEC-06"), on: "2011-09-01",
            ["disputes_resolved": .integer(1), "disputes": .integer(2)])
        #expect(try district.judge("NH12-SEC-06", on: "2012-09-01", quiet).outcome == .pass)
    }

    @Test("disputes in a thousand households: the base comes from the snapshot where nobody counted")
    func baseFromSnapshot() throws {
        let district = try TestDistrict()
        try district.add(
            "population_snapshot",
            ["area": TestDistrict.community, "as_of": "2012-01-01", "source": "police", "households": "1500"])
        let standard = try Shipped.standard(of: "NH12-SEC-05")
        // 3 disputes in 1,500 households: 2 in a thousand.
        let id = try district.inspect(standard, on: "2012-09-01", ["disputes": .integer(3)])
        #expect(try district.measured("dispute_rate", in: id, under: standard) == "2")
    }

    @Test("damage that is not repaired is what was found less what was repaired")
    func openRoadDamage() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: "NH12-INF-02")
        func values(_ repaired: Int64) -> [String: Value] {
            ["road_damage_found": .integer(4), "road_damage_repaired": .integer(repaired)]
        }
        let open = try district.inspect(standard, on: "2012-06-01", values(3))
        #expect(try district.measured("open_road_damage", in: open, under: standard) == "1")
        #expect(try district.judge("NH12-INF-02", in: open).outcome == .fail)
        #expect(try district.judge("NH12-INF-02", on: "2012-06-02", values(4)).outcome == .pass)
        #expect(
            try district.judge("NH12-INF-02", on: "2012-06-03", ["road_damage_found": .integer(4)]).outcome == .noData)
    }

    @Test("exercise is asked as times a week, and judged by times and minutes")
    func exerciseSessions() throws {
        let district = try TestDistrict()
        for (times, minutes, outcome) in [(3, 30, Outcome.pass), (2, 30, .fail), (3, 29, .fail)] {
            let values: [String: Value] = [
                "exercise_sessions_per_week": .integer(Int64(times)),
                "exercise_minutes_per_session": .integer(Int64(minutes)),
            ]
            #expect(try district.judge("NH11-FAC-09", on: "2011-06-01", values).outcome == outcome)
        }
        let standard = try Shipped.standard(of: "NH11-FAC-09")
        let id = try district.inspect(standard, on: "2011-06-02", ["exercise_sessions_per_week": .integer(4)])
        #expect(try district.measured("exercise_sessions", in: id, under: standard) == "4")
    }

    @Test("fixed points for garbage are what the check says")
    func garbageFixedPoints() throws {
        let district = try TestDistrict()
        let rest: [String: Value] = ["garbage_clearances": .integer(1), "exposed_garbage_spots": .integer(0)]
        for (flag, outcome) in [(true, Outcome.pass), (false, .fail)] {
            let values = rest.merging(["NH12-ENV-09.1": .boolean(flag)]) { $1 }
            #expect(try district.judge("NH12-ENV-09", on: "2012-06-01", values).outcome == outcome)
        }
        #expect(try district.judge("NH12-ENV-09", on: "2012-06-02", rest).outcome == .noData)
    }

    @Test("classes met and standards unmet are counted over the results of the same inspection")
    func tallies() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: "SY13-GEN-02")
        let counted: Set = ["SEC", "ENV", "SRV", "MOR", "CUL", "ORG"]
        let members = standard.indicators.filter { counted.contains($0.group) }
        // Every item of the six groups is exempt but two of one group, which an inspector decides.
        let byGroup = Dictionary(grouping: members.filter { $0.assessment == .judgement }, by: \.group)
        let decided = try #require(byGroup.values.first { $0.count > 1 }).prefix(2).map(\.code)
        let exemptions = Dictionary(
            uniqueKeysWithValues: members.map(\.code).filter { !decided.contains($0) }.map { ($0, "不适用") })
        func inspect(_ first: Bool, _ second: Bool?) throws -> Judgement {
            var values: [String: Value] = [decided[0]: .boolean(first)]
            if let second { values[decided[1]] = .boolean(second) }
            let id = try district.inspect(standard, on: "2013-12-01", exempting: exemptions, values)
            return try district.judge("SY13-GEN-02", in: id)
        }
        let good = try inspect(true, true)
        #expect(good.outcome == .pass, "\(good.reason.en)")
        #expect(good.numbers.contains { $0.name == "classes_met" && $0.value == "6" }, "\(good.numbers)")
        let bad = try inspect(true, false)
        #expect(bad.outcome == .fail)
        #expect(bad.numbers.contains { $0.name == "classes_met" && $0.value == "5" }, "\(bad.numbers)")
        #expect(try inspect(true, nil).outcome == .noData)
    }
}
