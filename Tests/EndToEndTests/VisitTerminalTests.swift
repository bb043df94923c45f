import Foundation
import TerminalScreen
import Testing

/// The household survey filled at a terminal as a person would.
@Suite("A visit at a terminal") struct VisitTerminalTests {
    private static let chinese = ["RUHU_LANG": "zh"]

    /// Answers whatever is asked with the first choice, 2, or nothing, until the review.
    private func fill(_ terminal: TerminalProgram, stopAfter most: Int = .max) throws {
        for _ in 0..<min(most, 200) {
            let window = terminal.screen.text
            if window.contains("检查") || window.contains("Review") { return }
            let isLong = window.contains("查找") || window.contains(" finds")
            if window.contains("[ ]") {
                try terminal.keys(isLong ? "1\r\r" : "1\r")
            } else if isLong {
                try terminal.keys("1\r")
            } else if window.contains("选择") || window.contains(" choose") {
                try terminal.press("1")
            } else if window.contains("整数") || window.contains("a whole number") {
                try terminal.keys("1\r")
                // More than the household has in all: then none.
                if terminal.screen.text.contains("> 1") { try terminal.keys("\u{15}0\r") }
            } else {
                try terminal.press("\r")
            }
        }
    }

    private func shown(_ device: TestDevice, of household: String) throws -> [String: Any] {
        let list = try device.run("visit", "list", "--household", household, "--json").array()
        try #require(list.count == 1)
        let id = try #require(list[0]["id"] as? String)
        return try device.run("visit", "show", id, "--json").object()
    }

    private func answers(_ device: TestDevice, of household: String) throws -> [String: String] {
        let answers = try #require(try shown(device, of: household)["answers"] as? [String: Any])
        let varying = ["started_at", "ended_at", "attempt_no"]
        return answers.filter { !varying.contains($0.key) }.mapValues { "\($0)" }
    }

    @Test("the survey is filled in Chinese, killed at several points, resumed, and holds what an unbroken one holds")
    func killed() throws {
        try withEnrolledDevice { server, device in
            let whole = try device.addHousehold(room: "0101")
            let broken = try device.addHousehold(room: "0102")
            let unbroken = try device.atTerminal("visit", "start", whole, environment: Self.chinese)
            try unbroken.see("住户同意接受访问吗？")
            try unbroken.press("1")
            try fill(unbroken)
            try unbroken.press("\r")
            try unbroken.type("2")
            #expect(try unbroken.wait().status == 0)
            #expect(unbroken.screen.surprises.isEmpty)
            #expect(!unbroken.screen.isOnOtherScreen && unbroken.screen.text.contains("已保存"))

            var terminal = try device.atTerminal("visit", "start", broken, environment: Self.chinese)
            try terminal.see("住户同意接受访问吗？")
            try terminal.press("1")
            for count in [1, 4, 9] {
                try fill(terminal, stopAfter: count)
                let before = terminal.screen.text
                terminal.kill()
                #expect(try terminal.wait().wasKilled)
                let drafts = try device.run("visit", "list", "--drafts", "--json").array()
                let id = try #require(drafts.first?["id"] as? String)
                terminal = try device.atTerminal("visit", "resume", id, environment: Self.chinese)
                try terminal.wait(until: "the same question as before") { $0.screen.text == before }
            }
            try fill(terminal)
            try terminal.press("\r")
            try terminal.type("2")
            #expect(try terminal.wait().status == 0)
            #expect(try answers(device, of: broken) == answers(device, of: whole))
            #expect(try answers(device, of: whole)["outcome"] == "completed")
            try sameByFile(device, as: whole)
            try device.run("sync")
            #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
            try reported(server, device)
        }
    }

