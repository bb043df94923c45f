import CommunityRecords
import ReplicaStore
import SyncProtocol
import Testing
import Values

@Suite("The coverage report") struct CoverageReportTests {
    private func district() throws -> TestDistrict {
        let district = try TestDistrict()
        let done = try district.addHousehold("101")
        try district.visit(done, "refused", at: "2011-05-09T10:00:00+08:00", ["programme": "publicity"])
        try district.visit(done, "completed", at: "2011-05-10T10:00:00+08:00", ["programme": "survey"])
        try district.visit(try district.addHousehold("102"), "partial", ["programme": "survey"])
        try district.visit(try district.addHousehold("103", building: "2"), "nobody_home", ["programme": "survey"])
        try district.visit(try district.addHousehold("104", building: "10"), "vacant")
        try district.addHousehold("105", building: "10", ["in_scope": "false"])
        let quiet = try district.addHousehold("106", building: "10", ["do_not_contact": "true"])
        try district.visit(quiet, "refused")
        try district.addHousehold("107", building: "10")
        try district.visit(try district.addHousehold("1", in: TestDistrict.neighbour), "appointment")
        return district
    }

    @Test("every household is counted once, in scope or apart, and coverage is of those in scope")
    func communities() throws {
        let district = try district()
        let made = try MadeReport(ReportRequest(name: "coverage"), in: district)
        let own = ["area": TestDistrict.community]
        let columns = [
            "inScope", "visited", "completed", "partial", "appointment", "refused", "notReached", "notVisited",
            "doNotContact", "vacant", "outOfScope", "duplicate", "households", "attempts",
        ]
        #expect(try made.numbers(columns, where: own) == [4, 5, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 7, 6])
        #expect(try made.cell("coverage", where: own) == .share(part: 2, of: 4))
        #expect(try made.cell("attemptsPerHousehold", where: own) == .mean(total: 6, count: 5))
        let total = ["area": "total"]
        #expect(try made.numbers(columns, where: total) == [5, 6, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 8, 7])
        #expect(try made.cell("coverage", where: total) == .share(part: 2, of: 5))
    }

    @Test("by building the buildings stand in the order of their numbers; by programme only its own visits count")
    func others() throws {
        let district = try district()
        let buildings = try MadeReport(
            ReportRequest(name: "coverage", area: TestDistrict.community, by: "building"), in: district)
        #expect(
            buildings.report.rows.map { buildings.cell($0, "building") } == [
                .word("1"), .word("2"), .word("10"), Report.Cell.none,
            ])
        #expect(try buildings.cell("coverage", where: ["building": "1"]) == .share(part: 2, of: 2))
        let programmes = try MadeReport(ReportRequest(name: "coverage", by: "programme"), in: district)
        #expect(
            try programmes.numbers(["completed", "partial", "refused"], where: ["programme": "survey"]) == [1, 1, 0])
        #expect(try programmes.numbers(["completed", "refused"], where: ["programme": "publicity"]) == [0, 1])
        #expect(try programmes.cell("title", where: ["programme": "survey"]) == .text(.init(zh: "入户调查", en: "Survey")))
    }

    @Test("a figure leads to its records: as many as it counts, each of them one that there is")
    func explained() throws {
        let district = try district()
        let made = try MadeReport(
            ReportRequest(name: "coverage", area: TestDistrict.community, explains: true), in: district)
        let row = try #require(made.report.rows.first)
        for column in ["completed", "partial", "notReached", "notVisited", "doNotContact", "vacant", "attempts"] {
            let sources = row.sources.filter { $0.column == column }
            #expect(made.cell(row, column) == .number(sources.count), "\(column)")
            for source in sources {
                if case .one = try district.store.record(idPrefix: source.record) { continue }
                Issue.record("\(source.record) is no record")
            }
        }
    }

    @Test("an empty store gives no rows, and a household without visits gives no data rather than zero attempts each")
    func empty() throws {
        let district = try TestDistrict()
        #expect(try MadeReport(ReportRequest(name: "coverage"), in: district).report.rows.isEmpty)
        try district.addHousehold("1", ["in_scope": "false"])
        let made = try MadeReport(ReportRequest(name: "coverage"), in: district)
        #expect(try made.cell("coverage", where: ["area": TestDistrict.community]) == Report.Cell.none)
        #expect(try made.cell("attemptsPerHousehold", where: ["area": TestDistrict.community]) == Report.Cell.none)
    }
}
