import Foundation
import Testing

/// `visit add` with the household survey: the same rules and the same record whichever way the answers come.
@Suite(.serialized) struct SurveyVisitTests {
    @Test func `the same answers as JSON and as an instance of another program give the same records`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            try server.importHouseholds(1)
            var states: [String] = []
            for (index, name) in ["json", "xml"].enumerated() {
                let device = try server.enroll("lihua", store: folder.appending(path: "\(name).sqlite").path)
                try device.run("sync")
                let household = try #require(try device.run("household", "list", "--json").array().first)
                let id = try #require(household["id"] as? String)
                let fields = ["started_at=2026-11-24T02:00:00Z", "ended_at=2026-11-24T02:20:00Z", "id_shown=true"]
                let answers =
                    try index == 0
                    ? SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, SurveyAnswers.opinion)
                    : String(contentsOf: SurveyAnswers.instance, encoding: .utf8)
                let words =
                    ["visit", "add", id, "--answers", "-", "--json"]
                    + (index == 0 ? [] : fields + ["consent=true"])
                let run = try device.start(words, input: answers).wait()
                try #require(run.status == 0, "\(run.err)")
                let visit = try #require(try run.object()["id"] as? String)
                let state = try sqlite(
                    device.store, "SELECT type, state FROM record WHERE type IN (2, 3, 14) ORDER BY type")
                states.append(state.replacing(visit, with: "VISIT"))
                #expect(try run.object()["opinions"] as? [String] != [])
            }
            #expect(states[0] == states[1])
            #expect(states[0].contains(#""B02":["door_visit","board"]"#), "in the order of the form")
        }
    }

    @Test func `answers are kept with their types, and a form's device fields are not`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            let added = try device.addVisit(id, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full))
            let answers = try #require(added["answers"] as? [String: Any])
            #expect(answers["A04"] as? Int == 4)
            #expect(answers["A01"] as? String == "true")
            #expect(answers["E03"] as? [String] == ["guards", "video"])
            #expect(answers["outcome"] as? String == "completed")
            #expect(answers["form"] as? String == "household-survey" && answers["form_version"] as? String == "1")
            #expect(answers["round"] as? String == "1" && answers["attempt_no"] as? Int == 1)
            #expect(answers["enumerators"] as? [String] == ["lihua"])
            for name in ["campaign_catalogues", "visit_round", "instanceID", "city_name"] {
                #expect(answers[name] == nil, "\(name)")
            }
            let household = try device.household(id)
            #expect((household["responses"] as? [String: String])?["1"] == added["id"] as? String)
        }
    }

    @Test func `answers keep the version of their form, and new ones take the newer that a sync brought`() throws {
        try withEnrolledDevice { server, device in
            let (first, second) = (try device.addHousehold(room: "0101"), try device.addHousehold(room: "0102"))
            let before = try device.addVisit(first, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full))
            let file = device.folder.appending(path: "survey-2.xml")
            try server.admin("form", "export", "household-survey", "--to", file.path)
            let newer = try String(contentsOf: file, encoding: .utf8).replacing(
                #"<data id="household-survey" version="1">"#, with: #"<data id="household-survey" version="2">"#)
            try newer.write(to: file, atomically: true, encoding: .utf8)
            try server.admin("form", "import", file.path)
            try device.run("sync")
            let after = try device.addVisit(second, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full))
            for (visit, version) in [(before, "1"), (after, "2")] {
                let id = try #require(visit["id"] as? String)
                let answers = try device.run("visit", "show", id, "--json").object()["answers"] as? [String: Any]
                #expect(answers?["form"] as? String == "household-survey")
                #expect(answers?["form_version"] as? String == version)
            }
            try device.run("sync")
            let rows = try server.admin("report", "awareness", "--by", "version", "--json").object()["rows"]
            let versions = Set(try #require(rows as? [[String: Any]]).compactMap { $0["version"] as? String })
            for version in ["1", "2"] { #expect(versions.contains { $0.hasSuffix(version) }, "\(versions)") }
        }
    }

    @Test func `a form that is broken off is partial, one that ends itself gives an appointment`() throws {
        try withEnrolledDevice { _, device in
            let first = try device.addHousehold(room: "0101")
            let partial = try device.addVisit(first, #"{"consent":true,"A01":true,"A02":"registered"}"#)
            #expect((partial["answers"] as? [String: Any])?["outcome"] as? String == "partial")
            #expect((try device.household(first)["responses"] as? [String: String])?["1"] == partial["id"] as? String)
            let second = try device.addHousehold(room: "0102")
            let stopped = try device.addVisit(
                second, #"{"A01":false,"next_appointment":"2036-11-28T10:00:00+08:00"}"#)
            let answers = try #require(stopped["answers"] as? [String: Any])
            #expect(answers["outcome"] as? String == "appointment" && answers["A01"] as? String == "false")
            #expect(answers["next_appointment"] as? String == "2036-11-28T02:00:00Z")
            #expect(try device.household(second)["responses"] == nil)
        }
    }

    @Test func `everything that breaks a rule is told at once in the form's own words, and nothing is saved`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            let broken: [String: Any] = [
                "A05": 5, "B01": "perhaps", "E03": ["none", "video"], "I04": 999, "H02": NSNull(),
                "outcome": "completed",
            ]
            let answers = try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, broken)
            let english = try device.refusedVisit(id, answers)
            #expect(english.code == "answers_invalid")
            for name in ["A05", "B01", "E03", "I04", "H02"] { #expect(english.message.contains(name), "\(name)") }
            let chinese = try device.refusedVisit(id, answers, language: "zh")
            #expect(chinese.message != english.message)
            #expect(chinese.message.contains("没有保存"))
            let unknown = try device.refusedVisit(id, #"{"A01":true,"A99":1}"#, "--form", "household-survey")
            #expect(unknown.message.contains("A99"))
            let hidden = try device.refusedVisit(
                id, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, ["A05": 0]))
            #expect(hidden.message.contains("J01"), "a question that is not asked takes no answer")
        }
    }

    @Test func `without consent or after a refusal no answer is saved, and a refusal needs no reason`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            for said in [#""consent":false"#, #""outcome":"refused""#, #""consent":true,"outcome":"nobody_home""#] {
                let refused = try device.refusedVisit(id, "{\(said),\"A01\":true,\"A02\":\"registered\"}")
                #expect(refused.code == "answers_invalid", "\(said)")
            }
            let loose = try device.refusedVisit(id, #"{"outcome":"refused","people":4}"#)
            #expect(loose.code == "answers_invalid")
            let plain = try device.addVisit(id, #"{"consent":false}"#, "--form", "household-survey")
            #expect((plain["answers"] as? [String: Any])?["outcome"] as? String == "refused")
            let reason = try device.addVisit(id, #"{"outcome":"refused","refusal_reason":"no_time"}"#)
            #expect((reason["answers"] as? [String: Any])?["attempt_no"] as? Int == 2)
            let misplaced = try device.refusedVisit(id, #"{"outcome":"completed","refusal_reason":"no_time"}"#)
            #expect(misplaced.message.contains("refusal_reason"))
            let backwards = try device.refusedVisit(
                id,
                #"{"outcome":"nobody_home","started_at":"2026-11-24T02:00:00Z","ended_at":"2026-11-24T01:00:00Z"}"#)
            #expect(backwards.message.contains("ended_at"))
        }
    }

    @Test func `a visit is shown with what was asked and the labels of what was chosen, in either language`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            let added = try device.addVisit(id, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full))
            let visit = try #require(added["id"] as? String)
            let english = try device.run("visit", "show", visit, "--lang", "en").out
            for line in ["How many people live here permanently? 4", "heard of it", "door"] {
                #expect(english.contains(line), "\(line)\n\(english)")
            }
            let chinese = try device.run("visit", "show", visit, "--lang", "zh").out
            for line in ["您家常住几口人？ 4", "听说过"] { #expect(chinese.contains(line), "\(line)\n\(chinese)") }
            #expect(!chinese.contains("know_some") && chinese.contains("了解一些"))
            let json = try device.run("visit", "show", visit, "--json").object()["answers"] as? [String: Any]
            #expect(json?["B05"] as? String == "know_some", "scripts get codes")
        }
    }

    @Test func `a form that is not here is told with the versions that are, and with the way to fetch it`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            let instance = try String(contentsOf: SurveyAnswers.instance, encoding: .utf8)
                .replacing("version=\"1\"", with: "version=\"7\"")
            let run = try device.start(
                ["visit", "add", id, "--answers", "-", "consent=true", "--lang", "en"], input: instance
            ).wait()
            #expect(run.status == 65 && run.err.contains("household-survey 7"), "\(run.err)")
            #expect(run.err.contains("household-survey 1\n") && run.err.contains("ruhu sync"), "\(run.err)")
        }
    }

    @Test func `names that no form asks stay answers of no form`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            let mixed = try device.addVisit(
                id, #"{"outcome":"completed","consent":true,"heard":"know_well","people":3}"#)
            let answers = try #require(mixed["answers"] as? [String: Any])
            #expect(answers["people"] as? Int == 3 && answers["heard"] as? String == "know_well")
            #expect(answers["form"] == nil)
            let misspelt = try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, ["A04": NSNull(), "A4": 4])
            let refused = try device.refusedVisit(id, misspelt)
            #expect(refused.code == "answers_invalid" && refused.message.contains("A4"))
            let contact = try device.refusedVisit(id, #"{"outcome":"completed","people":3,"k05":"13800138000"}"#)
            #expect(contact.message.contains("k05"))
        }
    }

    @Test func `more attempts than the district set are told and saved`() throws {
        try withEnrolledDevice { server, device in
            try server.admin("setting", "set", "max_attempts", "2")
            try device.run("sync")
            let id = try device.addHousehold(room: "0101")
            for attempt in 1...3 {
                let added = try device.addVisit(id, #"{"outcome":"nobody_home"}"#)
                #expect((added["answers"] as? [String: Any])?["attempt_no"] as? Int == attempt)
                let notices = try #require(added["notices"] as? [String])
                #expect(notices.isEmpty == (attempt <= 2))
            }
            let long = try device.addVisit(
                id, #"{"outcome":"no_access","started_at":"2026-11-24T01:00:00Z","ended_at":"2026-11-24T06:00:00Z"}"#)
            #expect((long["notices"] as? [String])?.contains { $0.contains("4 hours") } == true)
        }
    }

    @Test func `a household that asked not to be contacted is left in peace unless it takes part freely`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            _ = try device.addVisit(id, #"{"outcome":"refused","do_not_contact":true}"#)
            #expect(try device.household(id)["do_not_contact"] as? Bool == true)
            let refused = try device.refusedVisit(id, #"{"outcome":"nobody_home"}"#)
            #expect(refused.code == "household_not_to_contact" && refused.message.contains("lihua"))
            _ = try device.addVisit(id, #"{"outcome":"nobody_home"}"#, "--invited", "来电约请")
            _ = try device.addVisit(id, #"{"outcome":"nobody_home","started_at":"2020-01-01T00:00:00Z"}"#)
            _ = try device.addVisit(id, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full))
            let other = try device.addHousehold(room: "0102")
            let last = try device.addVisit(
                other, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, ["do_not_contact": true]))
            #expect((last["answers"] as? [String: Any])?["outcome"] as? String == "completed")
            #expect(try device.household(other)["do_not_contact"] as? Bool == true)
        }
    }
}
