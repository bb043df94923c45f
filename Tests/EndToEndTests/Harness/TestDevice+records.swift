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
