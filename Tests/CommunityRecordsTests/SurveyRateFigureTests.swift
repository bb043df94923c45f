import CommunityModel
import ReplicaStore
import SyncProtocol
import Testing
import Values

@testable import CommunityRecords

@Suite("Survey rates from the records of a store") struct SurveyRateFigureTests {
    private let aware: [String: Value] = ["B01": .text("know_well"), "C01": .text("support")]
    private let unaware: [String: Value] = ["B01": .text("never")]

    @Test("each household counts once, with the visit that stands for it")
    func once() throws {
        let district = try TestDistrict()
        let first = try district.addHousehold("101")
        let second = try district.addHousehold("102")
        try district.visit(first, "completed", at: "2011-05-10T10:00:00+08:00", answers: aware)
        let later = try district.visit(first, "completed", at: "2011-05-11T10:00:00+08:00", answers: unaware)
        try district.visit(second, "refused", at: "2011-05-09T10:00:00+08:00")
        try district.visit(second, "partial", at: "2011-05-10T10:00:00+08:00", answers: unaware)
        var figure = try district.figure("awareness_rate")
        #expect([figure.part, figure.whole, figure.valid, figure.responses] == [1, 2, 2, 2])
        #expect(try district.figure("support_rate").apart == 1)
        try district.choose(later, for: first)
        figure = try district.figure("awareness_rate")
        #expect([figure.part, figure.whole] == [0, 2])
        #expect(try district.figure("awareness_rate", in: TestDistrict.neighbour).whole == 0)
        #expect(try district.figure("awareness_rate", in: TestDistrict.street).whole == 2)
    }

    @Test("a visit that filled another form never stands for the survey, whatever the household's field names")
    func otherForm() throws {
        let district = try TestDistrict()
        let household = try district.addHousehold("101")
        let other = try district.visit(
            household, "completed", at: "2011-05-09T10:00:00+08:00", ["form": "u13"], answers: ["q1": .text("yes")])
        try district.choose(other, for: household, round: "1/u13")
        let survey = try district.visit(
            household, "completed", ["form": "household-survey", "form_version": "1"], answers: aware)
        #expect(try district.figure("awareness_rate").part == 1)
        // As such fields were written before forms had places of their own.
        try district.choose(other, for: household)
        #expect(try district.figure("awareness_rate").part == 1)
        try district.choose(survey, for: household)
        #expect(try district.figure("awareness_rate").responses == 1)
    }

    @Test("while people disagree which visit stands for a household, the earliest completed one does")
    func disputed() throws {
        let district = try TestDistrict()
        let household = try district.addHousehold("101")
        let later = try district.visit(household, "completed", at: "2011-05-12T10:00:00+08:00", answers: unaware)
        let earlier = try district.visit(household, "completed", at: "2011-05-11T10:00:00+08:00", answers: aware)
        try district.setBeside("household", household, "responses", cell: "1", .reference(earlier), as: TestDistrict.li)
        #expect(try district.figure("awareness_rate").part == 1)
        try district.setBeside("household", household, "responses", cell: "1", .reference(later))
        try #require(try district.store.conflicts().count == 1)
        #expect(try district.figure("awareness_rate").part == 1)
        try district.decide(.reference(later))
        #expect(try district.figure("awareness_rate").part == 0)
        #expect(try district.figure("awareness_rate").whole == 1)
    }

    @Test("void and deleted visits, those of other rounds and those after the day do not count")
    func left() throws {
        let district = try TestDistrict()
        let household = try district.addHousehold("101")
        try district.visit(household, "completed", ["void_reason": "走错门"], answers: unaware)
        try district.visit(household, "completed", ["round": "2"], answers: aware)
        try district.visit(household, "completed", at: "2011-07-01T00:00:00+08:00", answers: aware)
        #expect(try district.figure("awareness_rate").whole == 0)
        #expect(try district.figure("awareness_rate", asOf: CalendarDate("2011-07-01")).part == 1)
        var settings = CampaignSettings()
        settings.round = "2"
        #expect(try district.figure("awareness_rate", settings: settings).part == 1)
    }

