import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// What people disagree on decides nothing by itself: where the values lead to different results there is none, until a
/// person decides; the later clock never does.
@Suite struct DisputedRecordTests {
    private let lectures = Query(name: "activities", arguments: ["kind": "health_lecture", "state": "held confirmed"])

    private func lecture(_ district: TestDistrict, _ day: String, state: String = "confirmed") throws -> RecordID {
        try district.add(
            "activity",
            [
                "area": TestDistrict.community, "kind": "health_lecture", "date": day, "state": state,
                "host": TestDistrict.hospital,
            ])
    }

    private func judge(_ district: TestDistrict, on day: String) throws -> Judgement {
        try district.judge("NH11-SRV-10", on: day)
    }

    @Test("a lecture that one dates to June and another to July: both months are disputed until somebody decides")
    func disputedDay() throws {
        let district = try TestDistrict()
        let id = try lecture(district, "2011-06-30")
        try district.setBeside("activity", id, "date", .date(try date("2011-07-01")))
        for day in ["2011-06-30", "2011-07-20"] {
            let judgement = try judge(district, on: day)
            #expect(judgement.outcome == .noData && judgement.reason.en.contains("disagree"), "\(judgement.reason.en)")
        }
        try district.set("activity", id, ["date": "2011-06-30"])
        #expect(try judge(district, on: "2011-06-30").outcome == .pass)
        #expect(try judge(district, on: "2011-08-20").outcome == .fail, "July had none")
    }

    @Test("a dispute that cannot change the result stands in nobody's way")
    func harmlessDispute() throws {
        let district = try TestDistrict()
        let id = try lecture(district, "2011-06-10")
        // Both days lie in June; and in the other month there is one that nobody disputes.
        try district.setBeside("activity", id, "date", .date(try date("2011-06-11")))
        #expect(try judge(district, on: "2011-06-30").outcome == .pass)
        try district.setBeside("activity", id, "date", .date(try date("2011-07-11")))
        _ = try lecture(district, "2011-06-20")
        #expect(try judge(district, on: "2011-06-30").outcome == .pass)
    }

    @Test("one says held and one cancelled: disputed; the answer then has a range")
    func disputedState() throws {
        let district = try TestDistrict()
        let id = try lecture(district, "2011-06-10")
        try district.setBeside("activity", id, "state", .choice("cancelled"))
        #expect(try judge(district, on: "2011-06-30").outcome == .noData)
        let standard = try Shipped.standard(of: "NH11-SRV-10")
        let inspection = try district.inspect(standard, on: "2011-06-30", [:])
        let answer = try district.input(inspection, under: standard).answer(lectures, days: nil)
        #expect(answer?.number.description == "0" && answer?.most.description == "1")
    }

    @Test("new or old: an area on whose age people disagree has no limit for its green, whoever wrote last")
    func disputedArea() throws {
        let district = try TestDistrict()
        let code = "440605011903"
        let area = try district.addArea(code, "community", under: TestDistrict.street, ["age_class": "new"])
        let values: [String: Value] = [
            "green_cover_area": .decimal(try number("27")), "community_land_area": .decimal(try number("100")),
        ]
        func judge() throws -> Outcome {
            try district.judge("NH11-FAC-07", on: "2011-06-30", in: code, values).outcome
        }
        #expect(try judge() == .fail, "new: 30 %")
        try district.setBeside("area", area, "age_class", .choice("old"))
        #expect(try judge() == .noData)
        try district.set("area", area, ["age_class": "old"])
        #expect(try judge() == .pass, "old: 25 %")
    }

