import Foundation
import Testing

@Suite(.serialized) struct SurveyReportTests {
    private static let reports = [
        "coverage", "awareness", "opinions", "team", "compliance", "rectification", "facts", "frequency", "tasks",
    ]

    /// Four households, three of them visited, one opinion; on the server too.
    private func withSurvey(_ body: (TestServer, TestDevice) throws -> Void) throws {
        try withEnrolledDevice { server, device in
            let homes = try ["101", "102", "103", "104"].map { try device.addHousehold(room: $0) }
            let answers = [
                #"{"outcome":"completed","consent":true,"started_at":"2026-05-10T02:00:00Z","B01":"know_well"}"#,
                #"{"outcome":"completed","consent":true,"started_at":"2026-05-10T03:00:00Z","B01":"never"}"#,
                #"{"outcome":"refused","started_at":"2026-05-10T04:00:00Z"}"#,
            ]
            for (home, answers) in zip(homes, answers) {
                try device.run("visit", "add", home, "--answers", "-", input: answers)
            }
            _ = try device.addRecord(
                "opinion", "area=440605011901", "text=路灯坏了", "category=facility", "place==1+1", "contact=13800138000")
            try device.run("sync")
            try body(server, device)
        }
    }

    @Test func `a device without a network and the server give the same survey reports, and nothing of contacts`()
        throws
    {
        try withSurvey { server, device in
            for name in ["coverage", "awareness", "opinions", "team"] {
                let own = try device.run("report", name, "--explain", "--json")
                let theirs = try server.admin("report", name, "--explain", "--json")
                #expect(own.out == theirs.out, "\(name)")
                #expect(!own.out.contains("13800138000"))
            }
            server.stop()
            let rows =
                try device.run("report", "awareness", "--by", "rate", "--json").object()["rows"] as? [[String: Any]]
            let aware = try #require(rows?.first { $0["rate"] as? String == "awareness_rate" })
            let share = try #require(aware["share"] as? [String: Any])
            #expect(share["part"] as? Int == 1 && share["of"] as? Int == 2 && share["percent"] as? String == "50.0")
            let coverage = try device.run("report", "coverage", "--json").object()["rows"] as? [[String: Any]]
            #expect(coverage?.first?["inScope"] as? Int == 4)
            #expect((coverage?.first?["coverage"] as? [String: Any])?["part"] as? Int == 2)
            #expect(coverage?.first?["notVisited"] as? Int == 1)
        }
    }

    @Test func `a spreadsheet holds what the JSON holds: numbers as numbers, shares as percentages, texts as texts`()
        throws
    {
        try withSurvey { _, device in
            for name in Self.reports {
                let path = device.folder.appending(path: "\(name).xlsx").path
                let run = try device.run("report", name, "--xlsx", path, "--json", "--lang", "en")
                let book = try ReadWorkbook(path, in: device.folder)
                #expect(book.names.count == 2 && book.isFrozen, "\(name) \(book.names)")
                let json = try run.object()
                let rows = try #require(json["rows"] as? [[String: Any]])
                let cells = Array(book.sheets[0].dropFirst())
                #expect(cells.count == rows.count, "\(name)")
                for (row, line) in zip(rows, cells) {
                    let figures = line.filter { $0.kind == "n" }.compactMap { Double($0.value) }
                    #expect(figures.count == line.count { $0.kind == "n" })
                    #expect(figures.sorted() == Self.numbers(of: row).sorted(), "\(name)")
                    #expect(!line.contains { $0.kind == "f" })
                }
                #expect(book.sheets[1].flatMap { $0 }.contains { $0.value == json["by"] as? String }, "\(name)")
            }
            let place = device.folder.appending(path: "place.xlsx").path
            try device.run("report", "opinions", "--by", "place", "--xlsx", place, "--explain")
            let book = try ReadWorkbook(place, in: device.folder)
            #expect(book.sheets[0][1][0].kind == "s" && book.sheets[0][1][0].value == "=1+1")
            #expect(book.names.count == 3 && book.sheets[2].count == 2)
            let rates = device.folder.appending(path: "rates.xlsx").path
            try device.run("report", "awareness", "--by", "rate", "--xlsx", rates, "--lang", "zh")
            let chinese = try ReadWorkbook(rates, in: device.folder)
            #expect(chinese.sheets[0][1].contains { $0.format == "0.0%" && $0.value == "0.5" })
            #expect(chinese.sheets[0][0].contains { $0.value == "比率" })
            #expect(chinese.widths.allSatisfy { (8...61).contains($0) } && chinese.widths.count > 3)
        }
    }

    /// The numbers in a row of JSON as a spreadsheet has them.
    private static func numbers(of row: [String: Any]) -> [Double] {
        row.values.compactMap { value -> Double? in
            if let number = value as? Int { return Double(number) }
            guard let object = value as? [String: Any] else { return nil }
            if let part = object["part"] as? Int, let whole = object["of"] as? Int {
                return Double(part) / Double(whole)
            }
            if let total = object["total"] as? Int, let count = object["count"] as? Int {
                return Double(total) / Double(count)
            }
            return nil
        }
    }

    @Test func `a spreadsheet that cannot be written leaves what was there, and says so`() throws {
        try withSurvey { _, device in
            let path = device.folder.appending(path: "rates.xlsx").path
            try "old".write(toFile: path, atomically: true, encoding: .utf8)
            let nowhere = try device.run(
                "report", "awareness", "--xlsx", "/nowhere/at/all.xlsx", "--json", status: 65)
            #expect(nowhere.errorCode == "file_unwritable" && nowhere.out.isEmpty)
            // A file may grow to so many blocks and no further, as on a full disk, in the temporary files as in the result.
            for blocks in [0, 1, 2, 4, 8] {
                let full = try RunningProgram(
                    "/bin/bash",
                    [
                        "-c", "trap '' XFSZ; ulimit -f \(blocks); exec \"$@\"", "bash", Program.ruhu.path, "report",
                        "awareness", "--xlsx", path, "--json",
                    ], environment: ["RUHU_STORE": device.store], in: device.folder
                ).wait()
                #expect(full.status != 0, "\(blocks) blocks")
                #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: device.folder.path)
            #expect(left.filter { $0.hasPrefix("rates.xlsx") } == ["rates.xlsx"])
            #expect(!left.contains { $0.hasSuffix(".TMP") || $0.hasPrefix("lxw") })
        }
    }
}
