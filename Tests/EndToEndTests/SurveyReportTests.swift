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
                try SurveyAnswers.json(
                    ["consent": true, "started_at": "2026-05-10T02:00:00Z"], SurveyAnswers.awareness("know_well")),
                try SurveyAnswers.json(
                    ["consent": true, "started_at": "2026-05-10T03:00:00Z"], SurveyAnswers.awareness("never")),
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

    @Test func `a CSV file and a spreadsheet are written in one go; two results for one place are refused`() throws {
        try withSurvey { server, device in
            let book = device.folder.appending(path: "rates.xlsx").path
            let table = device.folder.appending(path: "rates.csv").path
            let report = ["report", "awareness", "--by", "rate", "--lang", "en"]
            let expected = try device.start(report + ["--csv", "-"]).wait().out
            #expect(expected.contains("awareness_rate"))
            let both = try device.start(report + ["--csv", "-", "--xlsx", book]).wait()
            #expect(both.status == 0 && both.out == expected && both.err.contains(book))
            #expect(try ReadWorkbook(book, in: device.folder).sheets[0].count == 24)
            try FileManager.default.removeItem(atPath: book)
            let files = try device.start(report + ["--csv", table, "--xlsx", book, "--json"]).wait()
            #expect(try (files.object()["rows"] as? [Any])?.count == 23)
            #expect(try Data(contentsOf: URL(filePath: table)) == Data([0xEF, 0xBB, 0xBF]) + Data(expected.utf8))
            #expect(try ReadWorkbook(book, in: device.folder).sheets[0].count == 24)
            for words in [
                ["--csv", "-", "--json"], ["--csv", table, "--xlsx", table, "--json"], ["--xlsx", "-", "--json"],
            ] {
                let here = try device.start(report + words).wait()
                #expect(here.status == 64 && here.errorCode == "outputs_collide" && here.out.isEmpty, "\(words)")
            }
            let there = try server.admin("report", "awareness", "--csv", "-", "--json", status: 64)
            #expect(there.errorCode == "outputs_collide" && there.out.isEmpty)
        }
    }

    @Test func `an area and a round that nobody knows are named, on the device and by the server`() throws {
        try withSurvey { server, device in
            let refusals = [
                (["--area", "999"], "area_unknown", "999"), (["--round", "zzz"], "round_unknown", "zzz"),
            ]
            for (words, code, given) in refusals {
                for name in ["coverage", "awareness", "team"] {
                    let here = try device.start(["report", name, "--json"] + words).wait()
                    let there = try RunningProgram(
                        Program.admin.path, ["report", name, "--json"] + words,
                        environment: ["RUHU_SERVER": server.url, "RUHU_TOKEN": server.token], in: device.folder
                    ).wait()
                    for run in [here, there] {
                        #expect(run.status == 65 && run.errorCode == code && run.out.isEmpty, "\(name) \(run.err)")
                        #expect(run.err.contains(given))
                    }
                }
            }
            let alone = try server.admin("report", "compliance", "--version", "2", "--json", status: 64)
            #expect(alone.errorCode == "report_version_alone")
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
