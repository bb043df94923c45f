import Foundation
import Testing

/// One response of a household in a round: a second one is kept beside the first until one is chosen.
@Suite(.serialized) struct ResponseTests {
    private var answers: String {
        get throws { try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full) }
    }

    @Test func `two teams that ask one household make a conflict that lists both visits, and one is chosen`() throws {
        try withTwoTeams { server, first, second, household in
            let visits = try [first, second].map { device in
                try #require(try device.addVisit(household, try answers)["id"] as? String)
            }
            try first.run("sync")
            try second.run("sync", status: 3)
            try first.run("sync", status: 3)
            let conflict = try #require(try first.run("conflict", "list", "--json").array().first)
            let values = try #require(conflict["values"] as? [[String: Any]]).map { $0["value"] as? String }
            #expect(Set(values) == Set(visits) && conflict["recordId"] as? String == household)
            #expect(conflict["field"] as? String == "responses[1]")
            #expect(try first.household(household)["conflicts"] as? [String] == ["responses[1]"])
            let id = try #require(conflict["id"] as? String)
            try tellsTheVisits(conflict, server, first)
            try takesOnlyResponses(id, server, first, second, household)
            try first.run("conflict", "resolve", id, "--take", "2", "--reason", "电话核实")
            try first.run("sync")
            try second.run("sync")
            for device in [first, second] {
                #expect((try device.household(household)["responses"] as? [String: String])?["1"] == values[1])
                #expect(try device.run("visit", "list", "--household", household, "--json").array().count == 3)
            }
            #expect(try first.digests() == second.digests())
        }
    }

    /// Of each candidate outcome, day, enumerator and the number of answers, on the device and from the server.
    private func tellsTheVisits(_ conflict: [String: Any], _ server: TestServer, _ device: TestDevice) throws {
        let id = try #require(conflict["id"] as? String)
        for json in [
            try device.run("conflict", "show", id, "--json"), try server.admin("conflict", "show", id, "--json"),
        ] {
            let shown = try json.object()
            #expect(shown["field"] as? String == "responses[1]")
            let values = try #require(shown["values"] as? [[String: Any]])
            for value in values {
                let visit = try #require(value["visit"] as? [String: Any])
                #expect(visit["outcome"] as? String == "completed")
                #expect(visit["startedAt"] as? String == "2026-11-24T02:00:00Z")
                #expect(visit["enumerators"] as? [String] == [value["author"] as? String ?? ""])
                #expect((visit["answers"] as? Int ?? 0) > 40)
            }
        }
        for text in [try device.run("conflict", "show", id, "--lang", "en"), try server.admin("conflict", "show", id)] {
            for word in ["Completed, 2026-11-24, lihua, ", "Completed, 2026-11-24, wangfang, ", " answers (", "[1]"] {
                #expect(text.out.contains(word), "\(text.out)")
            }
        }
        #expect(try device.run("conflict", "list", "--lang", "zh").out.contains("各轮答卷[1]"))
    }

    /// A value of one's own has to be a completed visit of the household in the round.
    private func takesOnlyResponses(
        _ id: String, _ server: TestServer, _ first: TestDevice, _ second: TestDevice, _ household: String
    ) throws {
        let neighbour = try first.addHousehold(room: "0909")
        let elsewhere = try #require(try first.addVisit(neighbour, try answers)["id"] as? String)
        let unfinished = try #require(try first.addVisit(household, #"{"outcome":"nobody_home"}"#)["id"] as? String)
        try first.run("sync", status: 3)
        let wrong = [
            (elsewhere, "another household"), (unfinished, "not completed"), (household, "no visit"),
            ("0199a1b2-0000-7000-8000-000000000001", "no visit"), ("99", "no visit"),
        ]
        for (value, reason) in wrong {
            let words = ["conflict", "resolve", id, "--value", value, "--reason", "x"]
            let run = try first.start(words + ["--json"]).wait()
            #expect(run.status == 65 && run.errorCode == "field_invalid", "\(value) \(run.err)")
            #expect(run.err.contains(reason) && run.err.contains("responses[1]"), "\(run.err)")
            let admin = try server.admin(
                "conflict", "resolve", id, "--value", value, "--reason", "x", "--json", status: 65)
            #expect(admin.errorCode == "value_invalid" && admin.err.contains(reason), "\(admin.err)")
        }
    }

    @Test func `undoing a visit names the response that it takes back by field and round`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            _ = try device.addVisit(id, try answers)
            let english = try device.run("undo", "--dry-run", "--lang", "en").out
            #expect(english.contains("Response of each round[1] → (empty)"), "\(english)")
            let records = try device.run("undo", "--dry-run", "--json").object()["records"] as? [[String: Any]]
            #expect(records?.contains { $0["fields"] as? [String] == ["responses[1]"] } == true)
            let log = try device.run("log", id, "--json").array()
            let writes = try #require(log.last?["writes"] as? [[String: Any]])
            #expect(writes.map { $0["field"] as? String } == ["responses[1]"])
        }
    }

    @Test func `a second response on one device is refused with the way out, and kept beside the first with it`() throws
    {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            let first = try #require(try device.addVisit(id, try answers)["id"] as? String)
            let refused = try device.refusedVisit(id, try answers)
            #expect(refused.code == "response_exists" && refused.message.contains("--again"))
            let second = try device.addVisit(id, try answers, "--again")
            #expect((second["notices"] as? [String])?.contains { $0.contains("2 responses") } == true)
            let conflict = try #require(try device.run("conflict", "list", "--json").array().first)
            let values = try #require(conflict["values"] as? [[String: Any]]).map { $0["value"] as? String }
            #expect(Set(values) == [first, second["id"] as? String])
        }
    }

    @Test func `a completed response takes the place of one that was broken off`() throws {
        try withEnrolledDevice { _, device in
            let id = try device.addHousehold(room: "0101")
            _ = try device.addVisit(id, #"{"A01":true,"A02":"registered"}"#)
            let whole = try device.addVisit(id, try answers)
            #expect((try device.household(id)["responses"] as? [String: String])?["1"] == whole["id"] as? String)
            #expect(try device.run("conflict", "list", "--json").array().isEmpty)
        }
    }

    @Test func `answers are amended by their author, checked against the form, and nothing else is written`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            let household = try device.addHousehold(room: "0101")
            let id = try #require(
                try device.addVisit(
                    household, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, SurveyAnswers.opinion))[
                        "id"] as? String)
            let amended = try device.run(
                "visit", "set", id, "A04=3", "A06=2", "E03=video guards", "--reason", "误听", "--json"
            ).object()
            let answers = try #require(amended["answers"] as? [String: Any])
            #expect(answers["A04"] as? Int == 3 && answers["A06"] as? Int == 2)
            let log = try device.run("log", id, "--json").array()
            #expect(log.count == 2 && log.last?["reason"] as? String == "误听")
            #expect((log.last?["writes"] as? [[String: Any]])?.count == 2, "\(log.last ?? [:])")
            let broken = try device.run("visit", "set", id, "A04=31", "--reason", "x", "--json", status: 65)
            #expect(broken.errorCode == "answers_invalid")
            for words in [["A99=1"], ["round=2"], ["household=\(household)"], ["A04"]] {
                let run = try device.start(["visit", "set", id] + words + ["--reason", "x", "--json"]).wait()
                #expect(run.status == 65 || run.status == 64, "\(words)")
            }
            // Nobody under eighteen any more: what was asked about children goes with it.
            let hidden = try device.run("visit", "set", id, "A05=0", "--reason", "误听", "--json").object()
            #expect((hidden["answers"] as? [String: Any])?["J01"] == nil)
            let opinion = try #require(try device.records("opinion", "text=路灯坏了").first)
            let whole = try device.run("record", "show", "opinion", opinion["id"] as? String ?? "", "--json").object()
            #expect(whole["contact"] as? String == "+86 138-0013-8000", "amending leaves the contact alone")
            try device.run("sync")
            let other = try server.enroll("wangfang")
            try other.run("sync")
            let foreign = try other.run("visit", "set", id, "A04=2", "--reason", "x", "--json", status: 77)
            #expect(foreign.errorCode == "not_author")
        }
    }
}
