import CommunityModel
import CommunityRecords
import SyncProtocol
import Testing
import Values

/// What reports tell of a sensitive question, alone and together.
@Suite("The sensitive rate") struct SensitiveRateTests {
    private static let figures = [
        "numerator", "denominator", "share", "valid", "excluded", "unanswered", "apart", "previous", "change",
    ]

    private func answer(
        _ answers: [String], in area: String = TestDistrict.community, building: String = "1", round: String = "1",
        of district: TestDistrict
    ) throws {
        for (index, answer) in answers.enumerated() {
            let household = try district.addHousehold("\(round)\(index)", building: building, in: area)
            try district.visit(
                household, "completed", ["round": round, "form": "household-survey"],
                answers: ["B06": .text(answer), "B01": .text("heard")])
        }
    }

    private func rows(_ request: ReportRequest, _ district: TestDistrict) throws -> (MadeReport, [Report.Row]) {
        let made = try MadeReport(request, in: district)
        return (made, made.rows(["rate": "awareness_liuqi"]))
    }

    /// Whether nothing of the row but how many were visited is shown.
    private func isHidden(_ row: Report.Row, of made: MadeReport) -> Bool {
        Self.figures.allSatisfy { [.suppressed, Report.Cell.none].contains(made.cell(row, $0)) }
            && made.cell(row, "share") == .suppressed && made.cell(row, "mark") == Report.Cell.none
            && row.sources.isEmpty
    }

    @Test("a building with few answers cannot be told from the others and the whole: no building is shown")
    func buildings() throws {
        let district = try TestDistrict()
        try answer(Array(repeating: "yes", count: 6), building: "1", of: district)
        try answer(["no", "no", "yes"], building: "2", of: district)
        let (buildings, parts) = try rows(ReportRequest(name: "awareness", by: "building", explains: true), district)
        let (areas, whole) = try rows(ReportRequest(name: "awareness", by: "area", explains: true), district)
        let shownParts = parts.filter { !isHidden($0, of: buildings) }
        #expect(parts.count == 3 && shownParts.map(\.isTotal) == [true])
        #expect(String(decoding: buildings.report.csv(isChinese: false), as: UTF8.self).contains("suppressed"))
        #expect(buildings.report.remarks.contains { $0.en.hasPrefix("Sensitive questions") })
        #expect(whole.count == 1)
        #expect(areas.cell(whole[0], "share") == .share(part: 7, of: 9))
        // Its records are named, and nothing of what they say.
        #expect(whole[0].sources.count == 9)
        #expect(Set(whole[0].sources.map(\.words)) == [.init(zh: "一份答卷", en: "one response")])
        let open = buildings.rows(["rate": "awareness_rate", "building": "2"])
        #expect(buildings.cell(open[0], "share") == .share(part: 3, of: 3))
    }

    @Test(
        "a community with few answers hides every figure that covers it, whatever else the report shows",
        arguments: ["area", "rate", "building", "version"])
    func communities(by: String) throws {
        let district = try TestDistrict()
        try answer(Array(repeating: "yes", count: 6), of: district)
        try answer(["no", "refused"], in: TestDistrict.neighbour, of: district)
        for area in ["", TestDistrict.street, "4406050119", TestDistrict.neighbour] {
            let (made, rows) = try rows(ReportRequest(name: "awareness", area: area, by: by, explains: true), district)
            #expect(!rows.isEmpty)
            for row in rows where made.cell(row, "area") != .word(TestDistrict.community) || by == "building" {
                #expect(isHidden(row, of: made), "\(area) \(row.cells)")
            }
        }
        // The other community tells nothing of this one, alone or beside it.
        let shown = ["area": TestDistrict.community, "rate": "awareness_liuqi"]
        for area in ["", TestDistrict.community] {
            let made = try MadeReport(ReportRequest(name: "awareness", area: area), in: district)
            #expect(try made.cell("share", where: shown) == .share(part: 6, of: 6))
        }
        #expect(try district.figure("awareness_liuqi", in: TestDistrict.street).isSuppressed)
        #expect(try !district.figure("awareness_liuqi", in: TestDistrict.community).isSuppressed)
    }

    @Test("four who would not say and one who did are one answer, and nothing of it is shown")
    func refusals() throws {
        let district = try TestDistrict()
        try answer(["yes"] + Array(repeating: "refused", count: 4), of: district)
        let (made, rows) = try rows(ReportRequest(name: "awareness"), district)
        #expect(rows.count == 1 && isHidden(rows[0], of: made))
        #expect(try district.figure("awareness_liuqi").isSuppressed)
    }

    @Test("a part of a community is not shown, whether its code begins with the community's or not")
    func compounds() throws {
        let district = try TestDistrict()
        let inside = TestDistrict.community + "01"
        let outside = "440605011955"
        try district.addArea(inside, "compound", under: TestDistrict.community)
        try district.addArea(outside, "compound", under: TestDistrict.community)
        try answer(Array(repeating: "yes", count: 6), in: inside, of: district)
        for area in [inside, TestDistrict.street] {
            let (made, rows) = try rows(ReportRequest(name: "awareness", area: area, by: "rate"), district)
            #expect(isHidden(rows[0], of: made) == (area == inside), "\(area)")
        }
        try answer(["no"], in: outside, building: "9", of: district)
        let (part, parts) = try rows(ReportRequest(name: "awareness", area: TestDistrict.community), district)
        #expect(isHidden(parts[0], of: part), "the compound with another code is missing")
        let (whole, wholes) = try rows(
            ReportRequest(name: "awareness", area: TestDistrict.street, by: "area"), district)
        #expect(whole.cell(wholes[0], "share") == .share(part: 6, of: 7))
    }

    @Test("a round before with few answers is hidden beside a round that is shown, and its change with it")
    func rounds() throws {
        let district = try TestDistrict()
        try answer(["no", "yes"], round: "1", of: district)
        try answer(Array(repeating: "yes", count: 5), round: "2", of: district)
        let (made, rows) = try rows(ReportRequest(name: "awareness", round: "2"), district)
        #expect(made.cell(rows[0], "share") == .share(part: 5, of: 5))
        #expect(made.cell(rows[0], "previous") == .suppressed && made.cell(rows[0], "change") == .suppressed)
    }

    @Test("where nobody answered there is nothing to hide: no data")
    func nobody() throws {
        let district = try TestDistrict()
        try answer(["yes"], in: TestDistrict.neighbour, of: district)
        try district.visit(try district.addHousehold("7"), "completed", answers: ["B01": .text("heard")])
        let made = try MadeReport(ReportRequest(name: "awareness"), in: district)
        let own = ["area": TestDistrict.community, "rate": "awareness_liuqi"]
        #expect(try made.cell("share", where: own) == Report.Cell.none)
        #expect(try made.numbers(["valid", "unanswered", "sample"], where: own) == [0, 1, 1])
    }
}
