import Standards
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

/// Decisions that an indicator does not apply to a community.
@Suite struct ExemptionTests {
    private static let code = "NH11-FAC-03"

    private func decide(
        _ district: TestDistrict, _ isApplicable: Bool, on day: String?, in area: String = TestDistrict.community,
        standard: String? = nil, reason: String = "没有条件"
    ) throws -> RecordID {
        var fields = [
            "area": area, "standard": try standard ?? Shipped.standard(of: Self.code).id, "indicator": Self.code,
            "applicable": String(isApplicable), "reason": reason,
        ]
        if let day { fields["date"] = day }
        return try district.add("exemption", fields, as: TestDistrict.wang)
    }

    private func judge(_ district: TestDistrict, on day: String) throws -> Judgement {
        try district.judge(
            Self.code, on: day,
            ["public_service_area": .decimal(try number("100")), "households": .integer(500)])
    }

    @Test("a decision holds from its day on, until a later one takes it back; its reason is shown")
    func fromDayOn() throws {
        let district = try TestDistrict()
        _ = try decide(district, false, on: "2011-06-01")
        #expect(try judge(district, on: "2011-05-31").outcome == .fail)
        let exempt = try judge(district, on: "2011-06-01")
        #expect(exempt.outcome == .notApplicable && exempt.reason.zh.contains("没有条件"))
        _ = try decide(district, true, on: "2011-08-01", reason: "条件已具备")
        #expect(try judge(district, on: "2011-07-31").outcome == .notApplicable)
        #expect(try judge(district, on: "2011-08-01").outcome == .fail)
    }

    @Test("a decision without a day always holds, until a dated one says otherwise")
    func withoutDay() throws {
        let district = try TestDistrict()
        _ = try decide(district, false, on: nil)
        #expect(try judge(district, on: "2011-01-01").outcome == .notApplicable)
        _ = try decide(district, true, on: "2011-06-01")
        #expect(try judge(district, on: "2011-05-31").outcome == .notApplicable)
        #expect(try judge(district, on: "2011-06-01").outcome == .fail)
    }

    @Test("decisions about other communities and standards exempt nothing here")
    func elsewhere() throws {
        let district = try TestDistrict()
        _ = try decide(district, false, on: "2011-01-01", in: TestDistrict.neighbour)
        _ = try decide(district, false, on: "2011-01-01", standard: "another-standard")
        #expect(try judge(district, on: "2011-06-01").outcome == .fail)
    }

    @Test("what the inspection exempts wins over a decision that it applies")
    func inspectionFirst() throws {
        let district = try TestDistrict()
        _ = try decide(district, true, on: "2011-01-01")
        let standard = try Shipped.standard(of: Self.code)
        let id = try district.inspect(standard, on: "2011-06-01", exempting: [Self.code: "临时借用"], [:])
        let judgement = try district.judge(Self.code, in: id)
        #expect(judgement.outcome == .notApplicable && judgement.reason.zh.contains("临时借用"))
        // One inspector takes the exemption back while another changes its reason: nobody knows until they agree.
        try district.setBeside("inspection", id, "exemptions", cell: Self.code, .null)
        #expect(try district.judge(Self.code, in: id).outcome == .noData)
        try district.decide(.text("临时借用"), reason: "两人商定")
        #expect(try district.judge(Self.code, in: id).outcome == .notApplicable)
    }

    @Test("of equal authority one says it applies, another not: no data until they agree")
    func disputedDecision() throws {
        let district = try TestDistrict()
        let id = try decide(district, false, on: "2011-01-01")
        try district.setBeside("exemption", id, "applicable", .boolean(true))
        let disputed = try judge(district, on: "2011-06-01")
        #expect(disputed.outcome == .noData && disputed.reason.en.contains("disagree"), "\(disputed.reason.en)")
    }
}
