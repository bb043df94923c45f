import CommunityModel
import CommunityRecords
import ReplicaStore
import SyncProtocol
import Testing
import Values

@Suite("The report of opinions") struct OpinionsReportTests {
    @Test("opinions are counted by where they stand; overdue and kept go by the promised day")
    func counted() throws {
        let district = try TestDistrict()
        try district.turnClock(to: "2011-05-02")
        let area = ["area": TestDistrict.community, "text": "路灯坏了", "category": "facility"]
        let kept = try district.add(
            "opinion", area.merging(["promise_date": "2011-05-20", "reply_wanted": "true"]) { $1 })
        let late = try district.add("opinion", area.merging(["promise_date": "2011-05-20"]) { $1 })
        try district.add("opinion", area.merging(["promise_date": "2011-06-01", "reply_wanted": "true"]) { $1 })
        try district.add("opinion", area.merging(["promise_date": "2011-07-15", "state": "linked"]) { $1 })
        try district.add("opinion", ["area": TestDistrict.neighbour, "text": "好", "category": "praise"])
        try district.turnClock(to: "2011-05-20")
        try district.set("opinion", kept, ["state": "answered"])
        try district.turnClock(to: "2011-05-21")
        try district.set("opinion", late, ["state": "closed"])
        let made = try MadeReport(ReportRequest(name: "opinions"), in: district)
        let columns = [
            "all", "new", "open", "answered", "closed", "overdue", "promised", "kept", "replyWanted", "replyOwed",
        ]
        #expect(try made.numbers(columns, where: ["category": "Facilities"]) == [4, 1, 1, 1, 1, 1, 4, 1, 2, 1])
        #expect(try made.cell("keptShare", where: ["category": "Facilities"]) == .share(part: 1, of: 3))
        #expect(try made.numbers(["all"], where: ["category": "total"]) == [5])
        let areas = try MadeReport(ReportRequest(name: "opinions", by: "area"), in: district)
        #expect(try areas.numbers(["all"], where: ["area": TestDistrict.neighbour]) == [1])
    }

    @Test(
        "neither how to reach a resident nor what was said is anywhere in the report",
        arguments: ["category", "area", "place", "state"])
    func contact(by: String) throws {
        let district = try TestDistrict()
        try district.add(
            "opinion",
            [
                "area": TestDistrict.community, "text": "请打我电话", "contact": "13800138000", "category": "road",
                "place": "3栋旁", "reply_wanted": "true",
            ])
        let made = try MadeReport(ReportRequest(name: "opinions", by: by, explains: true), in: district)
        #expect(made.report.rows.first?.sources.count == 1)
        let everything = "\(made.report)" + String(decoding: made.report.csv(isChinese: true), as: UTF8.self)
        #expect(!everything.contains("13800138000") && !everything.contains("请打我电话"))
    }

    /// An opinion as a visit makes it, under an id that follows from the visit.
    private func hear(from visit: RecordID, in district: TestDistrict) throws -> RecordID {
        let type = try district.type("opinion")
        let key = RecordKey(
            id: RecordID.derived("ruhu-visit-opinion-1", from: [visit.bytes]), type: type.number)
        try district.store.save(as: TestDistrict.li, handsIn: true) { context in
            let fields: [(String, Value)] = [
                ("area", .text(TestDistrict.community)), ("visit", .reference(visit)), ("text", .text("路灯坏了")),
                ("category", .choice("facility")),
            ]
            let writes = try fields.map { name, value in
                try context.write(key, try #require(type.field(named: name)), value)
            }
            return [ChangeDraft(writes: writes)]
        }
        return key.id
    }

    private func all(_ district: TestDistrict, from: String, to: String) throws -> [Int] {
        let request = ReportRequest(name: "opinions", from: CalendarDate(from), to: CalendarDate(to))
        return try MadeReport(request, in: district).report.rows.map { row in
            if case .number(let count) = row.cells[1] { count } else { -1 }
        }
    }

    @Test("an opinion that was heard at a visit is of the day of the visit, though its id tells no time")
    func visited() throws {
        let district = try TestDistrict()
        let household = try district.addHousehold("1")
        let visit = try district.visit(household, "completed", at: "2011-05-10T23:30:00+08:00")
        try district.turnClock(to: "2011-05-14")
        let opinion = try hear(from: visit, in: district)
        #expect(opinion.milliseconds == nil)
        #expect(try all(district, from: "2011-05-10", to: "2011-05-10") == [1])
        #expect(try all(district, from: "2011-05-11", to: "2011-06-30").isEmpty)
        #expect(try all(district, from: "2011-01-01", to: "2011-05-09").isEmpty)
        let made = try MadeReport(ReportRequest(name: "opinions", explains: true), in: district)
        #expect(made.report.rows.first?.sources.first?.words.en == "2011-05-10 Facilities")
    }

    @Test("where the visit is not here the opinion is of the day of its first change, whoever wrote later")
    func unvisited() throws {
        let district = try TestDistrict()
        var random = SystemRandomNumberGenerator()
        try district.turnClock(to: "2011-05-14")
        let opinion = try hear(from: RecordID(milliseconds: 0, using: &random), in: district)
        try district.turnClock(to: "2011-05-20")
        try district.set("opinion", opinion, ["state": "triaged"])
        #expect(try all(district, from: "2011-05-14", to: "2011-05-14") == [1])
        #expect(try all(district, from: "2011-05-15", to: "2011-05-20").isEmpty)
    }
}
