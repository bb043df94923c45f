import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// Derived metrics that count records of the area: each from records that people saved.
@Suite struct QueryMetricTests {
    private func number(_ name: String, of judgement: Judgement) -> String? {
        judgement.numbers.first { $0.name == name }?.value
    }

    private func activity(
        _ district: TestDistrict, _ kind: String, _ day: String, state: String = "confirmed",
        in area: String = TestDistrict.community, _ more: [String: String] = [:]
    ) throws -> RecordID {
        let fields = ["area": area, "kind": kind, "date": day, "state": state, "host": TestDistrict.hospital]
        return try district.add("activity", fields.merging(more) { $1 })
    }

    @Test("six confirmed consultations in the year; held, planned, cancelled and other years do not count")
    func healthConsultations() throws {
        let district = try TestDistrict()
        for month in 1...5 { _ = try activity(district, "health_consultation", "2011-0\(month)-15") }
        for state in ["held", "planned", "cancelled"] {
            _ = try activity(district, "health_consultation", "2011-06-15", state: state)
        }
        _ = try activity(district, "health_consultation", "2010-12-31")
        _ = try activity(district, "health_lecture", "2011-06-15")
        _ = try activity(district, "health_consultation", "2011-06-16", in: TestDistrict.neighbour)
        let few = try district.judge("NH11-SRV-09", on: "2011-12-31")
        // The running year has five; the year before, which is complete, had one.
        #expect(few.outcome == .fail && number("health_consultations", of: few) == "5", "\(few.numbers)")
        _ = try activity(district, "health_consultation", "2011-12-31")
        let enough = try district.judge("NH11-SRV-09", on: "2011-12-31")
        #expect(enough.outcome == .pass && number("health_consultations", of: enough) == "6")
    }

