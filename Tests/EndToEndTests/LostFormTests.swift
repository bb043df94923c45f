import Foundation
import TerminalScreen
import Testing

/// Visits under way are told at every start, shown, and go on also when their form is gone from the device.
@Suite(.serialized) struct LostFormTests {
    /// Takes the published forms out of a store, as damage to the file would.
    private func loseForms(_ device: TestDevice) throws {
        _ = try sqlite(device.store, "DELETE FROM record WHERE type = 27")
        #expect(try device.run("form", "list", "--json").array().isEmpty)
    }

    @Test func `a visit begun at a terminal is told at each start, shown, and ended after its form was lost`() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0101")
            #expect(try device.run("status", "--json").object()["drafts"] as? Int == 0)
            let terminal = try device.atTerminal("visit", "start", household)
            try terminal.see("Does the household agree")
            try terminal.keys("111")
            try terminal.see("How many people")
            try terminal.keys("4\r")
            try terminal.type("q")
            #expect(try terminal.wait().status == 0)

            let status = try device.run("status")
            let row = try #require(try device.run("visit", "list", "--drafts", "--json").array().first)
            let id = try #require(row["id"] as? String)
            let command = try #require(status.err.firstMatch(of: /1 visit under way: `ruhu visit resume ([0-9a-f-]+)`/))
            #expect(id.hasPrefix(command.1))
            #expect(status.out.contains("visit list --drafts"))
            #expect(try device.run("status", "--json").object()["drafts"] as? Int == 1)
            let chinese = try RunningProgram(
                Program.ruhu.path, ["household", "list"],
                environment: ["RUHU_STORE": device.store, "RUHU_LANG": "zh"], in: device.folder
            ).wait()
            #expect(chinese.err.contains("1 次入户正在进行：ruhu visit resume "))

            try loseForms(device)
            let shown = try device.run("visit", "show", String(command.1), "--json").object()
            #expect(shown["id"] as? String == id && shown["status"] as? String == "draft")
            #expect(shown["forms"] as? [String] == ["household-survey"] && shown["household"] as? String == household)
            let said = try #require(shown["answers"] as? [String: Any])
            #expect(said["consent"] as? Bool == true && said["A01"] as? String == "true" && said["A04"] as? Int == 4)
            #expect(shown["notices"] as? [String] == [])
            let text = try device.run("visit", "show", id)
            #expect(text.out.contains("under way") && text.out.contains("A04"))

            let again = try device.atTerminal("visit", "resume", id)
            try again.see("18")
            try again.press("g")
            try again.see("Review")
            // The last of the list is the review.
            try again.keys("\u{1B}")
            try again.type("q")
            #expect(try again.wait().status == 0)
            #expect(try device.run("visit", "list", "--drafts", "--json").array().count == 1)
        }
    }
}
