import Foundation
import TerminalScreen
import Testing

/// Visits under way are told at every start, shown, and go on also when their form is gone from the device.
@Suite(.serialized) struct LostFormTests {
    /// What damage to the file of a store may leave of the published forms.
    private static let losses = [
        "DELETE FROM record WHERE type = 27", "UPDATE record SET live = x'0102' WHERE type = 27",
    ]

    /// A visit begun in Chinese as far as the number of children, and left.
    private func begin(_ device: TestDevice, _ household: String) throws -> String {
        let terminal = try device.atTerminal("visit", "start", household, environment: ["RUHU_LANG": "zh"])
        try terminal.see("住户同意接受访问吗？")
        try terminal.keys("111s4\r")
        try terminal.see("18岁以下几人")
        try terminal.type("q")
        #expect(try terminal.wait().status == 0)
        let drafts = try device.run("visit", "list", "--drafts", "--json").array()
        return try #require(drafts.first?["id"] as? String)
    }

    @Test func `visits under way are told at every start and in the status, and are shown by their ids`() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0101")
            #expect(try device.run("status", "--json").object()["drafts"] as? Int == 0)
            #expect(try !device.run("status").err.contains("under way"))
            let id = try begin(device, household)
            let status = try device.run("status")
            let told = try #require(status.err.firstMatch(of: /1 visit under way: `ruhu visit resume ([0-9a-f-]+)`/))
            #expect(id.hasPrefix(told.1) && status.out.contains("visit list --drafts"))
            #expect(try device.run("status", "--json").object()["drafts"] as? Int == 1)
            let shown = try device.run("visit", "show", String(told.1), "--json").object()
            #expect(shown["id"] as? String == id && shown["status"] as? String == "draft")
            #expect(shown["forms"] as? [String] == ["household-survey"] && shown["household"] as? String == household)
            let said = try #require(shown["answers"] as? [String: Any])
            #expect(said["consent"] as? Bool == true && said["A01"] as? String == "true" && said["A04"] as? Int == 4)
            #expect(shown["notices"] as? [String] == [] && shown["conflicts"] as? [String] == [])
            let text = try device.run("visit", "show", id)
            #expect(text.out.contains("under way") && text.out.contains("A04"))
            _ = try begin(device, try device.addHousehold(room: "0102"))
            let chinese = try RunningProgram(
                Program.ruhu.path, ["household", "list"],
                environment: ["RUHU_STORE": device.store, "RUHU_LANG": "zh"], in: device.folder
            ).wait()
            #expect(chinese.err.contains("2 次入户正在进行：ruhu visit list --drafts"))
            #expect(try device.run("visit", "show", "ffff", "--json", status: 65).errorCode == "record_unknown")
        }
    }

    @Test(arguments: losses)
    func `a visit whose form was lost meanwhile is ended at the terminal, and its answers are read by name`(
        loss: String
    ) throws {
        try withEnrolledDevice { server, device in
            let household = try device.addHousehold(room: "0101")
            let id = try begin(device, household)
            _ = try sqlite(device.store, loss)
            let shown = try device.run("visit", "show", id, "--json").object()
            #expect((shown["answers"] as? [String: Any])?["A04"] as? Int == 4 && shown["notices"] as? [String] == [])
            let terminal = try TerminalProgram(
                Program.ruhu.path, ["visit", "resume", id],
                environment: ["RUHU_STORE": device.store, "RUHU_LANG": "zh"],
                window: TerminalProgram.Window(columns: 120, rows: 40), home: device.folder)
            try terminal.see("18岁以下几人")
            var person = FormTyping(terminal, ["意见、建议": .keys("路灯坏了\r")])
            try person.fill()
            try terminal.type("\r2")
            let run = try terminal.wait()
            #expect(run.status == 0 && run.out.contains("已保存"), "\(run.out)")
            let visit = try device.run("visit", "show", id, "--json").object()
            let answers = try #require(visit["answers"] as? [String: Any])
            #expect(answers["A04"] as? Int == 4 && answers["K01"] as? String == "路灯坏了")
            #expect(answers["form_version"] as? String == "1" && answers["outcome"] as? String == "completed")
            let notices = try #require(visit["notices"] as? [String])
            #expect(notices.count == 1 && notices[0].contains("household-survey"))
            #expect(try device.run("visit", "show", id).err.contains("not on this device"))

            let change = ["visit", "set", id, "--reason", "误记", "--json"]
            let refused = try device.start(change + ["A04=3"]).wait()
            #expect(refused.status == 65 && refused.errorCode == "form_unknown", "\(refused.err)")
            let void = try device.start(change + ["void_reason=记错户"]).wait()
            #expect(void.status == 0, "\(void.err)")
            try device.run("sync")
            let other = try server.enroll("wangfang")
            try other.run("sync")
            let received = try other.run("visit", "show", id, "--json").object()
            let arrived = try #require(received["answers"] as? [String: Any])
            #expect(arrived["A04"] as? Int == 4 && arrived["void_reason"] as? String == "记错户")
            #expect(received["notices"] as? [String] == [])
        }
    }
}
