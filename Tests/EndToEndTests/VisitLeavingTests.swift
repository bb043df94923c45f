import Foundation
import TerminalScreen
import Testing

/// Leaving a visit, however it comes, and going on with it.
@Suite("Leaving a visit and going on") struct VisitLeavingTests {
    private static let chinese = ["RUHU_LANG": "zh"]

    private let endings: [(TerminalProgram) throws -> Void] = [
        { try $0.type("\u{03}") }, { $0.signal(SIGTERM) }, { $0.signal(SIGHUP) },
    ]

    private func draft(_ device: TestDevice, of household: String) throws -> String {
        let drafts = try device.run("visit", "list", "--drafts", "--household", household, "--json").array()
        return try #require(drafts.first?["id"] as? String)
    }

    @Test("on a terminal that can only add lines, Ctrl-C, SIGTERM and hangup save a chosen refusal and keep the rest")
    func dumb() throws {
        try withEnrolledDevice { _, device in
            for (number, end) in endings.enumerated() {
                let household = try device.addHousehold(room: "110\(number)")
                let terminal = try device.atTerminal("visit", "start", household, environment: ["TERM": "dumb"])
                try terminal.wait(for: "agree")
                try terminal.wait(for: "> ")
                try terminal.type("2\r")
                try terminal.wait(for: "No reason is needed")
                try terminal.wait(for: "> ")
                try end(terminal)
                #expect(try terminal.wait().status == 130)
                #expect(terminal.isCooked && terminal.text.contains("ruhu visit show "))
                let visits = try device.run("visit", "list", "--household", household, "--json").array()
                #expect((visits.first?["answers"] as? [String: Any])?["outcome"] as? String == "refused")

                let empty = try device.addHousehold(room: "125\(number)")
                let nobody = try device.atTerminal("visit", "start", empty, environment: ["TERM": "dumb"])
                try nobody.wait(for: "agree")
                try nobody.wait(for: "> ")
                try nobody.type("3\r")
                try nobody.wait(for: "Enter saves")
                try nobody.wait(for: "> ")
                try end(nobody)
                #expect(try nobody.wait().status == 130)
                #expect(try device.run("visit", "list", "--household", empty, "--json").array().isEmpty)
                _ = try draft(device, of: empty)

                let other = try device.addHousehold(room: "120\(number)")
                let asked = try device.atTerminal("visit", "start", other, environment: ["TERM": "dumb"])
                try asked.wait(for: "agree")
                try asked.wait(for: "> ")
                try asked.type("1\r")
                try asked.wait(for: "adult")
                try asked.wait(for: "> ")
                try end(asked)
                #expect(try asked.wait().status == 130)
                #expect(asked.isCooked && asked.text.contains("Go on with `ruhu visit resume "))
                _ = try draft(device, of: other)
            }
        }
    }

