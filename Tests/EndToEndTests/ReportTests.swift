import Foundation
import Testing

/// The five reports on a device and on the server, as table, JSON and CSV.
@Suite(.serialized) struct ReportTests {
    private static let area = "440605011901"

    /// A device with an inspection, a rectification, activities and task progress, synced.
    private func world(_ body: (TestServer, TestDevice) throws -> Void) throws {
        try withEnrolledDevice { server, device in
            let values = device.folder.appending(path: "values.json")
            try #"{"office_area":178,"police_room_area":15}"#
                .write(to: values, atomically: true, encoding: .utf8)
            for (standard, kind) in [("nanhai-2011", "baseline"), ("qingpu-2011", "inspection")] {
                let started = try device.run(
                    "inspect", "start", "--standard", standard, "--area", Self.area, "--kind", kind, "--json")
                let id = try #require(try started.object()["id"] as? String)
                if kind == "baseline" { try device.run("inspect", "record", id, "--values", values.path) }
                try device.run("inspect", "submit", id)
                if kind == "baseline" { try device.run("rectification", "open", id, "NH11-FAC-01") }
            }
            _ = try device.addRecord(
                "activity", "area=\(Self.area)", "kind=education", "date=2012-01-15", "state=confirmed")
            _ = try device.addRecord(
                "task_progress", "task=NH12-T04.1", "area=\(Self.area)", "period=2012-10", "stage=in_progress",
                "percent=60")
            try device.run("sync")
            try body(server, device)
        }
    }

    private static let reports: [(name: String, rows: [String])] = [
        ("compliance", ["community", "standard", "group", "indicator", "result"]),
        ("rectification", ["source", "unit", "lead_unit", "area", "indicator", "one"]),
        ("facts", ["shared", "all"]), ("frequency", ["indicator", "window"]), ("tasks", ["unit", "task", "area"]),
    ]

    @Test func `every report is the same on the device and on the server, explained and not`() throws {
        try world { server, device in
            for (name, rows) in Self.reports {
                for by in rows {
                    for more in [["--explain"], []] {
                        let words = ["report", name, "--by", by, "--from", "2012-01-01", "--json"] + more
                        let here = try device.start(words).wait()
                        let there = try RunningProgram(
                            Program.admin.path, words,
                            environment: ["RUHU_SERVER": server.url, "RUHU_TOKEN": server.token], in: device.folder
                        ).wait()
                        #expect(here.status == 0 && here.out == there.out, "\(words): \(here.err)\(there.err)")
                        let isEmpty = try (here.object()["rows"] as? [Any])?.isEmpty != false
                        #expect(!isEmpty || by == "shared", "\(words)")
                    }
                }
            }
        }
    }

    @Test func `table, JSON and CSV hold the same cells`() throws {
        try world { _, device in
            for (name, rows) in Self.reports {
                for by in rows {
                    let words = ["report", name, "--by", by, "--from", "2012-01-01"]
                    let json = try device.start(words + ["--json"]).wait().object()
                    let objects = try #require(json["rows"] as? [[String: Any]])
                    let csv = try device.start(words + ["--csv", "-", "--lang", "en"]).wait().out
                    // Reading the output as text takes the byte order mark away.
                    let lines = csv.components(separatedBy: "\r\n").dropLast()
                    #expect(lines.count == objects.count + 1, "\(words)")
                    let table = try device.start(words + ["--lang", "en"]).wait().out
                    for (object, line) in zip(objects, lines.dropFirst()) {
                        for value in object.values {
                            guard let (inCSV, inTable) = Self.written(value) else { continue }
                            #expect(line.contains(inCSV), "\(words): \(inCSV) in \(line)")
                            #expect(objects.count > 40 || table.contains(inTable), "\(words): \(inTable) in \(table)")
                        }
                    }
                    let file = device.folder.appending(path: "\(name)-\(by).csv")
                    _ = try device.start(words + ["--csv", file.path, "--lang", "en"]).wait()
                    #expect(try Data(contentsOf: file) == Data([0xEF, 0xBB, 0xBF]) + Data(csv.utf8))
                }
            }
        }
    }

    /// How a cell of the JSON is written in CSV and in a table; the first words of a long text; `nil` for no data.
    private static func written(_ value: Any) -> (csv: String, table: String)? {
        switch value {
        case let share as [String: Any]:
            let percent = share["percent"] as? String ?? ""
            return (percent, percent + "%")
        case let number as NSNumber: return (number.stringValue, number.stringValue)
        case let text as String:
            let words = String(text.prefix { $0 != "\"" }.prefix(12))
            return words.isEmpty ? nil : (words, words)
        default: return nil
        }
    }

    @Test func `the explanation names the record behind a figure, and the record is there to be shown`() throws {
        try world { _, device in
            let report = try device.run("report", "compliance", "--by", "community", "--explain", "--json").object()
            let rows = try #require(report["rows"] as? [[String: Any]])
            let row = try #require(rows.first { ($0["standard"] as? String)?.hasPrefix("nanhai-2011") == true })
            let sources = try #require(row["sources"] as? [[String: Any]])
            let failed = sources.filter { $0["column"] as? String == "fail" }
            #expect(failed.count == row["fail"] as? Int && failed.count > 0)
            let record = try #require(failed.first?["record"] as? String)
            #expect(try device.run("inspect", "show", record, "--json").object()["id"] as? String == record)
            let people = try device.run("report", "compliance", "--explain", "--lang", "zh").out
            #expect(people.contains("NH11-FAC-01") && people.contains(record))
        }
    }

    @Test func `unknown reports, rows and standards are refused by name`() throws {
        try withEnrolledDevice { server, device in
            let cases: [([String], Int32, String)] = [
                (["report", "weather"], 64, "report_unknown"),
                (["report", "tasks", "--by", "moon"], 64, "report_by_unknown"),
                (["report", "compliance", "--standard", "nowhere"], 65, "standard_unknown"),
            ]
            for (words, status, code) in cases {
                let run = try device.start(words + ["--json"]).wait()
                #expect(run.status == status && run.errorCode == code && run.out.isEmpty, "\(words): \(run.err)")
                let there = try RunningProgram(
                    Program.admin.path, words + ["--json"],
                    environment: ["RUHU_SERVER": server.url, "RUHU_TOKEN": server.token], in: device.folder
                ).wait()
                #expect(there.status == status && there.errorCode == code, "\(words): \(there.err)")
            }
        }
    }
}