    @Test("reports of one event by several units count once, however they are linked")
    func linkedReports() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: "NH11-SRV-09")
        func count() throws -> String? {
            let id = try district.inspect(standard, on: "2011-12-31", [:])
            return try district.measured("health_consultations", in: id, under: standard)
        }
        let community = try activity(district, "health_consultation", "2011-03-01", ["organiser": "居委会"])
        #expect(try count() == "1")
        // The hospital reports the same day again, and points at the community's report.
        let hospital = try activity(
            district, "health_consultation", "2011-03-01",
            ["organiser": "医院", "same_as": community.description])
        #expect(try count() == "1")
        // Each points at the other: still one event, not none.
        try district.set("activity", community, ["same_as": hospital.description])
        #expect(try count() == "1")
        // A third points at the second, a fourth at the third.
        let third = try activity(
            district, "health_consultation", "2011-03-02",
            ["organiser": "街道", "same_as": hospital.description])
        _ = try activity(
            district, "health_consultation", "2011-03-01", ["organiser": "媒体", "same_as": third.description])
        #expect(try count() == "1")
        // Two reports that point at one that was cancelled are one event all the same.
        let called = try activity(district, "health_consultation", "2011-05-01", state: "cancelled")
        for unit in ["甲", "乙"] {
            _ = try activity(
                district, "health_consultation", "2011-05-01",
                ["organiser": unit, "same_as": called.description])
        }
        #expect(try count() == "2")
        // And one that points at nothing that is here is an event of its own.
        _ = try activity(
            district, "health_consultation", "2011-06-01",
            ["same_as": try district.inspect(standard, on: "2011-01-01", [:]).description])
        #expect(try count() == "3")
    }

    @Test("the day of an event is the one that was confirmed, not the one of an unconfirmed report of it")
    func confirmedDay() throws {
        let district = try TestDistrict()
        // The community writes 1 July; the hospital confirmed 30 June (domain.md 6.7, row 11).
        let confirmed = try activity(district, "health_lecture", "2011-06-30", state: "confirmed")
        _ = try activity(
            district, "health_lecture", "2011-07-01", state: "held", ["same_as": confirmed.description])
        let lectures = Query(name: "activities", arguments: ["kind": "health_lecture", "state": "held confirmed"])
        let id = try district.inspect(try Shipped.standard(of: "NH11-SRV-10"), on: "2011-07-31", [:])
        let input = try district.input(id, under: try Shipped.standard(of: "NH11-SRV-10"))
        let june = try date("2011-06-01")...(try date("2011-06-30"))
        let july = try date("2011-07-01")...(try date("2011-07-31"))
        #expect(try input.answer(lectures, days: june)?.number.description == "1")
        #expect(try input.answer(lectures, days: july)?.number.description == "0")
    }

    @Test("a lecture a month for a hospital, one in two months for a station, and neither counts for the other")
    func healthLectures() throws {
        let district = try TestDistrict()
        // Written in another width, and by who asked for it: the unit is the same.
        _ = try activity(district, "health_lecture", "2011-05-31", ["host": " 镇 医院 "])
        let month = try district.judge("NH11-SRV-10", on: "2011-07-15")
        #expect(month.outcome == .fail, "June had none: \(month.reason.en)")
        #expect(try district.judge("NH11-SRV-10", on: "2011-06-15").outcome == .pass, "May had one")
        let none = try district.judge("NH11-SRV-11", on: "2011-07-15")
        #expect(none.outcome == .fail, "the station held none: \(none.reason.en)")
        _ = try activity(
            district, "health_lecture", "2011-06-30", ["host": "街道办", "organiser": TestDistrict.station])
        let twoMonths = try district.judge("NH11-SRV-11", on: "2011-07-15")
        #expect(twoMonths.outcome == .pass, "May and June had one: \(twoMonths.reason.en)")
        #expect(
            try district.judge("NH11-SRV-10", on: "2011-07-15").outcome == .fail, "the hospital's June is as it was")
    }

    @Test("where there are several units each must hold its own; one that was dissolved need not")
    func eachUnit() throws {
        let district = try TestDistrict()
        // The running window comes before the last complete one.
        let inJune = { (judgement: Judgement) in judgement.numbers.last { $0.name == "health_lectures" }?.value }
        let centre = try district.add(
            "organisation",
            ["area": TestDistrict.community, "kind": "health_centre", "name": "卫生服务中心", "state": "active"])
        for day in ["2011-06-10", "2011-06-20"] { _ = try activity(district, "health_lecture", day) }
        let one = try district.judge("NH11-SRV-10", on: "2011-07-15")
        #expect(one.outcome == .fail && inJune(one) == "0", "\(one.numbers)")
        _ = try activity(district, "health_lecture", "2011-06-25", ["host": "卫生服务中心"])
        let both = try district.judge("NH11-SRV-10", on: "2011-07-15")
        #expect(both.outcome == .pass && inJune(both) == "1", "\(both.numbers)")
        try district.set("organisation", centre, ["state": "dissolved", "dissolved_on": "2011-06-30"])
        let left = try district.judge("NH11-SRV-10", on: "2011-07-15")
        #expect(left.outcome == .pass && inJune(left) == "2", "\(left.numbers)")
    }

    @Test("a community without a unit of its own looks to that of its street; where none is on record there is no data")
    func unitAbove() throws {
        let district = try TestDistrict()
        #expect(
            try district.judge("NH11-SRV-10", on: "2011-07-15", in: TestDistrict.neighbour, [:]).outcome == .noData)
        try district.add(
            "organisation", ["area": TestDistrict.street, "kind": "hospital", "name": "街道医院", "state": "active"])
        #expect(try district.judge("NH11-SRV-10", on: "2011-07-15", in: TestDistrict.neighbour, [:]).outcome == .fail)
        _ = try activity(
            district, "health_lecture", "2011-06-20", in: TestDistrict.neighbour, ["host": "街道医院"])
        #expect(try district.judge("NH11-SRV-10", on: "2011-07-15", in: TestDistrict.neighbour, [:]).outcome == .pass)
    }

    @Test("an education activity every week, whatever it is called; Sunday and Monday lie in two weeks")
    func educationActivities() throws {
        let district = try TestDistrict()
        // 2013-12-01 is a Sunday.
        _ = try activity(district, "law", "2013-12-01")
        #expect(try district.judge("SY13-CEN-06", on: "2013-12-01").outcome == .pass)
        // On Monday the week that ended on Sunday is judged; a week later none is there.
        #expect(try district.judge("SY13-CEN-06", on: "2013-12-08").outcome == .pass)
        #expect(try district.judge("SY13-CEN-06", on: "2013-12-09").outcome == .fail)
        for kind in ["education", "training"] {
            let other = try TestDistrict()
            _ = try activity(other, kind, "2013-12-09")
            #expect(try other.judge("SY13-CEN-06", on: "2013-12-09").outcome == .pass)
        }
    }

    @Test("a session counts in the quarter of its hearing, not in that of the session")
    func supervisionHearings() throws {
        let district = try TestDistrict()
        try district.add(
            "supervision_session",
            ["area": "440605", "quarter": "2009-Q3", "date": "2009-09-28", "state": "held"])
        let none = try district.judge("KM09-SUP-02", on: "2009-10-20", in: "440605")
        #expect(none.outcome == .fail && number("supervision_hearings", of: none) == "0", "\(none.numbers)")
        let session = try district.add(
            "supervision_session",
            [
                "area": "440605", "quarter": "2009-Q4", "date": "2009-09-30", "state": "held",
                "hearing_date": "2009-10-01",
            ])
        #expect(try district.judge("KM09-SUP-02", on: "2009-10-20", in: "440605").outcome == .pass)
        try district.set("supervision_session", session, ["state": "planned"])
        #expect(try district.judge("KM09-SUP-02", on: "2009-10-20", in: "440605").outcome == .fail)
    }

    @Test("the bureau holds one evaluation of compounds in May, counted by the year and over the district")
    func compoundEvaluations() throws {
        let district = try TestDistrict()
        for number in 1...2 {
            let code = TestDistrict.neighbour + "00\(number)"
            try district.addArea(code, "compound", under: TestDistrict.neighbour, ["property_company": "某物业"])
        }
        func judge() throws -> Judgement {
            try district.judge(
                "NH11-CRE-04", on: "2011-06-10", ["property_company": .text("某物业")])
        }
        func rounds() throws -> String? { number("compound_evaluation_rounds", of: try judge()) }
        #expect(try judge().outcome == .noData)
        let evaluate = { (compound: String, day: String) in
            try district.add("compound_evaluation", ["area": compound, "year": "2011", "date": day])
        }
        _ = try evaluate(TestDistrict.neighbour + "001", "2011-04-30")
        #expect(try judge().outcome == .fail)
        #expect(try rounds() == "0")
        _ = try evaluate(TestDistrict.neighbour + "001", "2011-05-31")
        _ = try evaluate(TestDistrict.neighbour + "002", "2011-05-02")
        #expect(try judge().outcome == .pass)
        #expect(try rounds() == "1")
    }

    @Test("actions are counted by the checks that have an activity, not by activities", arguments: [1, 2])
    func themes(table: Int) throws {
        let district = try TestDistrict()
        let code = "NH11-THM-0\(table)"
        let metric = table == 1 ? "actions_with_records" : "activities_with_records"
        #expect(number(metric, of: try district.judge(code, on: "2011-09-01", in: "440605")) == "no data")
        for check in ["\(code).1", "\(code).1", "\(code).2"] {
            _ = try activity(district, "theme", "2011-05-01", state: "held", ["theme": check])
        }
        _ = try activity(district, "theme", "2011-05-01", state: "planned", ["theme": "\(code).3"])
        _ = try activity(district, "theme", "2011-10-01", state: "held", ["theme": "\(code).4"])
        _ = try activity(district, "theme", "2011-05-01", state: "held", ["theme": "NH11-XXX-01.1"])
        let judgement = try district.judge(code, on: "2011-09-01", in: "440605")
        #expect(judgement.outcome == .reportOnly && number(metric, of: judgement) == "2", "\(judgement.numbers)")
    }

    @Test("every community has a station: by a facility, by one that serves it, or by an inspection")
    func communitiesWithStation() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: "NH12-INF-05")
        func result() throws -> (Outcome, String?) {
            let judgement = try district.judge("NH12-INF-05", on: "2012-06-01", in: "440605")
            return (judgement.outcome, number("communities_with_health_station", of: judgement))
        }
        #expect(number("communities", of: try district.judge("NH12-INF-05", on: "2012-05-01", in: "440605")) == "2")
        #expect(try result() == (.fail, "0"))
        let station = try district.add(
            "facility", ["area": TestDistrict.community, "kind": "health_station", "state": "planned", "name": "站"])
        #expect(try result() == (.fail, "0"))
        try district.set("facility", station, ["state": "in_use"])
        #expect(try result() == (.fail, "1"))
        try district.set("facility", station, ["serves": TestDistrict.neighbour])
        #expect(try result() == (.pass, "2"))
        // Without that, an inspection says so; a later one takes it back.
        let other = try TestDistrict()
        func inspect(_ day: String, _ area: String, _ flag: Bool) throws {
            try other.inspect(standard, in: area, on: day, ["has_health_station": .boolean(flag)])
        }
        try inspect("2012-03-01", TestDistrict.community, true)
        try inspect("2012-03-01", TestDistrict.neighbour, true)
        #expect(try other.judge("NH12-INF-05", on: "2012-03-01", in: "440605").outcome == .pass)
        try inspect("2012-04-01", TestDistrict.neighbour, false)
        #expect(try other.judge("NH12-INF-05", on: "2012-03-31", in: "440605").outcome == .pass)
        #expect(try other.judge("NH12-INF-05", on: "2012-04-01", in: "440605").outcome == .fail)
    }
}
