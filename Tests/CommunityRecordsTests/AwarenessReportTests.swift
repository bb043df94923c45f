import CommunityModel
import CommunityRecords
import SyncProtocol
import Testing
import Values

@Suite("The report of survey rates") struct AwarenessReportTests {
    private func households(_ count: Int, in area: String = TestDistrict.community, of district: TestDistrict) throws
        -> [RecordID]
    {
        try (1...count).map { try district.addHousehold("\($0)", building: "\($0 % 2 + 1)", in: area) }
    }

    @Test("all 23 rates stand for each community and for all, and what nobody was asked is no data")
    func whole() throws {
        let district = try TestDistrict()
        for area in [TestDistrict.community, TestDistrict.neighbour] {
            let household = try district.addHousehold("1", in: area)
            try district.visit(household, "completed", answers: ["B01": .text("heard"), "C01": .text("dont_know")])
        }
        let made = try MadeReport(ReportRequest(name: "awareness"), in: district)
        #expect(made.report.rows.count == 69)
        let own = { ["area": TestDistrict.community, "rate": $0] }
        #expect(try made.cell("share", where: own("awareness_rate")) == .share(part: 1, of: 1))
        #expect(try made.cell("share", where: own("support_rate")) == Report.Cell.none)
        #expect(try made.numbers(["denominator", "excluded"], where: own("support_rate")) == [0, 1])
        #expect(try made.cell("share", where: own("safety_rate")) == Report.Cell.none)
        #expect(try made.numbers(["unanswered", "sample"], where: own("safety_rate")) == [1, 1])
        #expect(try made.cell("share", where: own("visit_coverage")) == .share(part: 1, of: 1))
        #expect(try made.cell("share", where: ["area": "total", "rate": "awareness_rate"]) == .share(part: 2, of: 2))
        let rates = try MadeReport(ReportRequest(name: "awareness", by: "rate"), in: district)
        #expect(rates.report.rows.count == 23)
        #expect(try rates.cell("numerator", where: ["rate": "awareness_rate"]) == .number(2))
    }

    @Test("what answers flag of a place is counted apart from the rates, by area and with its records")
    func flags() throws {
        let district = try TestDistrict()
        for (index, home) in try households(3, of: district).enumerated() {
            try district.visit(
                home, "completed",
                answers: [
                    "D04": .text(["none", "satisfied", "dont_know"][index]),
                    "G02": .text(index == 1 ? "no_bins" : "always"),
                ])
        }
        let made = try MadeReport(ReportRequest(name: "awareness", by: "flag", explains: true), in: district)
        #expect(made.report.rows.count == 2)
        let property = ["rate": "no_property_management"]
        #expect(try made.cell("share", where: property) == .share(part: 1, of: 2))
        #expect(try made.numbers(["excluded", "sample"], where: property) == [1, 3])
        #expect(try made.cell("share", where: ["rate": "no_sorting_facility"]) == .share(part: 1, of: 3))
        #expect(made.report.rows.allSatisfy { !$0.sources.isEmpty })
    }

    @Test("the change is against the round before, in exact percentage points")
    func change() throws {
        let district = try TestDistrict()
        let homes = try households(3, of: district)
        for (index, home) in homes.enumerated() {
            try district.visit(
                home, "completed", ["round": "1"], answers: ["B01": .text(index == 0 ? "heard" : "never")])
            try district.visit(
                home, "completed", at: "2011-06-10T10:00:00+08:00", ["round": "2"],
                answers: ["B01": .text(index < 2 ? "heard" : "never")])
        }
        let second = try MadeReport(ReportRequest(name: "awareness", by: "rate", round: "2"), in: district)
        let aware = ["rate": "awareness_rate"]
        #expect(try second.cell("share", where: aware) == .share(part: 2, of: 3))
        #expect(try second.cell("previous", where: aware) == .share(part: 1, of: 3))
        #expect(try second.cell("change", where: aware) == .points(part: 3, of: 9))
        #expect(Report.Cell.points(3, of: 9) == "+33.3")
        #expect(second.report.settings.contains(Report.Setting("previousRound", "1")))
        let first = try MadeReport(ReportRequest(name: "awareness", by: "rate", round: "1"), in: district)
        #expect(try first.cell("change", where: aware) == Report.Cell.none)
    }