    /// What was filled in three times alike comes out of the server's report, and of the file it writes.
    private func reported(_ server: TestServer, _ device: TestDevice) throws {
        let csv = device.folder.appending(path: "rates.csv")
        let words = ["report", "awareness", "--by", "rate", "--csv", csv.path, "--json"]
        let run = try RunningProgram(
            Program.admin.path, words, environment: ["RUHU_SERVER": server.url, "RUHU_TOKEN": server.token],
            in: device.folder
        ).wait()
        let rows = try #require(try run.object()["rows"] as? [[String: Any]])
        let aware = try #require(rows.first { $0["rate"] as? String == "awareness_rate" })
        #expect((aware["share"] as? [String: Any])?["part"] as? Int == 3)
        #expect((aware["share"] as? [String: Any])?["of"] as? Int == 3)
        #expect(try String(contentsOf: csv, encoding: .utf8).contains("awareness_rate"))
        let coverage = try server.admin("report", "coverage", "--json").object()["rows"] as? [[String: Any]]
        #expect(coverage?.first?["completed"] as? Int == 3)
    }

    /// The answers of a visit given by a file, for another household, are the same answers.
    private func sameByFile(_ device: TestDevice, as household: String) throws {
        var said = try #require(try shown(device, of: household)["answers"] as? [String: Any])
        // What is withheld has to be said again: the first choices, as they were typed.
        #expect(said["A02"] is NSNull && said["A03"] is NSNull)
        said.merge(["A02": "registered", "A03": "own"]) { $1 }
        let varying = ["started_at", "ended_at", "attempt_no", "round", "enumerators", "form", "form_version"]
        let file = try JSONSerialization.data(withJSONObject: said.filter { !varying.contains($0.key) })
        let other = try device.addHousehold(room: "0103")
        let words = ["visit", "add", other, "--answers", "-"]
        let run = try device.start(words, input: String(decoding: file, as: UTF8.self)).wait()
        #expect(run.status == 0, "\(run.err)")
        #expect(try answers(device, of: other) == answers(device, of: household))
    }

