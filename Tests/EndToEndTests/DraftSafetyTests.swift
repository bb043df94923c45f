import Foundation
import TerminalScreen
import Testing

/// What becomes of a visit under way when the program, another program or the disk stands against it.
@Suite("A visit under way that something befalls") struct DraftSafetyTests {
    private func drafts(_ device: TestDevice) throws -> [String] {
        try device.run("visit", "list", "--drafts", "--json").array().compactMap { $0["id"] as? String }
    }

    private func visits(_ device: TestDevice, of household: String) throws -> [[String: Any]] {
        try device.run("visit", "list", "--household", household, "--json").array()
    }

    /// Every command that only looks.
    private func looks(at household: String, _ draft: String) -> [[String]] {
        [
            ["household", "list"], ["household", "show", household], ["household", "find", "0101"],
            ["visit", "list"], ["visit", "list", "--drafts"], ["visit", "show", draft], ["note", "list", household],
            ["record", "list", "household"], ["record", "show", household], ["record", "types"], ["log", household],
            ["today"], ["status"], ["setting", "list"], ["conflict", "list"], ["form", "list"],
            ["form", "show", "household-survey"], ["inspect", "list"], ["rectification", "list"],
            ["report", "coverage"], ["report", "team"], ["report", "awareness"], ["report", "opinions"],
        ]
    }

    @Test("a refusal with the wish to be left alone, killed before it was saved, is saved by what saves or syncs next")
    func killedRefusal() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0101")
            let terminal = try device.atTerminal("visit", "start", household)
            try terminal.see("Does the household agree")
            try terminal.keys("2d")
            // It is open: who sits before it decides.
            #expect(try drafts(device).count == 1 && visits(device, of: household).isEmpty)
            terminal.kill()
            #expect(try terminal.wait().wasKilled)
            let draft = try #require(try drafts(device).first)
            let before = try Data(contentsOf: URL(filePath: device.store))
            for look in looks(at: household, draft) {
                let run = try device.start(look).wait()
                #expect(run.status == 0, "\(look)")
                #expect(run.err.contains("is not saved yet: ") && run.err.contains("0101"), "\(look): \(run.err)")
                #expect(try Data(contentsOf: URL(filePath: device.store)) == before, "\(look)")
            }
            let today = try device.run("today", "--json").object()
            #expect((today["counts"] as? [String: Any])?["doNotContact"] as? Int == 1)
            #expect((today["households"] as? [Any])?.isEmpty == true)
            let next = try device.run("sync")
            #expect(next.err.contains("The refusal that was chosen before an interruption is saved now"))
            #expect(try device.run("status", "--json").object()["pendingChanges"] as? Int == 0)
            let saved = try visits(device, of: household)
            let answers = try #require(saved.first?["answers"] as? [String: Any])
            #expect(saved.count == 1 && answers["outcome"] as? String == "refused")
            #expect(answers["do_not_contact"] as? Bool == true)
            #expect(try drafts(device).isEmpty)
            #expect(try !device.run("today").err.contains("refusal"))
            let again = try device.atTerminal("visit", "start", household)
            #expect(try again.wait().status == 65)
        }
    }

    @Test("a visit that is open in a terminal is refused to every other until that one ends, also by SIGKILL")
    func openElsewhere() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0201")
            let terminal = try device.atTerminal("visit", "start", household)
            try terminal.see("Does the household agree")
            try terminal.press("1")
            let id = try #require(try drafts(device).first)
            let dropped = try device.start(["visit", "discard", id, "--yes", "--json"]).wait()
            #expect(dropped.status == 75 && dropped.errorCode == "draft_open")
            let second = try device.atTerminal("visit", "resume", id)
            let run = try second.wait()
            #expect(run.status == 75 && run.out.contains("open in another terminal"))
            #expect(second.isCooked)
            try terminal.press("1")
            terminal.kill()
            #expect(try terminal.wait().wasKilled)
            let third = try device.atTerminal("visit", "resume", id)
            try third.see("[")
            try third.type("q")
            #expect(try third.wait().status == 0)
            try device.run("visit", "discard", id, "--yes")
            #expect(try drafts(device).isEmpty)
        }
    }

    @Test("when the disk takes nothing more, Ctrl-C says what is not on it, and what was kept before is there")
    func fullDisk() throws {
        try withEnrolledDevice { _, device in
            let household = try device.addHousehold(room: "0301")
            let begun = try device.atTerminal("visit", "start", household)
            try begun.see("Does the household agree")
            try begun.keys("111")
            try begun.type("q")
            #expect(try begun.wait().status == 0)
            let id = try #require(try drafts(device).first)
            let size = try #require(
                try FileManager.default.attributesOfItem(atPath: device.store)[.size] as? Int)
            // A file that may not grow stands for a disk that is full; the newest pages are the draft's.
            let limit = "trap '' XFSZ; ulimit -f \(size / 2_048); exec \(Program.ruhu.path) visit resume \(id)"
            let terminal = try TerminalProgram(
                "/bin/bash", ["--norc", "-c", limit], environment: ["RUHU_STORE": device.store, "RUHU_LANG": "en"],
                home: device.folder)
            try terminal.see("[")
            try terminal.type("3")
            try terminal.see("It is not on the disk")
            try terminal.type("\u{03}")
            let run = try terminal.wait()
            #expect(run.status == 75, "\(run.out)")
            #expect(run.out.contains("The last answers are not on the disk") && !run.out.contains("All is kept"))
            #expect(terminal.isCooked)
            let again = try device.atTerminal("visit", "resume", id)
            try again.see("[")
            try again.type("q")
            #expect(try again.wait().status == 0)
        }
    }
}
