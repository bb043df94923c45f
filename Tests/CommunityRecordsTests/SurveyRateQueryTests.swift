import CommunityModel
import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// Rates of the household survey as metrics of standards.
@Suite struct SurveyRateQueryTests {
    private func answer(_ district: TestDistrict, _ room: String, _ day: String, round: String = "1", _ code: String)
        throws
    {
        let household = try district.addHousehold(room)
        try district.visit(
            household, "completed", at: "\(day)T10:00:00+08:00", ["round": round],
            answers: ["B01": .text(code), "D02": .text(code == "never" ? "dissatisfied" : "satisfied")])
    }

    @Test("a standard may ask for every rate that the survey counts, and for no other")
    func rates() throws {
        let argument = try #require(KnownQueries.query("survey_rate")?.arguments.first)
        guard case .words(let ids) = argument.value else {
            Issue.record("\(argument.value)")
            return
        }
        #expect(ids == SurveyRate.all.map(\.id))
    }

    @Test("a trend is judged by the survey of each round, exactly, without anybody counting by hand")
    func trend() throws {
        let district = try TestDistrict()
        for (room, code) in [("101", "heard"), ("102", "never"), ("103", "never")] {
            try answer(district, room, "2011-05-10", code)
        }
        let first = try district.judge("NH11-RES-01", on: "2011-05-31")
        #expect(first.outcome == .noData && first.numbers.contains { $0.value == "≈33.333333" }, "\(first.numbers)")
        for (room, code) in [("201", "heard"), ("202", "know_well"), ("203", "never")] {
            try answer(district, room, "2011-07-10", round: "2", code)
        }
        let second = try district.judge("NH11-RES-01", on: "2011-07-31")
        #expect(second.outcome == .pass && second.numbers.contains { $0.value == "≈66.666667" }, "\(second.numbers)")
        #expect(try district.judge("NH11-RES-01", on: "2011-05-31").numbers.contains { $0.value == "≈33.333333" })
    }

    @Test("80 per cent of the responses are enough; what an inspector recorded wins")
    func threshold() throws {
        let district = try TestDistrict()
        #expect(try district.judge("QP11-PTY-05", on: "2011-05-31").outcome == .noData)
        for room in 101...104 { try answer(district, String(room), "2011-05-10", "heard") }
        try answer(district, "105", "2011-05-11", "never")
        let enough = try district.judge("QP11-PTY-05", on: "2011-05-31")
        #expect(enough.outcome == .pass && enough.comparison?.measured.description == "80", "\(enough.numbers)")
        try answer(district, "106", "2011-05-12", "never")
        #expect(try district.judge("QP11-PTY-05", on: "2011-05-31").outcome == .fail)
        #expect(
            try district.judge("QP11-PTY-05", on: "2011-05-11").outcome == .pass, "the visit after the day is not known"
        )
        let counted: [String: Value] = ["satisfied_party_role": .integer(9), "valid_responses": .integer(10)]
        #expect(try district.judge("QP11-PTY-05", on: "2011-05-31", counted).outcome == .pass)
        let stated: [String: Value] = ["party_satisfaction_rate": .integer(79)]
        #expect(
            try district.judge("QP11-PTY-05", on: "2011-05-31", counted.merging(stated) { $1 }).outcome == .fail)
    }

    @Test("an inspection without a new survey compares with the survey before; where there is none it has no data")
    func sameSurvey() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: "NH11-RES-01")
        for (room, code) in [("101", "heard"), ("102", "never")] { try answer(district, room, "2011-05-10", code) }
        try district.inspect(standard, on: "2011-05-31", [:])
        let again = try district.judge("NH11-RES-01", on: "2011-06-30")
        #expect(again.outcome == .noData && again.reason.en.contains("one round of the survey"), "\(again.reason)")
        for (room, code) in [("201", "heard"), ("202", "know_well")] {
            try answer(district, room, "2011-07-10", round: "2", code)
        }
        #expect(try district.judge("NH11-RES-01", on: "2011-07-31").outcome == .pass)
        let acceptance = try district.judge("NH11-RES-01", on: "2011-08-31")
        #expect(acceptance.outcome == .pass, "still the second survey against the first: \(acceptance.reason)")
    }
}
