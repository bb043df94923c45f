import StandardFiles
import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// One measured fact under several standards. The small standard wants an office of 180 m²; a second one wants 200 m²
/// of the same fact, and asks for trees too.
@Suite struct FactsReportTests {
    private static let second: StandardFile? = {
        let text = """
            schema: ruhu-standard/1
            id: strict
            catalogue_version: 1
            title_zh: 严标准
            title_en: Strict standard
            groups: [{code: A, title_zh: 甲, title_en: A}]
            items:
            - {code: S-1, group: A, title_zh: 办公用房, title_en: Office, kind: measure, assessment: threshold,
               threshold: {metric: office_area, op: '>=', value: 200, unit: m2}, applies_to: community,
               record: [{id: office_area, type: decimal, unit: m2, zh: 办公用房, en: Office}]}
            - {code: S-2, group: A, title_zh: 人员, title_en: Staff, kind: count, assessment: threshold,
               threshold: {metric: staff, op: '>=', value: 1}, applies_to: community,
               record: [{id: staff, type: integer, zh: 人员, en: Staff}]}
            """
        return try? StandardFile.read(bytes: Array(text.utf8), name: "strict.yaml").get()
    }()

    private func world() throws -> (TestDistrict, Standard, Standard) {
        let district = try TestDistrict()
        return (district, try district.publish(smallStandard), try district.publish(Self.second))
    }

    @Test("a fact measured once is judged under every standard that asks for it, each by its own limit")
    func shared() throws {
        let (district, small, _) = try world()
        let id = try district.inspect(small, on: "2012-06-01", ["office_area": .integer(190), "trees": .integer(3)])
        let report = try district.report("facts", explains: true)
        #expect(
            try report.lines("area", "fact", "value", "unit", "date", "standard", "indicator", "result")
                == [
                    "440605011901 office_area 190 m2 2012-06-01 small A-1 pass",
                    "440605011901 office_area 190 m2 2012-06-01 strict S-1 fail",
                ])
        for row in report.rows.indices {
            #expect(report.records(row) == ["value": [id.description], "result": [id.description]])
        }
        // `all` lists facts of one standard too.
        let all = try district.report("facts", by: "all").lines("fact", "indicator", "result")
        #expect(all == ["office_area A-1 pass", "office_area S-1 fail", "trees B-2 reportOnly"])
        #expect(try district.report("facts", by: "all", standard: "strict").lines("indicator") == ["S-1"])
    }

    @Test("the latest measurement counts, whichever standard's inspection made it")
    func latest() throws {
        let (district, small, strict) = try world()
        try district.inspect(small, on: "2012-06-01", ["office_area": .integer(190)])
        try district.inspect(strict, on: "2012-07-01", ["office_area": .integer(205)])
        try district.inspect(small, on: "2012-08-01", ["trees": .integer(3)])
        #expect(
            try district.report("facts").lines("value", "date", "result") == [
                "205 2012-07-01 pass", "205 2012-07-01 pass",
            ])
        #expect(
            try district.report("facts", to: "2012-06-30").lines("value", "result") == ["190 pass", "190 fail"])
    }

    @Test("a value that inspectors dispute is shown as disputed, and gives way to no older one")
    func disputed() throws {
        let (district, small, strict) = try world()
        try district.inspect(small, on: "2012-06-01", ["office_area": .integer(190)])
        let id = try district.inspect(strict, on: "2012-07-01", ["office_area": .integer(205)])
        try district.setBeside("inspection", id, "values", cell: "office_area", .integer(195))
        #expect(
            try district.report("facts").lines("value", "result")
                == ["195 (disputed) noData", "195 (disputed) noData"])
    }
}
