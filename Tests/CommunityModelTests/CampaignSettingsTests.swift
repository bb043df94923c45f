import CommunityModel
import SyncProtocol
import Testing
import Values

@Suite("Settings of a campaign") struct CampaignSettingsTests {
    private func read(_ name: SettingName, _ text: String) throws -> String {
        var settings = CampaignSettings()
        try settings.set(name, text)
        return settings.text(of: name)
    }

    @Test("what is typed is read into one writing, and that writing reads back to the same")
    func readings() throws {
        let cases: [(SettingName, String, String)] = [
            (.awarenessCountsHeard, "否", "false"), (.baggingCountsMostly, " TRUE ", "true"), (.attemptsMax, "５", "5"),
            (.quietHours, "20：30－8:00", "20:30-08:00"), (.quietHours, "22:00至24:00", "22:00-00:00"),
            (.quietHours, "none", "none"), (.sampleMin, "30", "30"), (.sampleMin, "none", "none"),
            (.round, " 2027-1 ", "2027-1"), (.catalogues, "NH11、KM09,NH11", "NH11 KM09"), (.catalogues, "all", "all"),
            (.sensitiveQuestions, "B06", "B06"), (.sensitiveQuestions, "none", "none"), (.cityName, "佛山 市", "佛山 市"),
            (.quotaMiB, "１０００", "1000"), (.quotaChanges, "1", "1"), (.quotaRecords, "256", "256"),
        ]
        for (name, typed, written) in cases {
            #expect(try read(name, typed) == written, "\(name) \(typed)")
            #expect(try read(name, written) == written, "\(name) \(written)")
        }
    }

    @Test("`default` and nothing stand for the default of every setting")
    func defaults() throws {
        let settings = CampaignSettings()
        for name in SettingName.allCases {
            #expect(try read(name, "default") == settings.text(of: name))
            #expect(try read(name, " ") == settings.text(of: name))
            #expect(try read(name, settings.text(of: name)) == settings.text(of: name))
        }
    }

    @Test("a value that a setting does not take is refused by the code, and nothing changes")
    func refusals() throws {
        let cases: [(SettingName, [String])] = [
            (.awarenessCountsHeard, ["maybe", "2"]), (.attemptsMax, ["0", "100", "-1", "3.5", "three"]),
            (.quietHours, ["20:00", "25:00-09:00", "20:60-09:00", "9:00-09:00", "20:00-09:00-10:00", "2000-0900"]),
            (.sampleMin, ["0", "100001"]), (.round, ["1 2", "2026/1", String(repeating: "1", count: 33)]),
            (.catalogues, ["N/H", "、"]), (.sensitiveQuestions, ["B06 <x>"]),
            (.cityName, ["佛\n山", String(repeating: "山", count: 51)]), (.quotaMiB, ["0", "none", "1000000001"]),
            (.quotaChanges, ["0", "-1"]), (.quotaRecords, ["255", "1.5"]),
        ]
        for (name, texts) in cases {
            for text in texts {
                var settings = CampaignSettings()
                #expect(throws: SettingFault.invalid(name, text)) { try settings.set(name, text) }
                #expect(settings == CampaignSettings())
            }
        }
        #expect(throws: SettingFault.unknown("max_attempt")) { try SettingName.named("max_attempt") }
        #expect(SettingFault.unknown("x").allowed.en.contains("max_attempts"))
    }

    @Test("quiet hours may pass midnight; without any, nobody is held back")
    func quietHours() throws {
        let settings = CampaignSettings()
        for (minute, quiet) in [(19 * 60 + 59, false), (20 * 60, true), (0, true), (539, true), (540, false)] {
            #expect(settings.quietHours.contains(minute) == quiet, "\(minute)")
        }
        var open = CampaignSettings()
        try open.set(.quietHours, "none")
        #expect(!(0..<1_440).contains { open.quietHours.contains($0) })
    }

    @Test("the record of a setting follows from its name, so that two people make one")
    func identity() {
        #expect(Set(SettingName.allCases.map(\.recordID)).count == SettingName.allCases.count)
        #expect(SettingName.attemptsMax.recordID.description == "4ff98682-0db5-8c77-a27d-484eacf2f85d")
    }
}