    @Test("a snapshot whose number two people dispute is no base; a confirmed one beside it is")
    func disputedSnapshot() throws {
        let district = try TestDistrict()
        let snapshot = try district.add(
            "population_snapshot",
            ["area": TestDistrict.community, "as_of": "2011-06-01", "source": "police", "households": "999"])
        let area: [String: Value] = ["public_service_area": .decimal(try number("200"))]
        #expect(try district.judge("NH11-FAC-03", on: "2011-06-30", area).outcome == .pass)
        try district.setBeside("population_snapshot", snapshot, "households", .integer(1_001))
        #expect(try district.judge("NH11-FAC-03", on: "2011-06-30", area).outcome == .noData)
        try district.add(
            "population_snapshot",
            [
                "area": TestDistrict.community, "as_of": "2011-05-01", "source": "statistics", "households": "1000",
                "confirmed": "true",
            ])
        #expect(try district.judge("NH11-FAC-03", on: "2011-06-30", area).outcome == .pass)
    }

    @Test("a value of the inspection that two inspectors dispute is no data, and is judged again when one decides")
    func disputedValue() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: "NH11-FAC-03")
        let values: [String: Value] = [
            "public_service_area": .decimal(try number("178")), "households": .integer(900),
        ]
        let id = try district.inspect(standard, on: "2011-06-30", values)
        let decided = Value.decimal(try number("202"))
        #expect(try district.judge("NH11-FAC-03", in: id).outcome == .fail)
        try district.setBeside("inspection", id, "values", cell: "public_service_area", decided)
        let disputed = try district.judge("NH11-FAC-03", in: id)
        #expect(disputed.outcome == .noData && disputed.reason.en.contains("disagree"))
        try district.decide(decided)
        #expect(try district.judge("NH11-FAC-03", in: id).outcome == .pass)
    }

    @Test("a station that one calls in use and one closed leaves the district's share open")
    func disputedFacility() throws {
        let district = try TestDistrict()
        func station(_ area: String) throws -> RecordID {
            try district.add(
                "facility", ["area": area, "kind": "health_station", "state": "in_use", "name": "站"])
        }
        _ = try station(TestDistrict.neighbour)
        let other = try station(TestDistrict.community)
        #expect(try district.judge("NH12-INF-05", on: "2012-06-01", in: "440605").outcome == .pass)
        try district.setBeside("facility", other, "state", .choice("closed"))
        #expect(try district.judge("NH12-INF-05", on: "2012-06-01", in: "440605").outcome == .noData)
        try district.set("facility", other, ["state": "closed"])
        #expect(try district.judge("NH12-INF-05", on: "2012-06-01", in: "440605").outcome == .fail)
    }

    @Test("a fact that the latest inspection left in dispute does not fall back to an older one")
    func disputedFact() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: "NH12-INF-05")
        for area in [TestDistrict.community, TestDistrict.neighbour] {
            try district.inspect(standard, in: area, on: "2012-03-01", ["has_health_station": .boolean(true)])
        }
        let latest = try district.inspect(
            standard, in: TestDistrict.community, on: "2012-04-01", ["has_health_station": .boolean(true)])
        try district.setBeside("inspection", latest, "values", cell: "has_health_station", .boolean(false))
        #expect(try district.judge("NH12-INF-05", on: "2012-06-01", in: "440605").outcome == .noData)
    }

    @Test("a trend does not fall back past a round whose value is disputed, and is judged when somebody decides")
    func disputedRound() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: "NH11-RES-01")
        func rate(_ aware: Int64) -> [String: Value] {
            ["aware_responses": .integer(aware), "valid_responses": .integer(100)]
        }
        try district.inspect(standard, on: "2011-05-31", rate(50))
        let middle = try district.inspect(standard, on: "2011-06-30", rate(70))
        let last = try district.inspect(standard, on: "2011-07-31", rate(60))
        #expect(try district.judge("NH11-RES-01", in: last).outcome == .fail)
        try district.setBeside("inspection", middle, "values", cell: "aware_responses", .integer(55))
        let disputed = try district.judge("NH11-RES-01", in: last)
        #expect(disputed.outcome == .noData && disputed.reason.en.contains("disagree"), "\(disputed.reason)")
        try district.decide(.integer(55))
        #expect(try district.judge("NH11-RES-01", in: last).outcome == .pass)
    }
}

func number(_ digits: String) throws -> ExactDecimal {
    try #require(ExactDecimal(digits), "no number: \(digits)")
}
