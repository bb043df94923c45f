import Standards
import SyncProtocol
import Testing

@testable import CommunityRecords

/// The indicator about the rectification of others: it counts what the baseline found unmet, and plans for it, from records.
@Suite struct UnmetIndicatorTests {
    private static let code = "NH11-FLD-06"
    /// Without a hospital or a station, so that nothing is demanded of these.
    private static let area = TestDistrict.neighbour
    /// 178 of 180 m², and 10 of 15 m²: two indicators that fail, each once.
    private static let short: [String: Value] = [
        "households": .integer(998), "office_area": .integer(178), "police_room_area": .integer(10),
    ]

    private func failed(_ id: RecordID, in district: TestDistrict) throws -> [String] {
        let standard = try Shipped.standard(of: Self.code)
        let judged = try JudgedInspection(
            try district.inspection(id), standard: standard, facts: try CommunityFacts(district.store))
        return judged.judgements.filter { $0.outcome == .fail }.map(\.code)
    }

    private func number(_ name: String, of judgement: Judgement) -> String? {
        judgement.numbers.first { $0.name == name }?.value
    }

    private func plan(_ code: String, in district: TestDistrict, unit: String) throws -> RecordID {
        let standard = try Shipped.standard(of: code)
        return try district.add(
            "rectification",
            [
                "area": Self.area, "source": "baseline", "standard": standard.id, "indicator": code,
                "title": code, "measure": "扩建", "project": "P1", "due_date": "2011-05-15", "responsible_unit": unit,
            ])
    }

    @Test("without a baseline it has no data, and a baseline that found nothing unmet leaves nothing to plan")
    func nothingUnmet() throws {
        let district = try TestDistrict()
        #expect(try district.judge(Self.code, on: "2011-05-20", in: Self.area).outcome == .noData)
        let standard = try Shipped.standard(of: Self.code)
        try district.inspect(
            standard, in: Self.area, on: "2011-05-01", kind: "baseline", ["office_area": .integer(180)])
        #expect(try district.judge(Self.code, on: "2011-05-20", in: Self.area).outcome == .noData)
    }

    @Test("it passes once every indicator that the baseline found unmet has a plan with measure, project, day and unit")
    func planned() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: Self.code)
        let baseline = try district.inspect(standard, in: Self.area, on: "2011-05-01", kind: "baseline", Self.short)
        let unmet = try failed(baseline, in: district).filter { $0 != Self.code }
        #expect(unmet.count == 2)
        let none = try district.judge(Self.code, on: "2011-05-20", in: Self.area)
        #expect(none.outcome == .fail)
        #expect(number("unmet_indicators", of: none) == "2" && number("unmet_with_plan", of: none) == "0")

        _ = try plan(unmet[0], in: district, unit: "居委会")
        let half = try plan(unmet[1], in: district, unit: "")
        let one = try district.judge(Self.code, on: "2011-05-20", in: Self.area)
        #expect(one.outcome == .fail && number("unmet_with_plan", of: one) == "1")

        try district.set("rectification", half, ["responsible_unit": "街道"])
        let all = try district.judge(Self.code, on: "2011-05-20", in: Self.area)
        #expect(all.outcome == .pass && number("unmet_with_plan", of: all) == "2")
        // Later inspections of other kinds, and of neighbours, are not the baseline.
        try district.inspect(
            standard, in: Self.area, on: "2011-05-10", kind: "inspection", ["police_room_area": .integer(1)])
        try district.inspect(
            standard, in: TestDistrict.community, on: "2011-05-10", kind: "baseline", Self.short)
        #expect(number("unmet_indicators", of: try district.judge(Self.code, on: "2011-05-20", in: Self.area)) == "2")
    }

    @Test("it does not count itself, and no rectification is opened for it")
    func notItself() throws {
        let district = try TestDistrict()
        let standard = try Shipped.standard(of: Self.code)
        let baseline = try district.inspect(standard, in: Self.area, on: "2011-05-01", kind: "baseline", Self.short)
        let facts = try CommunityFacts(district.store)
        let judged = try JudgedInspection(try district.inspection(baseline), standard: standard, facts: facts)
        #expect(judged.judgements.contains { $0.code == Self.code && $0.outcome == .fail })
        let uncovered = try FailurePlan(judged, rectifications: [], facts: facts).uncovered.map(\.code)
        #expect(uncovered.count == 2 && !uncovered.contains(Self.code))
    }
}
