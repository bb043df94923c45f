import CommunityRecords
import Reports
import SyncProtocol
import Testing

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
        let everything = "\(made.report)" + made.report.csv(isChinese: true)
        #expect(!everything.contains("13800138000") && !everything.contains("请打我电话"))
    }
}