    @Test("demands are judged exactly; of two documents each by itself; green space by every building")
    func demands() throws {
        let district = try TestDistrict()
        for (index, home) in try households(20, of: district).enumerated() {
            try district.visit(
                home, "completed",
                answers: [
                    "G01": .text(index == 0 ? "rarely" : "always"), "D02": .text(index < 16 ? "satisfied" : "neutral"),
                    "G04": .text(index == 1 ? "no" : "yes"),
                ])
        }
        let made = try MadeReport(ReportRequest(name: "awareness", by: "rate"), in: district)
        #expect(
            try made.cell("met", where: ["rate": "bagging_rate"])
                == .text(.init(zh: "SY13 否；QP11 是", en: "SY13 no; QP11 yes")))
        #expect(try made.cell("met", where: ["rate": "satisfaction_party"]) == .text(.init(zh: "是", en: "yes")))
        #expect(
            try made.cell("met", where: ["rate": "green_500m_rate"])
                == .text(.init(zh: "否（1/2 栋）", en: "no (1 of 2 buildings)")))
        #expect(try made.cell("met", where: ["rate": "awareness_rate"]) == Report.Cell.none)
    }

    @Test("an answer of no form to a sensitive question counts in no rate, also not by version; others of no form do")
    func loose() throws {
        let district = try TestDistrict()
        for home in try households(6, of: district) {
            try district.visit(home, "completed", answers: ["B06": .text("yes"), "B01": .text("heard")])
        }
        for by in ["version", "rate"] {
            let made = try MadeReport(ReportRequest(name: "awareness", by: by), in: district)
            for row in made.rows(["rate": "awareness_liuqi"]) {
                for column in ["numerator", "denominator"] { #expect(made.cell(row, column) == .number(0), "\(by)") }
            }
            let counted = made.rows(["rate": "awareness_rate"]).filter { made.cell($0, "numerator") == .number(6) }
            #expect(!counted.isEmpty, "\(by)")
        }
    }

    @Test("versions of the form with other codes are counted by themselves and named")
    func versions() throws {
        let district = try TestDistrict()
        let homes = try households(3, of: district)
        try district.visit(
            homes[0], "completed", ["form": "household-survey", "form_version": "1"], answers: ["B01": .text("heard")])
        for home in homes[1...] {
            try district.visit(
                home, "completed", ["form": "household-survey", "form_version": "2"],
                answers: ["B01": .text("aware"), "B03": .text("heard")])
        }
        let made = try MadeReport(ReportRequest(name: "awareness", by: "version"), in: district)
        let second = { ["version": "household-survey 2", "rate": $0] }
        #expect(
            try made.cell("mark", where: second("awareness_rate"))
                == .text(.init(zh: "不合并：2 份答案的选项不同", en: "not joined: 2 answers have other codes")))
        #expect(try made.cell("mark", where: second("awareness_livable")) == Report.Cell.none)
        let all = try MadeReport(ReportRequest(name: "awareness", by: "rate"), in: district)
        #expect(try all.numbers(["denominator", "sample"], where: ["rate": "awareness_rate"]) == [1, 1])
        #expect(try all.numbers(["denominator", "sample"], where: ["rate": "awareness_livable"]) == [2, 3])
        #expect(all.report.remarks.contains { $0.en.hasPrefix("Not joined, household-survey 2: awareness_rate") })
    }

    @Test("the settings of the campaign decide, and a sample below the least is marked")
    func settings() throws {
        let district = try TestDistrict()
        for home in try households(2, of: district) {
            try district.visit(home, "completed", answers: ["B01": .text("heard"), "G01": .text("mostly")])
        }
        for (name, value) in [
            (SettingName.awarenessCountsHeard, "false"), (.baggingCountsMostly, "true"), (.sampleMin, "3"),
        ] {
            try district.state(name, value)
        }
        let made = try MadeReport(ReportRequest(name: "awareness", by: "rate"), in: district)
        #expect(try made.cell("share", where: ["rate": "awareness_rate"]) == .share(part: 0, of: 2))
        #expect(try made.cell("share", where: ["rate": "bagging_rate"]) == .share(part: 2, of: 2))
        #expect(
            try made.cell("mark", where: ["rate": "bagging_rate"]) == .text(.init(zh: "样本不足 3", en: "sample below 3")))
    }

    @Test("every figure of a rate leads to the responses it counts")
    func explained() throws {
        let district = try TestDistrict()
        for (index, home) in try households(4, of: district).enumerated() {
            let answers: [String: Value] = [
                ["C01": .text("support")], ["C01": .text("oppose")], ["C01": .text("dont_know")],
                ["B01": .text("never")],
            ][index]
            try district.visit(home, "completed", answers: answers)
        }
        let made = try MadeReport(ReportRequest(name: "awareness", by: "rate", explains: true), in: district)
        let row = try #require(made.rows(["rate": "support_rate"]).first)
        #expect(row.sources.map(\.column).sorted() == ["apart", "denominator", "excluded", "numerator"])
    }
}
