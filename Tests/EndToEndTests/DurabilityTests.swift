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
            let trace = folder.appending(path: "trace").path
            let traced = try #require(server.process?.processID)
            let tracer = try RunningProgram(
                "/usr/bin/strace",
                [
                    "-f", "-y", "-s", "40", "-o", trace, "-p", "\(traced)", "-e",
                    "trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg",
                ], in: folder)
            _ = try #require(tracer.line(containing: "attached"), "\(tracer.err)")
            try device.run("sync")
            server.stop()
            _ = tracer.wait()
            let order = try TracedOrder(String(contentsOfFile: trace, encoding: .utf8))
            #expect(order.logWrites > 0)
            #expect(order.answersAfterWrites > 0)
            #expect(order.unsyncedAnswers == [])
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

    @Test func `a store that SQLite cannot read is damaged on both sides, and no missing or foreign file`() throws {
        try withEnrolledDevice { server, device in
            _ = try device.addHousehold(room: "0301")
            server.stop()
            let sound = try Data(contentsOf: URL(filePath: device.store))
            func put(_ bytes: Data, at path: String) throws {
                let file = try FileHandle(forUpdating: URL(filePath: path))
                try file.truncate(atOffset: 0)
                try file.write(contentsOf: bytes)
                try file.close()
            }
            let overwritten = sound[..<8_192] + Data(repeating: 0xA5, count: sound.count - 8_192)
            for bytes in [overwritten, sound[..<(sound.count / 2)], Data("garbage".utf8), Data()] {
                try put(bytes, at: device.store)
                let verify = try device.run("verify", "--json", status: 1).object()
                #expect(verify["equal"] as? Bool == false && (verify["damaged"] as? [Any])?.isEmpty == false)
                #expect(verify["behind"] is NSNull && verify["records"] is Int)
            }
            #expect(try device.run("household", "list", "--json", status: 1).errorCode == "store_damaged")
            try put(sound, at: device.store)
            let records = server.data + "/records.sqlite"
            let held = try Data(contentsOf: URL(filePath: records))
            for bytes in [held[..<8_192] + Data(repeating: 0xA5, count: held.count - 8_192), Data("garbage".utf8)] {
                try put(bytes, at: records)
                let check = try RunningProgram(
                    Program.server.path, ["check", "--data", server.data, "--json"], in: server.folder
                ).wait()
                #expect(check.status == 1 && (try? check.object()["ok"] as? Bool) == false, "\(check.err)")
            }
        }
    }

    @Test func `one damaged change on the server does not hold up the others, and verify names its record`() throws {
        try withFolder { folder in
            let server = try TestServer(in: folder)
            try server.start()
            try server.furnish()
            try server.importHouseholds(10)
            let store = server.data + "/records.sqlite"
            let damaged = try sqlite(store, "SELECT id FROM household ORDER BY id LIMIT 1").dropLast()
            server.stop()
            let hex = damaged.replacing("-", with: "")
            let row = "rid = (SELECT rid FROM record WHERE lower(hex(id)) = '\(hex)')"
            let sound = try sqlite(store, "SELECT hex(bytes) FROM change WHERE \(row)").dropLast()
            _ = try sqlite(store, "UPDATE change SET bytes = x'00' WHERE \(row)")
            try server.start()
            let device = try server.enroll("lihua")
            #expect(try device.run("sync", "--json", status: 3).object()["unreadable"] as? Int == 1)
            #expect(try device.run("household", "list", "--json").array().count == 9)
            let verify = try device.run("verify", "--json", status: 1)
            #expect(verify.out.contains(damaged), "\(verify.out)")
            server.stop()
            _ = try sqlite(store, "UPDATE change SET bytes = x'\(sound)' WHERE \(row)")
            try server.start()
            try device.run("sync", "--again")
            #expect(try device.run("household", "list", "--json").array().count == 10)
            try device.run("verify")
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

    @Test func `a store put back from an older copy loses nothing that it handed in since, nor what it writes next`()
        throws
    {
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

/// What a system call trace says of the order of log writes, syncs and answers.
private struct TracedOrder {
    var logWrites = 0
    /// Answers that left after something was written to the log.
    var answersAfterWrites = 0
    /// Answers that left while a write to the log was not synced yet.
    var unsyncedAnswers: [String] = []

    init(_ trace: String) {
        var isDirty = false
        var wasWritten = false
        // A call that another thread's lines interrupt ends in a line of its own, with the same process id in front.
        var syncing: Set<Substring> = []
        for line in trace.split(separator: "\n") {
            if line.contains("records.sqlite-wal") {
                if line.contains("pwrite64(") {
                    logWrites += 1
                    isDirty = true
                    wasWritten = true
                }
                if line.contains("fdatasync(") || line.contains("fsync(") {
                    if line.hasSuffix("<unfinished ...>") {
                        syncing.insert(line.prefix { $0 != " " })
                    } else {
                        isDirty = false
                    }
                }
            } else if line.contains("sync resumed"), syncing.remove(line.prefix { $0 != " " }) != nil {
                isDirty = false
            } else if line.contains("HTTP/1.1 200") {
                if wasWritten { answersAfterWrites += 1 }
                if isDirty { unsyncedAnswers.append(String(line)) }
            }
        }
    }
}
