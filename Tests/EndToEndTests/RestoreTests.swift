import Foundation
import Testing

/// A server that lost what came after a copy of it: its devices bring it back.
@Suite(.serialized) struct RestoreTests {
    private func agree(_ devices: [TestDevice], _ server: TestServer) throws {
        for device in devices + devices { try device.run("sync") }
        for device in devices { try device.run("verify") }
        let rooms = try devices.map { try sqlite($0.store, "SELECT room FROM household ORDER BY room") }
        #expect(Set(rooms).count == 1)
        let check = try RunningProgram(Program.server.path, ["check", "--data", server.data], in: server.folder).wait()
        #expect(check.status == 0, "\(check.out)")
    }

    @Test func `a folder put back by hand, and a restored backup, lose nothing that a device holds`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let (one, two) = (try server.enroll("lihua"), try server.enroll("wangfang"))
            for device in [one, two] { try device.run("sync") }
            server.stop()
            let copy = folder.appending(path: "copy").path
            try FileManager.default.copyItem(atPath: server.data, toPath: copy)

            try server.start()
            _ = try one.addHousehold(room: "0101")
            _ = try two.addHousehold(room: "0201")
            for device in [one, two, one] { try device.run("sync") }
            let late = try server.enroll("lihua", store: folder.appending(path: "late.sqlite").path)
            try late.run("sync")
            _ = try late.addHousehold(room: "0301")
            server.stop()

            // The bytes go into the files that are there: nothing but what devices have seen tells.
            for name in ["records.sqlite", "records.sqlite.identity", "access.sqlite"] {
                let put = try RunningProgram("/bin/cp", ["\(copy)/\(name)", "\(server.data)/\(name)"], in: folder)
                    .wait()
                try #require(put.status == 0, "\(put.err)")
            }
            try server.start()
            try one.run("sync")
            #expect(server.process?.line(containing: "a new history begins") != nil)
            let unknown = try late.run("sync", "--json", status: 77)
            #expect(unknown.errorCode == "token_unknown" && unknown.err.contains("init --renew"))
            #expect(try late.run("household", "find", "9栋0301", "--json").array().count == 1, "its work is safe")
            try agree([one, two], server)
            #expect(try sqlite(one.store, "SELECT count(*) FROM household WHERE room IN ('0101', '0201')") == "2\n")

            let file = folder.appending(path: "ruhu.backup").path
            let backup = try RunningProgram(
                Program.server.path, ["backup", "--data", server.data, "--to", file, "--json"], in: folder
            ).wait()
            #expect(backup.status == 0, "\(backup.err)")
            _ = try two.addHousehold(room: "0202")
            for device in [two, one] { try device.run("sync") }
            server.stop()
            try FileManager.default.removeItem(atPath: server.data)
            let restored = try RunningProgram(
                Program.server.path, ["restore", "--from", file, "--data", server.data, "--json"], in: folder
            ).wait()
            #expect(restored.status == 0, "\(restored.err)")
            #expect(try restored.object()["changes"] as? Int == (try backup.object()["changes"] as? Int))
            try server.start()
            #expect(server.process?.err.contains("a new history begins") == false, "it has begun already")
            try agree([one, two], server)
            #expect(try sqlite(two.store, "SELECT count(*) FROM household WHERE room = '0202'") == "1\n")
        }
    }
}