    @Test("in 40 columns and English: messages of the form, back, undo, a jump, another language, quit, resume")
    func narrow() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0201")
            let window = TerminalProgram.Window(columns: 40, rows: 15)
            let terminal = try device.atTerminal("visit", "start", household, window: window)
            try terminal.see("Does the household agree")
            try terminal.keys("1111")
            try terminal.keys("99\r")
            try terminal.see("from 0 to 30")
            try terminal.keys("\u{7F}\u{7F}3\r")
            try terminal.press("b")
            try terminal.see("Now: 3")
            try terminal.press("z")
            try terminal.see("The last answer is taken back.")
            try terminal.keys("4\r")
            try terminal.press("l")
            try terminal.see("整数")
            terminal.resize(columns: 80, rows: 24)
            try terminal.wait(until: "a wide window") { $0.screen.text.contains("退出") && $0.screen.text.contains("撤销") }
            try terminal.press("g")
            try terminal.see("检查并结束")
            try terminal.keys("2\r")
            try terminal.type("q")
            let run = try terminal.wait()
            #expect(run.status == 0 && run.out.contains("ruhu visit resume "))
            #expect(terminal.isCooked && !terminal.screen.isOnOtherScreen)
            #expect(terminal.screen.surprises.isEmpty)
            let words = run.out.split(separator: "ruhu visit resume ").last ?? ""
            let id = String(words.prefix { $0.isHexDigit || $0 == "-" })
            let again = try device.atTerminal("visit", "resume", id)
            try again.see("[")
            try again.type("\u{03}")
            #expect(try again.wait().status == 130)
            #expect(again.isCooked && again.screen.text.contains("resume"))
        }
    }

    @Test("a refusal is one key; with the wish to be left alone nobody begins another visit")
    func refusal() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0301")
            let terminal = try device.atTerminal("visit", "start", household, environment: Self.chinese)
            try terminal.see("住户同意接受访问吗？")
            try terminal.keys("2d")
            try terminal.type("\r")
            #expect(try terminal.wait().status == 0)
            let visit = try #require(try shown(device, of: household)["answers"] as? [String: Any])
            #expect(visit["outcome"] as? String == "refused" && visit["consent"] as? Bool == false)
            let again = try device.atTerminal("visit", "start", household)
            #expect(try again.wait().status == 65)
        }
    }

    @Test("a refusal survives the terminal: Ctrl-C and SIGTERM after the one key save it")
    func refusalInterrupted() throws {
        try withEnrolledDevice { _, device in
            let endings: [(TerminalProgram) throws -> Void] = [
                { try $0.type("\u{03}") }, { $0.signal(SIGTERM) }, { $0.signal(SIGHUP) },
            ]
            for (number, end) in endings.enumerated() {
                let household = try device.addHousehold(room: "040\(number)")
                let terminal = try device.atTerminal("visit", "start", household)
                try terminal.see("agree")
                try terminal.press("r")
                try end(terminal)
                #expect(try terminal.wait().status == 130)
                #expect(terminal.isCooked)
                let visit = try #require(try shown(device, of: household)["answers"] as? [String: Any])
                #expect(visit["outcome"] as? String == "refused")
            }
        }
    }

    @Test("an appointment is kept as the moment that local time says")
    func appointment() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0501")
            let terminal = try device.atTerminal("visit", "start", household, environment: Self.chinese)
            try terminal.see("住户同意接受访问吗？")
            try terminal.press("4")
            try terminal.type("2099-05-12 １５：００")
            try terminal.see("１５：００")
            try terminal.press("\r")
            try terminal.type("\r")
            #expect(try terminal.wait().status == 0)
            let visit = try #require(try shown(device, of: household)["answers"] as? [String: Any])
            #expect(visit["outcome"] as? String == "appointment")
            #expect((visit["next_appointment"] as? String)?.hasPrefix("2099-05-12T07:00:00") == true)
        }
    }

    @Test("a terminal that can only add lines asks line by line")
    func dumb() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0601")
            let terminal = try device.atTerminal("visit", "start", household, environment: ["TERM": "dumb"])
            try terminal.wait(for: "Does the household agree to the visit?")
            try terminal.wait(for: "> ")
            try terminal.type("1\r")
            try terminal.wait(for: "adult")
            try terminal.wait(for: "> ")
            try terminal.type("q\r")
            #expect(try terminal.wait().status == 0)
            #expect(!terminal.bytes.contains(0x1B))
            #expect(terminal.text.contains("ruhu visit resume "))
        }
    }

    @Test("without a terminal it fails and names the command that does the same")
    func piped() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0701")
            let run = try device.start(["visit", "start", household, "--json"], input: "1\n").wait()
            #expect(run.status == 64 && run.errorCode == "not_interactive")
            #expect(run.err.contains("visit add"))
            #expect(try device.run("visit", "list", "--drafts", "--json").array().isEmpty)
        }
    }

    @Test("stopped by Ctrl-Z and brought back by the shell, it shows the same question")
    func suspended() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0801")
            let shell = try TerminalProgram(
                "/bin/bash", ["--norc", "-i"], environment: ["RUHU_STORE": device.store, "PS1": "ready$ "],
                home: device.folder)
            try shell.wait(for: "ready$ ")
            try shell.type("RUHU_LANG=en \(Program.ruhu.path) visit start \(household)\r")
            try shell.see("Does the household agree")
            try shell.press("1")
            try shell.see("adult")
            try shell.type("\u{1A}")
            try shell.wait(until: "the shell's prompt") { !$0.screen.isOnOtherScreen && $0.text.contains("Stopped") }
            try shell.type("fg\r")
            try shell.wait(until: "the question again") {
                $0.screen.isOnOtherScreen && $0.screen.text.contains("adult")
            }
            try shell.type("q")
            try shell.wait(until: "the shell's prompt") { !$0.screen.isOnOtherScreen }
            try shell.type("exit\r")
            _ = try shell.wait()
            #expect(shell.screen.surprises.filter { !$0.contains("ESC") }.isEmpty)
        }
    }
}
