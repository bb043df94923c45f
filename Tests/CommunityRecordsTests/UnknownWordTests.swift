import CommunityModel
import CommunityRecords
import SyncProtocol
import Testing
import Values

/// Words that no record and no report knows: named, instead of a table of zeros.
@Suite("A request for what there is not") struct UnknownWordTests {
    private func refusal(_ request: ReportRequest, _ district: TestDistrict) -> ReportFault? {
        do {
            _ = try MadeReport(request, in: district)
            return nil
        } catch {
            return error as? ReportFault
        }
    }

    @Test("an unknown area is refused by every report, with those there are", arguments: ReportCatalogue.names)
    func area(name: String) throws {
        let district = try TestDistrict()
        let fault = try #require(refusal(ReportRequest(name: name, area: "999"), district))
        #expect(fault.code == "area_unknown" && fault.given == "999")
        #expect(fault.failure.status == .data && fault.failure.message.en.contains("999"))
        #expect(fault.failure.hint?.en.contains(TestDistrict.community) == true)
        for area in ["", "44", "4406050119", TestDistrict.neighbour] {
            #expect(refusal(ReportRequest(name: name, area: area), district) == nil, "\(area)")
        }
    }

    @Test("rows by a word that the report does not know are refused", arguments: ReportCatalogue.names)
    func by(name: String) throws {
        let fault = try #require(refusal(ReportRequest(name: name, by: "nonsense"), try TestDistrict()))
        #expect(fault.code == "report_by_unknown" && !fault.known.isEmpty && fault.failure.status == .usage)
    }

    @Test(
        "a round that neither a visit nor the settings name is refused; one that was visited elsewhere has no visits here",
        arguments: ["coverage", "awareness", "team"])
    func round(name: String) throws {
        let district = try TestDistrict()
        let household = try district.addHousehold("1", in: TestDistrict.neighbour)
        try district.visit(household, "completed", ["round": "10"])
        try district.visit(household, "completed", ["round": "2"])
        try district.state(.round, "11")
        let fault = try #require(refusal(ReportRequest(name: name, round: "zzz"), district))
        #expect(fault.code == "round_unknown" && fault.known == ["2", "10", "11"])
        #expect(fault.failure.status == .data && fault.failure.message.zh.contains("zzz"))
        for area in ["", TestDistrict.community] {
            for round in ["2", "10", "11"] {
                #expect(refusal(ReportRequest(name: name, area: area, round: round), district) == nil)
            }
        }
    }
}