    @Test("answers of a household that is not to be contacted count only with its consent")
    func consent() throws {
        let district = try TestDistrict()
        let quiet = try district.addHousehold("101", ["do_not_contact": "true"])
        let willing = try district.addHousehold("102", ["do_not_contact": "true"])
        let unwilling = try district.addHousehold("103")
        try district.visit(quiet, "completed", answers: aware)
        try district.visit(willing, "completed", ["consent": "true"], answers: aware)
        try district.visit(unwilling, "completed", ["consent": "false"], answers: aware)
        #expect(try district.figure("awareness_rate").whole == 1)
    }

    @Test("a version of the form with other codes, and another form, are not joined; the same codes are")
    func versions() throws {
        let district = try TestDistrict()
        for (room, form, version, answer) in [
            ("101", "household-survey", "1", "heard"), ("102", "household-survey", "2", "never"),
            ("103", "household-survey", "3", "aware"), ("104", "household-survey", "3", "never"),
            ("105", "street-survey", "1", "heard"),
        ] {
            try district.visit(
                try district.addHousehold(room), "completed", ["form": form, "form_version": version],
                answers: ["B01": .text(answer)])
        }
        let figure = try district.figure("awareness_rate")
        #expect([figure.part, figure.whole, figure.responses] == [1, 2, 2])
    }

    @Test("numbers count as numbers, also those that a form stored as text, and -1 is do not know")
    func numbers() throws {
        let district = try TestDistrict()
        try district.visit(
            try district.addHousehold("101"), "completed",
            answers: ["F03": .integer(2), "A04": .integer(4), "H03": .integer(15), "H05": .text("gov legal")])
        try district.visit(
            try district.addHousehold("102"), "completed",
            answers: ["F03": .text("1"), "A04": .text("3"), "H03": .integer(-1), "H05": .text("none")])
        let exercise = try district.figure("exercise_rate")
        #expect([exercise.part, exercise.whole, exercise.valid] == [3, 7, 2])
        let clinic = try district.figure("clinic_15min_rate")
        #expect([clinic.part, clinic.whole, clinic.excluded] == [1, 1, 1])
        #expect(try district.figure("benefit_rate").part == 1)
    }

    @Test("coverage leaves out what is vacant, out of scope or not to be contacted, and takes the best outcome")
    func coverage() throws {
        let district = try TestDistrict()
        let done = try district.addHousehold("101")
        try district.visit(done, "refused")
        try district.visit(done, "partial", at: "2011-05-12T10:00:00+08:00")
        try district.visit(try district.addHousehold("102"), "nobody_home")
        try district.visit(try district.addHousehold("103"), "vacant")
        try district.addHousehold("104", ["occupancy": "vacant"])
        try district.addHousehold("105", ["in_scope": "false"])
        try district.visit(try district.addHousehold("106", ["do_not_contact": "true"]), "do_not_contact")
        try district.addHousehold("107")
        let figure = try district.figure("visit_coverage")
        #expect([figure.part, figure.whole, figure.apart] == [1, 3, 1])
    }

    @Test("a merged household counts as the one it was merged into, with its visits")
    func merged() throws {
        let district = try TestDistrict()
        let kept = try district.addHousehold("101")
        let gone = try district.addHousehold("0101")
        try district.visit(gone, "completed", answers: aware)
        try district.setBeside("household", gone, "merged_into", .reference(kept))
        let figure = try district.figure("visit_coverage")
        #expect([figure.part, figure.whole] == [1, 1])
        #expect(try district.figure("awareness_rate").part == 1)
    }

    @Test("few answers are marked as the campaign says, and few answers to a sensitive question are not shown")
    func few() throws {
        let district = try TestDistrict()
        for room in 1...4 {
            try district.visit(
                try district.addHousehold("\(room)"), "completed", ["form": "household-survey"],
                answers: ["B01": .text("heard"), "B06": .text("yes")])
        }
        var settings = CampaignSettings()
        #expect(try !district.figure("awareness_rate", settings: settings).isSmallSample)
        settings.sampleMin = 5
        #expect(try district.figure("awareness_rate", settings: settings).isSmallSample)
        #expect(try district.figure("awareness_liuqi").isSuppressed)
        try district.visit(
            try district.addHousehold("5"), "completed", ["form": "household-survey"], answers: ["B06": .text("no")])
        #expect(try !district.figure("awareness_liuqi").isSuppressed)
    }
}
