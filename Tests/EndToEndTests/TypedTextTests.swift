import Foundation
import Testing

/// Text that comes from a terminal or a file and is none, or has signs that no record takes.
@Suite("Text from terminals and files") struct TypedTextTests {
    /// A command as a shell gives it whose terminal is not one for UTF-8: `\xb6\xb0` is 栋 in GBK.
    private func shell(
        _ command: String, _ device: TestDevice, locale: String? = nil, status: Int32,
        line: SourceLocation = #_sourceLocation
    ) throws -> Run {
        let programs = [Program.ruhu, .admin, .server].map { $0.path.replacing(/\/[^\/]*$/, with: "") }
        let variables = [
            "RUHU_STORE": device.store, "PATH": "\(programs[0]):/usr/bin:/bin", "LANG": locale ?? "en_GB.UTF-8",
        ]
        let run = try RunningProgram("/bin/bash", ["-c", command], environment: variables, in: device.folder).wait()
        #expect(run.status == status, "\(command): \(run.err)\(run.out)", sourceLocation: line)
        return run
    }

    @Test("a word from a GBK terminal is read by the locale's encoding, else refused by all three programs")
    func arguments() throws {
        try withEnrolledDevice { server, device in
            let id = try device.addHousehold(room: "0101")
            let before = try device.digests()
            for command in [
                "ruhu household set \(id) $'remarks=\\xb6\\xb0' --json", "ruhu-admin user list $'\\xb6\\xb0' --json",
                "ruhu-server check --data $'\\xb6\\xb0' --json",
            ] {
                #expect(try shell(command, device, status: 64).errorCode == "argument_encoding")
            }
            #expect(try device.digests() == before)
            try #require(
                shell("ruhu household set \(id) $'remarks=\\xb6\\xb0'", device, locale: "zh_CN.GBK", status: 0).status
                    == 0)
            #expect(try device.household(id)["remarks"] as? String == "栋")
            // What was typed at a prompt is refused, and asked for again.
            // The terminal echoes what was typed, which is no text for this test either.
            let typing = "printf '\\xb6\\xb0\\nhealth_lecture\\n' | script -qec 'ruhu record add activity' /dev/null"
            let asked = try shell(
                "set -o pipefail; \(typing) | LC_ALL=C tr -d '\\266\\260'", device, status: 130)
            #expect(asked.out.contains("UTF-8"), "\(asked.out)")
        }
    }

    @Test("a sheet with U+0000 behind an area is refused on a device and in the office, and every store stays sound")
    func nullInSheet() throws {
        try withEnrolledDevice { server, device in
            let file = device.folder.appending(path: "null.csv")
            let sheet = "area,building,unit,room\n440605011901\u{0},1,1,0101\n"
            try Data(sheet.utf8).write(to: file)
            #expect(try device.run("household", "import", file.path, "--json", status: 65).errorCode == "csv_sign")
            #expect(try server.admin("household", "import", file.path, status: 65).err.contains("line 2, column 1"))
            let answers = #"{"outcome":"partial","consent":true,"A01\u0000":true}"#
            let id = try device.addHousehold(room: "0101")
            #expect(
                try device.run("visit", "add", id, "--answers", "-", "--json", input: answers, status: 65).errorCode
                    == "answers_invalid")
            try device.run("sync")
            try device.run("verify")
        }
    }
}
