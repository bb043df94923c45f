import CommunityRecords
import SyncProtocol
import Testing
import Values

@Suite("The report of the teams' work") struct TeamReportTests {
    private func district() throws -> TestDistrict {
        let district = try TestDistrict()
        let homes = try ["101", "102", "103"].map { try district.addHousehold($0) }
        let other = try district.addHousehold("201", building: "2")
        try district.visit(
            homes[0], "completed", at: "2011-05-10T10:00:00+08:00",
            ["enumerators": "chen,zhou", "ended_at": "2011-05-10T10:20:00+08:00"])
        try district.visit(
            homes[1], "partial", at: "2011-05-10T11:00:00+08:00",
            ["enumerators": "chen", "ended_at": "2011-05-10T11:11:00+08:00"])
        try district.visit(homes[2], "refused", at: "2011-05-11T10:00:00+08:00", ["enumerators": "chen"])
        try district.visit(homes[2], "nobody_home", at: "2011-05-12T10:00:00+08:00", as: TestDistrict.wang)
        try district.visit(
            other, "completed", at: "2011-05-12T10:00:00+08:00", ["enumerators": "zhou", "void_reason": "重"])
        try district.visit(other, "completed", at: "2011-05-12T11:00:00+08:00", ["enumerators": "zhou"])
        try district.add(
            "team_member",
            ["area": TestDistrict.community, "team": "一队", "login": "chen", "trained_on": "2011-04-20"])
        try district.add("team_member", ["area": TestDistrict.community, "team": "一队", "login": "zhou"])
        return district
    }

    @Test("each enumerator gets the visits that name him, and whoever recorded it those that name nobody")
    func members() throws {
        let district = try district()
        let made = try MadeReport(ReportRequest(name: "team"), in: district)
        let columns = ["visits", "households", "done", "completed", "partial", "refused", "notReached", "days"]
        #expect(try made.numbers(columns, where: ["member": "chen"]) == [3, 3, 2, 1, 1, 1, 0, 2])
        #expect(try made.numbers(columns, where: ["member": "zhou"]) == [2, 2, 2, 2, 0, 0, 0, 2])
        #expect(try made.numbers(columns, where: ["member": "wang"]) == [1, 1, 0, 0, 0, 0, 1, 1])
        #expect(try made.cell("minutes", where: ["member": "chen"]) == .mean(total: 31, count: 2))
        #expect(try made.cell("minutes", where: ["member": "wang"]) == Report.Cell.none)
        #expect(try made.cell("trained", where: ["member": "chen"]) == .share(part: 1, of: 1))
        #expect(try made.cell("trained", where: ["member": "zhou"]) == .share(part: 0, of: 1))
        #expect(try made.cell("team", where: ["member": "chen"]) == .word("一队"))
        let total = ["member": "total"]
        #expect(try made.numbers(columns, where: total) == [5, 4, 3, 2, 1, 1, 1, 5])
        #expect(try made.cell("trained", where: total) == .share(part: 1, of: 3))
    }

    @Test("by building the same visits, and only those between the days asked for")
    func buildings() throws {
        let district = try district()
        let made = try MadeReport(ReportRequest(name: "team", by: "building"), in: district)
        #expect(try made.numbers(["visits", "members", "subsidyDays"], where: ["building": "1"]) == [4, 3, 4])
        #expect(try made.numbers(["visits", "done"], where: ["building": "2"]) == [1, 1])
        let first = CalendarDate("2011-05-11")
        let later = try MadeReport(ReportRequest(name: "team", from: first), in: district)
        #expect(try later.numbers(["visits"], where: ["member": "chen"]) == [1])
    }
}
