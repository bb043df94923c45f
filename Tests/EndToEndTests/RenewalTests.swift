import Foundation
import Testing

/// A device or a person is shut out and comes back, and what was recorded meanwhile arrives.
@Suite(.serialized) struct RenewalTests {
    private func withWorld(_ body: (TestServer, TestDevice) throws -> Void) throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            try body(server, device)
        }
    }

    @Test func `a device that was revoked with unsent work is renewed and hands it in; a stolen copy gets nothing`()
        throws
    {
        try withWorld { server, device in
            let household = try device.addHousehold(room: "0909")
            let copy = TestDevice(
                store: device.folder.appending(path: "stolen.sqlite").path, folder: device.folder)
            try FileManager.default.copyItem(atPath: device.store, toPath: copy.store)
            try server.admin("device", "revoke", "lihua-1")
            try device.run("sync", status: 77)
            let foreign = try device.run(
                "init", "--renew", try server.enrollmentCode("wangfang"), "--json", status: 78)
            #expect(foreign.errorCode == "store_enrolled")
            #expect(try device.household(household)["room"] as? String == "0909")

            let code = try server.enrollmentCode("lihua")
            let renewed = try device.run("init", "--renew", code, "--json").object()
            #expect(renewed["device"] as? String == "lihua-1" && renewed["user"] as? String == "lihua")
            #expect(try device.run("status", "--json").object()["pendingChanges"] as? Int == 1)
            _ = try device.addHousehold(room: "0910")
            #expect(try device.run("sync", "--json").object()["pushed"] as? Int == 2)
            #expect(try device.run("verify", "--json").object()["equal"] as? Bool == true)
            #expect(try copy.run("sync", "--json", status: 77).errorCode == "token_unknown")
            // The code that was just used opens nothing any more.
            #expect(try device.run("init", "--renew", code, "--json", status: 77).errorCode == "code_used")
            #expect(try device.run("sync", "--json").object()["pushed"] as? Int == 0)
        }
    }

    @Test func `at a terminal nobody is shut out before it was said what stays on the device`() throws {
        try withWorld { server, device in
            let environment = ["RUHU_SERVER": server.url, "RUHU_TOKEN": server.token]
            func ask(_ words: [String], _ shown: [String], answer: String) throws -> Int32 {
                let terminal = try TerminalProgram(
                    Program.admin.path, words, environment: environment, home: device.folder)
                for text in shown { try terminal.wait(for: text) }
                try terminal.wait(for: "[y/N]")
                try terminal.type(answer + "\r")
                return try terminal.wait().status
            }
            let shown = ["lihua-1 (lihua), last seen 20", "does not arrive"]
            #expect(try ask(["device", "revoke", "lihua-1"], shown, answer: "n") == 0)
            try device.run("sync")
            #expect(try ask(["user", "disable", "lihua"], shown, answer: "y") == 0)
            try device.run("sync", status: 77)
            try server.admin("user", "enable", "lihua")
            try device.run("sync")
        }
    }
}
