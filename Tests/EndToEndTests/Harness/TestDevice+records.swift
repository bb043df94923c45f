import Foundation
import Testing

extension TestDevice {
    /// The id of a new record.
    func addRecord(_ words: String...) throws -> String {
        let run = try start(["record", "add"] + words + ["--json"]).wait()
        try #require(run.status == 0, "\(words): \(run.err)")
        return try #require(try run.object()["id"] as? String)
    }

    /// The records of a type, under conditions.
    func records(_ words: String...) throws -> [[String: Any]] {
        let run = try start(["record", "list"] + words + ["--json"]).wait()
        try #require(run.status == 0, "\(words): \(run.err)")
        return try run.array()
    }

    /// Runs a command on a terminal of its own: script(1) types the lines for whoever sits there.
    func type(_ lines: String, _ words: String...) throws -> Run {
        let command = ([Program.ruhu.path] + words).joined(separator: " ")
        return try RunningProgram(
            "/usr/bin/script", ["-qec", command, "/dev/null"], environment: ["RUHU_STORE": store], input: lines,
            in: folder
        ).wait()
    }
}

/// A furnished server and one device that has synced.
func withEnrolledDevice(_ body: (TestServer, TestDevice) throws -> Void) throws {
    try withFolder { folder in
        let server = try TestServer(in: folder)
        try server.start()
        try server.furnish()
        let device = try server.enroll("lihua")
        try device.run("sync")
        try body(server, device)
    }
}

/// A furnished server, the devices of two people that have synced, and the one household that both hold.
func withTwoTeams(_ body: (TestServer, TestDevice, TestDevice, String) throws -> Void) throws {
    try withFolder { folder in
        let server = try TestServer(in: folder)
        try server.start()
        try server.furnish()
        try server.importHouseholds(1)
        let first = try server.enroll("lihua")
        let second = try server.enroll("wangfang")
        for device in [first, second] { try device.run("sync") }
        let household = try #require(try first.run("household", "list", "--json").array().first?["id"] as? String)
        try body(server, first, second, household)
    }
}
