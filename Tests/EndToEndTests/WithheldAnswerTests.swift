import Foundation
import Testing

/// Answers that serve aggregates alone count and are shown to nobody; personal data in conflict is shown where it is decided.
@Suite(.serialized) struct WithheldAnswerTests {
    private static let telephones = ["13800138001", "13900139002"]

    /// A server and two devices of one person, who is known on both.
    private func withTwoDevices(_ body: (TestServer, TestDevice, TestDevice) throws -> Void) throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let devices = try ["a", "b"].map {
                try server.enroll("lihua", store: folder.appending(path: "\($0).sqlite").path)
            }
            for device in devices { try device.run("sync") }
            try body(server, devices[0], devices[1])
        }
    }

    /// A visit whose sensitive answers have codes that occur nowhere else in what is shown.
    private func addVisit(_ device: TestDevice, _ household: String) throws -> String {
        let sensitive: [String: Any] = ["A02": "permanent_other", "A03": "rent"]
        let added = try device.addVisit(
            household, try SurveyAnswers.json(SurveyAnswers.fields, SurveyAnswers.full, sensitive))
        #expect(added["withheld"] as? [String] == ["A02", "A03"])
        return try #require(added["id"] as? String)
    }

    private func expectNothing(of words: [String], in run: Run, _ command: [String]) {
        for word in words { #expect(!run.out.contains(word) && !run.err.contains(word), "\(command): \(word)") }
    }

    @Test
    func `residence and housing are shown nowhere household by household, and their conflict is decided by number`()
        throws
    {
        try withTwoDevices { server, first, second in
            let household = try first.addHousehold(room: "0101")
            let visit = try addVisit(first, household)
            try first.run("sync")
            try second.run("sync")
            let words = ["permanent_other", "\"rent\"", "租住", "Rented", "非本地户籍", "registered elsewhere"]
            let places: [[String]] = [
                ["visit", "show", visit], ["visit", "list"], ["log", visit], ["record", "show", "visit", visit],
                ["record", "list", "visit"], ["undo", "--dry-run"],
            ]
            for place in places {
                for form in [["--lang", "zh"], ["--lang", "en"], ["--json"]] {
                    let run = try first.start(place + form).wait()
                    #expect(run.status == 0, "\(place) \(run.err)")
                    expectNothing(of: words, in: run, place + form)
                }
            }
            let shown = try first.run("visit", "show", visit, "--json").object()
            #expect(shown["withheld"] as? [String] == ["A02", "A03"])
            #expect((shown["answers"] as? [String: Any])?["A02"] is NSNull)
            #expect(try first.run("visit", "show", visit, "--lang", "en").out.contains("(withheld)"))
            let record = try first.run("record", "show", visit, "--json").object()
            #expect(record["withheld"] as? [String] == ["A02", "A03"])
            let writes = try #require(
                try first.run("log", visit, "--json").array().first?["writes"] as? [[String: Any]])
            let write = try #require(writes.first { $0["field"] as? String == "A02" })
            #expect(write["value"] is NSNull && write["withheld"] as? Bool == true)
            #expect(writes.first { $0["field"] as? String == "A04" }?["value"] as? Int == 4)
            #expect(try first.run("record", "list", "visit", "answers.A02=permanent_other", "--json").array().isEmpty)

            // Who recorded it still amends it, and two devices disagree.
            try first.run("visit", "set", visit, "A02=temporary", "--reason", "误听")
            try second.run("visit", "set", visit, "A02=registered", "--reason", "误记")
            expectNothing(of: words + ["temporary"], in: try first.run("undo", "--dry-run"), ["undo"])
            try first.run("sync")
            try second.run("sync", status: 3)
            try first.run("sync", status: 3)
            let conflict = try #require(try first.run("conflict", "list", "--json").array().first)
            let id = try #require(conflict["id"] as? String)
            #expect(conflict["field"] as? String == "A02" && conflict["withheld"] as? Bool == true)
            let values = try #require(conflict["values"] as? [[String: Any]])
            #expect(values.count == 2 && values.allSatisfy { $0["value"] is NSNull })
            let codes = words + ["temporary", "registered", "暂住", "本地户籍"]
            for place in [["conflict", "list"], ["conflict", "show", id]] {
                for form in [["--lang", "zh"], ["--lang", "en"], ["--json"]] {
                    expectNothing(of: codes, in: try first.start(place + form).wait(), place + form)
                    let run = try RunningProgram(
                        Program.admin.path, place + form,
                        environment: ["RUHU_SERVER": server.url, "RUHU_TOKEN": server.token], in: server.folder
                    ).wait()
                    #expect(run.status == 0, "\(run.err)")
                    expectNothing(of: codes, in: run, ["ruhu-admin"] + place + form)
                }
            }
            let resolved = try server.admin("conflict", "resolve", id, "--take", "2", "--reason", "电话核实", "--json")
            expectNothing(of: codes, in: resolved, ["resolve"])
            try first.run("sync")
            let state = try sqlite(first.store, "SELECT state FROM record WHERE type = 3")
            #expect(state.contains(#""A02":"temporary""#) != state.contains(#""A02":"registered""#))
        }
    }

    @Test func `telephone numbers in conflict are shown to who decides between them, and in no list`() throws {
        try withTwoDevices { server, first, second in
            let opinion = try first.addRecord("opinion", "area=440605011901", "text=楼道灯不亮", "reply_wanted=true")
            try first.run("sync")
            try second.run("sync")
            for (device, telephone) in zip([first, second], Self.telephones) {
                try device.run("record", "set", "opinion", opinion, "contact=\(telephone)")
            }
            expectNothing(of: Self.telephones, in: try first.run("undo", "--dry-run"), ["undo"])
            try first.run("sync")
            try second.run("sync", status: 3)
            try first.run("sync", status: 3)
            let conflict = try #require(try first.run("conflict", "list", "--json").array().first)
            let id = try #require(conflict["id"] as? String)
            #expect(conflict["field"] as? String == "contact" && conflict["withheld"] as? Bool == true)
            for form in [[], ["--json"]] {
                expectNothing(of: Self.telephones, in: try first.start(["conflict", "list"] + form).wait(), ["list"])
                let environment = ["RUHU_SERVER": server.url, "RUHU_TOKEN": server.token]
                let listed = try RunningProgram(
                    Program.admin.path, ["conflict", "list"] + form, environment: environment, in: server.folder
                ).wait()
                expectNothing(of: Self.telephones, in: listed, ["ruhu-admin", "list"])
                let shown = [
                    try first.start(["conflict", "show", id] + form).wait(),
                    try RunningProgram(
                        Program.admin.path, ["conflict", "show", id] + form, environment: environment,
                        in: server.folder
                    ).wait(),
                ]
                for run in shown { for number in Self.telephones { #expect(run.out.contains(number), "\(run.err)") } }
            }
            try first.run("conflict", "resolve", id, "--take", "1", "--reason", "回电核实")
            let contact = try first.run("record", "show", "opinion", opinion, "--json").object()["contact"] as? String
            #expect(Self.telephones.contains(contact ?? ""))
        }
    }
}
