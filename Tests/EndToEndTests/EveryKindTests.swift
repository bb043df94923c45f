import Foundation
import TerminalScreen
import Testing

/// A form with a question of every kind, at a terminal and by a file.
@Suite("A form of every kind at a terminal") struct EveryKindTests {
    private static let chinese = ["RUHU_LANG": "zh"]

    private func publish(_ xml: String, _ server: TestServer, _ device: TestDevice) throws {
        let file = device.folder.appending(path: "kinds.xml")
        try xml.write(to: file, atomically: true, encoding: .utf8)
        try server.admin("form", "import", file.path)
        try device.run("sync")
    }

    /// The answers of the one visit of a household, as JSON, without what differs from visit to visit.
    private func answers(_ device: TestDevice, of household: String) throws -> [String: Any] {
        let visits = try device.run("visit", "list", "--household", household, "--json").array()
        try #require(visits.count == 1)
        let id = try #require(visits[0]["id"] as? String)
        let answers = try #require(
            try device.run("visit", "show", id, "--json").object()["answers"] as? [String: Any])
        return answers.filter { !["started_at", "ended_at"].contains($0.key) }
    }

    private func text(_ answers: [String: Any]) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: answers, options: [.sortedKeys, .prettyPrinted])
        return String(decoding: data, as: UTF8.self)
    }

    /// Answers question by question; where `kills` names one, the program is killed there and resumed.
    private func fill(_ device: TestDevice, _ household: String, _ columns: UInt16, photo: String, kills: Set<Int>)
        throws
    {
        let window = TerminalProgram.Window(columns: columns, rows: 24)
        var terminal = try device.atTerminal(
            "visit", "start", household, "--form", KindsForm.id, window: window, environment: Self.chinese)
        try terminal.see("住户同意接受访问吗？")
        try terminal.press("1")
        for (index, question) in KindsForm.keys(photo: photo).enumerated() {
            try terminal.see(question.label)
            #expect(!terminal.text.contains("873102"))
            if kills.contains(index) {
                let before = terminal.screen.text
                terminal.kill()
                #expect(try terminal.wait().wasKilled)
                let listed = try device.run("visit", "list", "--drafts", "--json")
                #expect(!listed.out.contains("873102"))
                #expect(!(try device.run("visit", "list", "--drafts").out.contains("873102")))
                let id = try #require(try listed.array().first?["id"] as? String)
                terminal = try device.atTerminal("visit", "resume", id, window: window, environment: Self.chinese)
                try terminal.wait(until: "the same question as before") { $0.screen.text == before }
            }
            try terminal.keys(question.keys)
        }
        try terminal.see("没有缺项")
        #expect(!terminal.text.contains("873102"))
        try terminal.press("\r")
        try terminal.see("还要记录这次的宣传吗")
        try terminal.type("2")
        #expect(try terminal.wait().status == 0)
        #expect(terminal.screen.surprises.isEmpty && terminal.isCooked)
    }

    @Test("filled in Chinese, wide and narrow, killed and resumed, it holds what the same answers as JSON hold")
    func filled() throws {
        try withEnrolledDevice { server, device in
            try publish(KindsForm.xml, server, device)
            let photo = device.folder.appending(path: "门口.jpg").path
            try Data("x".utf8).write(to: URL(filePath: photo))
            let given = try device.addHousehold(room: "0101")
            let file = try JSONSerialization.data(withJSONObject: KindsForm.json(photo: photo))
            let words = ["visit", "add", given, "--form", KindsForm.id, "--answers", "-"]
            let run = try device.start(words, input: String(decoding: file, as: UTF8.self)).wait()
            try #require(run.status == 0, "\(run.err)")
            let expected = try answers(device, of: given)
            #expect(expected["when"] as? String == "2026-05-12T02:30:00Z")
            #expect(expected["at"] as? String == "15:20:00.000+08:00")
            #expect(expected["order"] as? [String] == ["wall", "lift", "light"])
            #expect(expected["known"] as? [String] == ["letter", "news"])
            #expect(expected["pin"] as? String == "873102" && expected["adults"] as? Int == 1)
            #expect(expected["member[2]/called"] as? String == "王" && expected["outcome"] as? String == "completed")

            let wide = try device.addHousehold(room: "0102")
            try fill(device, wide, 80, photo: photo, kills: [])
            #expect(try text(answers(device, of: wide)) == text(expected))
            let narrow = try device.addHousehold(room: "0103")
            try fill(device, narrow, 40, photo: photo, kills: [3, 9, 15, 22])
            #expect(try text(answers(device, of: narrow)) == text(expected))
            try device.run("sync")
            #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
        }
    }

    @Test("what `visit show` prints is another visit with the same answers when it is given back")
    func givenBack() throws {
        try withEnrolledDevice { server, device in
            try publish(KindsForm.xml, server, device)
            let photo = device.folder.appending(path: "门口.jpg").path
            try Data("x".utf8).write(to: URL(filePath: photo))
            func give(_ json: Any, to household: String, _ words: String...) throws -> [String: Any] {
                let input = String(decoding: try JSONSerialization.data(withJSONObject: json), as: UTF8.self)
                let all = ["visit", "add", household, "--answers", "-", "--json"] + words
                let run = try device.start(all, input: input).wait()
                try #require(run.status == 0, "\(run.err)")
                return try run.object()
            }
            let homes = try (1...5).map { try device.addHousehold(room: "010\($0)") }
            let first = try give(KindsForm.json(photo: photo), to: homes[0], "--form", KindsForm.id, "remarks=\u{301}x")
            let id = try #require(first["id"] as? String)
            let shown = try device.run("visit", "show", id, "--json").object()
            _ = try give(shown, to: homes[1])
            _ = try give(try #require(shown["answers"]), to: homes[2])
            let expected = try text(answers(device, of: homes[0]))
            for home in homes[1...2] { #expect(try text(answers(device, of: home)) == expected) }

            let survey = try device.addVisit(homes[3], SurveyAnswers.json(SurveyAnswers.full, SurveyAnswers.fields))
            let again = try give(survey, to: homes[4])
            var said = try answers(device, of: homes[3])
            #expect(said["A02"] is NSNull && again["household"] as? String == homes[4])
            said["A02"] = nil
            said["outcome"] = "partial"
            #expect(try text(answers(device, of: homes[4])) == text(said))
            #expect((again["notices"] as? [String])?.contains { $0.contains("A02") } == true)
        }
    }

    @Test("on a terminal that can only add lines a secret is not echoed, and what follows is")
    func dumbSecret() throws {
        try withEnrolledDevice { server, device in
            let xml = KindsForm.xml.replacing("readonly=\"true()\"", with: "relevant=\"false()\"")
            try publish(xml, server, device)
            let household = try device.addHousehold(room: "0201")
            let terminal = try device.atTerminal(
                "visit", "start", household, "--form", KindsForm.id, environment: ["TERM": "dumb", "RUHU_LANG": "zh"])
            try terminal.wait(for: "住户同意接受访问吗？")
            for (label, keys) in [("> ", "1"), ("已说明用途", "1"), ("怎么称呼", "李女士")] {
                try terminal.wait(for: label)
                if label != "> " { try terminal.wait(for: "> ") }
                try terminal.type(keys + "\r")
            }
            try terminal.wait(for: "门禁密码")
            try terminal.wait(for: "> ")
            try terminal.type("873102\r")
            try terminal.wait(for: "电表条码")
            try terminal.wait(for: "> ")
            try terminal.type("0069\r")
            try terminal.wait(for: "几口人")
            try terminal.wait(for: "> ")
            #expect(!terminal.text.contains("873102") && terminal.text.contains("0069"))
            try terminal.type(":b\r")
            try terminal.wait(for: "已答：0069")
            try terminal.wait(for: "> ")
            try terminal.type(":b\r")
            try terminal.wait(for: "已答：••••")
            try terminal.wait(for: "> ")
            try terminal.type("\u{03}")
            #expect(try terminal.wait().status == 130)
            #expect(terminal.isCooked && !terminal.text.contains("873102"))
        }
    }
}
