import Foundation
import Testing

/// Acknowledged means on the disk.
@Suite(.serialized) struct DurabilityTests {
    @Test func `the server syncs the log to the disk before it answers a push`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            for number in 0..<3 { _ = try device.addHousehold(room: "05\(number)") }
            server.stop()

            let trace = folder.appending(path: "trace").path
            try server.start(under: [
                "strace", "-f", "-y", "-s", "40", "-o", trace, "-e",
                "trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg",
            ])
            try device.run("sync")
            server.stop()

            let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").map(String.init)
            let answers = lines.indices.filter { lines[$0].contains("HTTP/1.1 200") }
            let logWrites = lines.indices.filter { lines[$0].contains("pwrite64") && lines[$0].contains("records.sqlite-wal") }
            let syncs = lines.indices.filter {
                (lines[$0].contains("fdatasync(") || lines[$0].contains("fsync(")) && lines[$0].contains("records.sqlite-wal")
            }
            let answer = try #require(answers.first { answer in logWrites.contains { $0 < answer } })
            let lastWrite = try #require(logWrites.last { $0 < answer })
            // The write of the commit is followed by a sync, and only then does the answer leave.
            #expect(syncs.contains { $0 > lastWrite && $0 < answer }, "no sync between \(lines[lastWrite]) and the answer")
        }
    }

    @Test func `one byte changed in a stored state or change makes verify and check name the record`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            let id = try device.addHousehold(room: "0101")
            _ = try device.addHousehold(room: "0102")
            try device.run("sync")
            try device.run("verify")
            server.stop()

            let hex = id.replacingOccurrences(of: "-", with: "")
            let damages = [
                "UPDATE record SET state = replace(state, '0101', '0107') WHERE lower(hex(id)) = '\(hex)'",
                "UPDATE record SET live = CAST(replace(live, x'30313031', x'30313037') AS BLOB) WHERE lower(hex(id)) = '\(hex)'",
                "UPDATE change SET bytes = CAST(replace(bytes, x'30313031', x'30313037') AS BLOB) WHERE rid = (SELECT rid FROM record WHERE lower(hex(id)) = '\(hex)')",
            ]
            for damage in damages {
                let copy = folder.appending(path: "copy-\(UUID().uuidString)").path
                try FileManager.default.copyItem(atPath: server.data, toPath: copy)
                _ = try sqlite(copy + "/records.sqlite", damage)
                let check = try RunningProgram(
                    Program.server.path, ["check", "--data", copy, "--json"], in: folder
                ).wait()
                #expect(check.status == 1, "\(damage): \(check.err)")
                #expect(check.out.contains(id), "\(damage): \(check.out)")
            }
            try server.start()
            for damage in damages {
                let copy = folder.appending(path: "device-\(UUID().uuidString).sqlite").path
                try FileManager.default.copyItem(atPath: device.store, toPath: copy)
                _ = try sqlite(copy, damage)
                let verify = try TestDevice(store: copy, folder: folder).run("verify", "--json", status: 1)
                #expect(verify.out.contains(id), "\(damage): \(verify.out)")
            }
        }
    }

    @Test func `a copied store goes on under a new replica id, and both copies keep all their work`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            _ = try device.addHousehold(room: "0101")
            let copy = TestDevice(store: folder.appending(path: "clone.sqlite").path, folder: folder)
            try FileManager.default.copyItem(atPath: device.store, toPath: copy.store)
            _ = try device.addHousehold(room: "0102")
            _ = try copy.addHousehold(room: "0103")
            for one in [device, copy, device] { try one.run("sync") }
            for one in [device, copy] {
                let rooms = try one.run("household", "list", "--json").array().compactMap { $0["room"] as? String }
                #expect(rooms.sorted() == ["0101", "0102", "0103"])
                try one.run("verify")
            }
        }
    }

    @Test func `a store put back from an older copy loses nothing that it handed in since, nor what it writes next`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            let device = try server.enroll("lihua")
            try device.run("sync")
            let backup = try Data(contentsOf: URL(filePath: device.store))
            _ = try device.addHousehold(room: "0101")
            try device.run("sync")
            try backup.write(to: URL(filePath: device.store))
            try FileManager.default.removeItem(atPath: device.store + ".identity")
            _ = try device.addHousehold(room: "0102")
            try device.run("sync")
            let rooms = try device.run("household", "list", "--json").array().compactMap { $0["room"] as? String }
            #expect(rooms.sorted() == ["0101", "0102"])
            try device.run("verify")
        }
    }
}
