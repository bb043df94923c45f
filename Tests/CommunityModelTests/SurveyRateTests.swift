import CommunityModel
import Testing

/// Answers as a form stores them, by question.
private typealias Answers = [String: String]

@Suite("The 23 rates of the household survey") struct SurveyRateTests {
    private func count(_ id: String, _ responses: [Answers], settings: CampaignSettings = CampaignSettings()) throws
        -> SurveyTally.Count
    {
        let rate = try #require(SurveyRate.all(under: settings).first { $0.id == id })
        var count = SurveyTally.Count()
        for response in responses {
            count.add(
                rate.contribution(isCompleted: response["outcome"] != "partial") { question in
                    response[question].flatMap { SurveyAnswer(text: $0) }
                })
        }
        return count
    }

    /// Rate, responses, part, whole, valid, excluded, unanswered, apart.
    private static let goldens: [(String, [Answers], [Int])] = [
        (
            "awareness_rate", [["B01": "know_well"], ["B01": "know_some"], ["B01": "heard"], ["B01": "never"], [:]],
            [3, 4, 4, 0, 1, 0]
        ),
        ("awareness_livable", [["B03": "heard"], ["B03": "never"], ["B03": "know_well"]], [2, 3, 3, 0, 0, 0]),
        ("awareness_safe_civilised", [["B04": "never"], ["B04": "know_some"]], [1, 2, 2, 0, 0, 0]),
        ("awareness_affairs", [["B05": "know_well"], ["B05": "heard"], ["B05": "never"]], [1, 3, 3, 0, 0, 0]),
        ("awareness_liuqi", [["B06": "yes"], ["B06": "no"], ["B06": "refused"], [:]], [1, 2, 2, 1, 1, 0]),
        (
            "support_rate",
            [
                ["B01": "heard", "C01": "strong"], ["B01": "heard", "C01": "support"],
                ["B01": "heard", "C01": "indifferent"],
                ["B01": "heard", "C01": "oppose"], ["B01": "heard", "C01": "strong_oppose"],
                ["B01": "heard", "C01": "dont_know"], ["B01": "never"], ["B01": "heard"], [:],
            ], [2, 5, 5, 1, 2, 1]
        ),
        (
            "satisfaction_rate",
            [
                ["D01": "very_satisfied"], ["D01": "satisfied"], ["D01": "neutral"], ["D01": "dissatisfied"],
                ["D01": "very_dissatisfied"], ["D01": "dont_know"],
            ], [2, 5, 5, 1, 0, 0]
        ),
        ("satisfaction_party", [["D02": "satisfied"], ["D02": "dont_know"], ["D02": "neutral"]], [1, 2, 2, 1, 0, 0]),
        ("satisfaction_services", [["D03": "very_satisfied"], ["D03": "dissatisfied"]], [1, 2, 2, 0, 0, 0]),
        (
            "safety_rate",
            [["E01": "very_safe"], ["E01": "safe"], ["E01": "unsafe"], ["E01": "very_unsafe"], ["E01": "dont_know"]],
            [2, 4, 4, 1, 0, 0]
        ),
        (
            "belonging_rate",
            [["D08": "strong"], ["D08": "fairly"], ["D08": "weak"], ["D08": "none"], ["D08": "dont_know"]],
            [2, 4, 4, 1, 0, 0]
        ),
        (
            "exercise_rate",
            [
                ["F03": "2", "A04": "4"], ["F03": "0", "A04": "3"], ["F03": "1", "A04": "0"],
                ["F03": "5", "A04": "9", "outcome": "partial"],
                ["A04": "2"],
            ], [3, 7, 3, 0, 1, 1]
        ),
        (
            "exercise_respondent_rate",
            [
                ["F01": "3", "F02": "30"], ["F01": "3", "F02": "29"], ["F01": "2", "F02": "60"], ["F01": "0"], [:],
                // Nobody knows how long they exercise: neither for nor against.
                ["F01": "3"], ["F01": "2"],
            ], [1, 4, 4, 0, 3, 0]
        ),
        (
            "bagging_rate", [["G01": "always"], ["G01": "mostly"], ["G01": "rarely"], ["G01": "never"]],
            [1, 4, 4, 0, 0, 0]
        ),
        (
            "sorting_rate", [["G02": "always"], ["G02": "sometimes"], ["G02": "no"], ["G02": "no_bins"]],
            [1, 4, 4, 0, 0, 0]
        ),
        ("green_500m_rate", [["G04": "yes"], ["G04": "no"], ["G04": "dont_know"]], [1, 2, 2, 1, 0, 0]),
        ("clinic_15min_rate", [["H03": "0"], ["H03": "15"], ["H03": "16"], ["H03": "-1"], [:]], [2, 3, 3, 1, 1, 0]),
        ("culture_10min_rate", [["I04": "10"], ["I04": "11"], ["I04": "-1"]], [1, 2, 2, 1, 0, 0]),
        (
            "health_record_rate",
            [["H01": "2", "A04": "3"], ["H01": "-1", "A04": "5"], ["H01": "0", "A04": "2"], ["A04": "1"]],
            [2, 5, 2, 1, 1, 0]
        ),
        (
            "benefit_rate", [["H05": "gov medical"], ["H05": "none"], ["H05": "refused"], ["H05": "other"], [:]],
            [2, 3, 3, 1, 1, 0]
        ),
        ("education_rate", [["I01": "law eco"], ["I01": "none"], [:]], [1, 2, 2, 0, 1, 0]),
        (
            "education_benefit_rate",
            [
                ["I01": "law", "I05": "very"], ["I01": "law", "I05": "some"], ["I01": "law", "I05": "no"],
                ["I01": "none"],
                ["I01": "law"], [:],
            ], [2, 4, 4, 0, 2, 0]
        ),
    ]