    @Test("stopped by Ctrl-Z on such a terminal and brought back, it asks again")
    func dumbStopped() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "1301")
            let shell = try TerminalProgram(
                "/bin/bash", ["--norc", "-i"],
                environment: ["RUHU_STORE": device.store, "PS1": "ready$ ", "TERM": "dumb"], home: device.folder)
            try shell.wait(for: "ready$ ")
            try shell.type("RUHU_LANG=en \(Program.ruhu.path) visit start \(household)\r")
            try shell.wait(for: "agree")
            try shell.wait(for: "> ")
            try shell.type("\u{1A}")
            try shell.wait(for: "Stopped")
            try shell.wait(for: "ready$ ")
            try shell.type("fg\r")
            try shell.wait(for: "agree")
            try shell.wait(for: "> ")
            try shell.type("1\r")
            try shell.wait(for: "adult")
            try shell.wait(for: "> ")
            try shell.type("q\r")
            try shell.wait(for: "visit resume")
            try shell.wait(for: "ready$ ")
            try shell.type("exit\r")
            _ = try shell.wait()
        }
    }

    @Test(
        "first answers to the survey are taken back one by one; the review, and a place without an answer, are resumed at"
    )
    func places() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "1401")
            var terminal = try device.atTerminal("visit", "start", household, environment: Self.chinese)
            try terminal.see("住户同意接受访问吗？")
            try terminal.keys("1112")
            let atCount = terminal.screen.text
            try terminal.keys("5\r")
            try terminal.press("z")
            try terminal.see("已撤销上一个答案。")
            #expect(
                terminal.screen.lines[0] == atCount.split(separator: "\n").first.map(String.init),
                "the same place and as much answered")
            #expect(!terminal.screen.text.contains("已答"))
            for (keys, text) in [("5\rb", "已答：5"), ("g", "检查并结束")] {
                try terminal.keys(keys)
                try terminal.see(text)
            }
            // To the review: the last of the list.
            for _ in 0..<20 { try terminal.press("\u{1B}[B") }
            try terminal.press("\r")
            try terminal.see("还缺")
            let atReview = terminal.screen.text
            terminal.kill()
            #expect(try terminal.wait().wasKilled)
            let id = try draft(device, of: household)
            terminal = try device.atTerminal("visit", "resume", id, environment: Self.chinese)
            try terminal.wait(until: "the review as before") { $0.screen.text == atReview }
            try terminal.press("1")
            try terminal.wait(until: "the first missing question") { !$0.screen.text.contains("还缺") }
            let moved = terminal.screen.text
            terminal.kill()
            #expect(try terminal.wait().wasKilled)
            terminal = try device.atTerminal("visit", "resume", id, environment: Self.chinese)
            try terminal.wait(until: "the place that was jumped to") { $0.screen.text == moved }
            try terminal.type("q")
            #expect(try terminal.wait().status == 0)
        }
    }

    @Test("a ranking half made survives a kill")
    func ticks() throws {
        try withEnrolledDevice { server, device in
            let file = device.folder.appending(path: "rank.xml")
            try Self.rankForm.write(to: file, atomically: true, encoding: .utf8)
            try server.admin("form", "import", file.path)
            try device.run("sync")
            let household = try device.addHousehold(room: "1501")
            var terminal = try device.atTerminal(
                "visit", "start", household, "--form", "test-rank", environment: Self.chinese)
            try terminal.see("住户同意接受访问吗？")
            try terminal.keys("131")
            try terminal.see("[2] 电梯")
            terminal.kill()
            #expect(try terminal.wait().wasKilled)
            terminal = try device.atTerminal(
                "visit", "resume", try draft(device, of: household), environment: Self.chinese)
            try terminal.wait(until: "the same ticks") {
                $0.screen.text.contains("[1] 围墙") && $0.screen.text.contains("[2] 电梯")
            }
            try terminal.keys("2\r")
            try terminal.see("没有缺项")
            try terminal.press("\r")
            try terminal.type("2")
            #expect(try terminal.wait().status == 0)
            let visits = try device.run("visit", "list", "--household", household, "--json").array()
            let answers = visits.first?["answers"] as? [String: Any]
            #expect(answers?["order"] as? [String] == ["wall", "lift", "light"])
        }
    }

    @Test("who was back at the review from the publicity record is there again after a kill")
    func backFromPublicity() throws {
        try withEnrolledDevice { server, device in
            let file = device.folder.appending(path: "rank.xml")
            try Self.rankForm.write(to: file, atomically: true, encoding: .utf8)
            try server.admin("form", "import", file.path)
            try device.run("sync")
            let household = try device.addHousehold(room: "1502")
            var terminal = try device.atTerminal(
                "visit", "start", household, "--form", "test-rank", environment: Self.chinese)
            try terminal.see("住户同意接受访问吗？")
            try terminal.keys("1312\r")
            try terminal.see("没有缺项")
            try terminal.press("p")
            try terminal.wait(until: "the publicity record") { !$0.screen.text.contains("没有缺项") }
            try terminal.press("b")
            try terminal.see("宣传记录 ✓")
            let before = terminal.screen.text
            terminal.kill()
            #expect(try terminal.wait().wasKilled)
            terminal = try device.atTerminal(
                "visit", "resume", try draft(device, of: household), environment: Self.chinese)
            try terminal.wait(until: "the same review") { $0.screen.text == before }
            try terminal.type("q")
            #expect(try terminal.wait().status == 0)
        }
    }

    private static let rankForm = """
        <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
          xmlns:odk="http://www.opendatakit.org/xforms">
        <h:head><h:title>排序</h:title><model><instance><data id="test-rank" version="1"><order/></data></instance>
        <bind nodeset="/data/order" type="odk:rank"/></model></h:head>
        <h:body><rank ref="/data/order"><label>先修哪一样？</label>
        <item><label>电梯</label><value>lift</value></item><item><label>路灯</label><value>light</value></item>
        <item><label>围墙</label><value>wall</value></item></rank></h:body></h:html>

        """

    @Test("a visit is resumed in the language it was asked in last, unless another is named")
    func language() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "1601")
            let first = try device.atTerminal("visit", "start", household, environment: Self.chinese)
            try first.see("住户同意接受访问吗？")
            try first.press("1")
            try first.type("q")
            #expect(try first.wait().status == 0)
            let id = try draft(device, of: household)
            let again = try device.atTerminal("visit", "resume", id)
            try again.see("退出")
            try again.type("q")
            #expect(try again.wait().status == 0)
            let byFlag = try device.atTerminal("visit", "resume", id, "--lang", "en")
            try byFlag.see("adult")
            try byFlag.type("l")
            try byFlag.see("退出")
            try byFlag.type("q")
            #expect(try byFlag.wait().status == 0)
            let byVariable = try device.atTerminal("visit", "resume", id, environment: ["RUHU_LANG": "en"])
            try byVariable.see("adult")
            try byVariable.type("q")
            #expect(try byVariable.wait().status == 0)
        }
    }

    @Test("a visit under way is dropped only by who says so")
    func discard() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "1701")
            let terminal = try device.atTerminal("visit", "start", household, environment: Self.chinese)
            try terminal.see("住户同意接受访问吗？")
            try terminal.keys("11")
            try terminal.type("q")
            #expect(try terminal.wait().status == 0)
            let id = try draft(device, of: household)
            #expect(try device.run("visit", "discard", id, status: 64).err.contains("--yes"))
            #expect(try device.run("visit", "discard", id, "--json", status: 64).errorCode == "not_interactive")
            let asked = try device.atTerminal("visit", "discard", id, environment: Self.chinese)
            try asked.wait(for: "已答 1 题")
            try asked.wait(for: "[y/N]")
            try asked.type("n\r")
            #expect(try asked.wait().status == 0 && asked.text.contains("没有改变。"))
            _ = try draft(device, of: household)
            let agreed = try device.atTerminal("visit", "discard", id)
            try agreed.wait(for: "1 answers")
            try agreed.wait(for: "[y/N]")
            try agreed.type("y\r")
            #expect(try agreed.wait().status == 0)
            #expect(try device.run("visit", "list", "--drafts", "--json").array().isEmpty)

            let other = try device.addHousehold(room: "1702")
            let begun = try device.atTerminal("visit", "start", other)
            try begun.see("agree")
            try begun.type("\u{03}")
            #expect(try begun.wait().status == 130)
            let second = try draft(device, of: other)
            let dropped = try device.run("visit", "discard", second, "--yes", "--json").object()
            #expect(dropped["id"] as? String == second)
            #expect(try device.run("visit", "list", "--drafts", "--json").array().isEmpty)
        }
    }
}