    @Test("each rate counts what its formula says", arguments: goldens)
    func golden(id: String, responses: [[String: String]], expected: [Int]) throws {
        let count = try count(id, responses)
        #expect(
            [count.part, count.whole, count.valid, count.excluded, count.unanswered, count.apart] == expected, "\(id)")
        #expect(count.unmapped == 0)
        #expect(count.valid + count.excluded + count.unanswered + count.apart == responses.count)
    }

    @Test("every rate of the survey is here, and every one but coverage is among the goldens")
    func complete() {
        #expect(SurveyRate.all.count == 23)
        #expect(SurveyRate.flags.map(\.id) == ["no_property_management", "no_sorting_facility"])
        let tested = Set(Self.goldens.map(\.0))
        #expect(SurveyRate.all.map(\.id).filter { !tested.contains($0) } == ["visit_coverage"])
    }

    @Test("no answers at all are no data: nothing stands below the line", arguments: SurveyRate.all.map(\.id))
    func nothing(id: String) throws {
        let empty = try count(id, [])
        #expect(empty == SurveyTally.Count())
        let silent = try count(id, [[:], [:]])
        #expect(silent.whole == 0 && silent.part == 0 && silent.unanswered == 2)
    }

    @Test("whether 'heard of it' counts as aware is for the district to say, for the campaign and not for affairs")
    func heard() throws {
        var settings = CampaignSettings()
        let responses = [
            ["B01": "heard", "B05": "heard"], ["B01": "know_well", "B05": "know_well"], ["B01": "never"],
        ]
        #expect(try count("awareness_rate", responses, settings: settings).part == 2)
        settings.awarenessCountsHeard = false
        #expect(try count("awareness_rate", responses, settings: settings).part == 1)
        #expect(try count("awareness_rate", responses, settings: settings).whole == 3)
        #expect(try count("awareness_affairs", responses, settings: settings).part == 1)
    }

    @Test("whether 'mostly' counts as bagging is for the district to say")
    func mostly() throws {
        var settings = CampaignSettings()
        let responses = [["G01": "always"], ["G01": "mostly"], ["G01": "rarely"]]
        #expect(try count("bagging_rate", responses, settings: settings).part == 1)
        settings.baggingCountsMostly = true
        #expect(try count("bagging_rate", responses, settings: settings).part == 2)
        #expect(try count("bagging_rate", responses, settings: settings).whole == 3)
    }

    @Test("a code that the rate does not know is neither for nor against: another version asked otherwise")
    func unmapped() throws {
        #expect(try count("awareness_rate", [["B01": "aware"], ["B01": "never"]]).unmapped == 1)
        #expect(try count("awareness_rate", [["B01": "aware"], ["B01": "never"]]).whole == 1)
        #expect(try count("clinic_15min_rate", [["H03": "near"]]).unmapped == 1)
        #expect(try count("exercise_rate", [["F03": "some", "A04": "3"]]).unmapped == 1)
        #expect(try count("awareness_rate", [["B01": "never heard"]]).unmapped == 1)
    }

    @Test("demands are held against exact figures, at their very edge")
    func limits() throws {
        let affairs = try #require(SurveyRate.all.first { $0.id == "awareness_affairs" }?.limits?.first)
        #expect(affairs.isMet(4, of: 5) && !affairs.isMet(79_999, of: 100_000))
        let exercise = try #require(SurveyRate.all.first { $0.id == "exercise_rate" }?.limits?.first)
        #expect(!exercise.isMet(1, of: 2) && exercise.isMet(50_001, of: 100_000))
        let benefit = try #require(SurveyRate.all.first { $0.id == "benefit_rate" }?.limits?.first)
        #expect(benefit.isMet(3, of: 3) && !benefit.isMet(999_999, of: 1_000_000))
    }

    @Test("a sensitive rate of few answers is not shown, and of none tells nothing")
    func suppression() throws {
        let intimate = try #require(SurveyRate.all.first { $0.id == "awareness_liuqi" })
        let open = try #require(SurveyRate.all.first { $0.id == "awareness_rate" })
        var count = SurveyTally.Count()
        #expect(!SurveyPrivacy.suppresses(intimate, count))
        count = try self.count("awareness_liuqi", Array(repeating: ["B06": "yes"], count: 4))
        #expect(SurveyPrivacy.suppresses(intimate, count) && !SurveyPrivacy.suppresses(open, count))
        count = try self.count("awareness_liuqi", Array(repeating: ["B06": "yes"], count: 4) + [["B06": "refused"]])
        #expect(SurveyPrivacy.suppresses(intimate, count), "what the four said is as good as told")
        count = try self.count("awareness_liuqi", [["B06": "refused"]])
        #expect(SurveyPrivacy.suppresses(intimate, count), "one who would not say")
        count = try self.count("awareness_liuqi", Array(repeating: ["B06": "yes"], count: 5) + [["B06": "refused"]])
        #expect(!SurveyPrivacy.suppresses(intimate, count))
    }
}
