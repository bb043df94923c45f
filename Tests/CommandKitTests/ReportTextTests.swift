import ArgumentParser
import CommandKit
import Foundation
import SyncProtocol
import Testing
import Values

/// A report as people, scripts and spreadsheets get it: `Protocol/json-output.md`, section "Reports".
@Suite struct ReportTextTests {
    /// One cell of each kind.
    private static let report = Report(
        name: "sample", title: .init(zh: "样表", en: "Sample"), settings: [.init("area", "4406"), .init("round", "1")],
        columns: [
            .init("place", zh: "地点", en: "place"), .init("count", zh: "数量", en: "count", kind: .number),
            .init("share", zh: "比例", en: "share", kind: .percent), .init("mean", zh: "平均", en: "mean", kind: .mean),
            .init("change", zh: "变化", en: "change", kind: .points), .init("kind", zh: "类别", en: "kind"),
        ],
        rows: [
            .init(
                [
                    .word("甲社区"), .number(1_234), .share(part: 2, of: 3), .mean(total: 7, count: 5),
                    .points(part: -1, of: 3), .text(.init(zh: "公园", en: "park")),
                ],
                sources: [.init("count", record: "r-1", .init(zh: "入户", en: "visit"))]),
            .init([.word("=1+1"), .none, .suppressed, .none, .points(part: 0, of: 4), .none]),
        ], remarks: [.init(zh: "说明。", en: "A remark.")])

    private static let empty = Report(
        name: "empty", title: .init(zh: "空", en: "Empty"), settings: [], columns: [.init("a", zh: "甲", en: "a")],
        rows: [])

    private static func text(_ report: Report, _ words: String...) throws -> ReportText {
        ReportText(report, output: Output(try CommonOptions.parse(words)))
    }

    @Test func `every kind of cell has its JSON, exact and rounded`() throws {
        #expect(
            try Self.text(Self.report, "--lang", "zh").json.text == """
                {"report":"sample","area":"4406","round":"1","rows":[\
                {"place":"甲社区","count":1234,"share":{"part":2,"of":3,"percent":"66.7"},\
                "mean":{"total":7,"count":5,"mean":"1.4"},"change":{"points":"-33.3"},"kind":"park",\
                "sources":[{"column":"count","record":"r-1","text":"入户"}]},\
                {"place":"=1+1","count":null,"share":{"suppressed":true},"mean":null,"change":{"points":"0.0"},"kind":null}]}
                """)
    }

    @Test func `people get a table, remarks beside it, and the records where they ask`() async throws {
        let plain = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            try Self.text(Self.report, "--lang", "en").show(csv: nil, explains: false)
        }
        let table = try #require(plain).output
        for cell in ["place", "甲社区", "1234", "66.7%", "1.4", "-33.3", "park", "suppressed", "–"] {
            #expect(table.contains(cell), "\(cell)")
        }
        #expect(!table.contains("r-1"))
        #expect(try #require(plain).story == "A remark.\n")
        let explained = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            try Self.text(Self.report, "--lang", "zh").show(csv: nil, explains: true)
        }
        #expect(try #require(explained).output.contains("\n  数量  入户  r-1\n"))
        #expect(try #require(explained).output.contains("隐去"))
    }

    @Test func `a report without rows says that there are no data`() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            try Self.text(Self.empty, "--lang", "en").show(csv: nil, explains: false)
        }
        #expect(try #require(result).story == "There are no data.\n")
    }

    @Test func `CSV on standard output is the whole result, and no formula comes of a text`() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) {
            try Self.text(Self.report, "--lang", "en").show(csv: "-", explains: false)
        }
        let output = try #require(result).output
        #expect(output.contains("place,count,share,mean,change,kind") && output.contains("'=1+1,"))
        #expect(try #require(result).story == "")
    }

    @Test func `CSV in a file is told of, and with --json the value is printed besides`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "r.csv").path
        let people = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [path = path as String] in
            try Self.text(Self.report, "--lang", "en").show(csv: path, explains: false)
        }
        #expect(try #require(people).story == "Written to \(path).\n")
        #expect(!(try #require(people).output.contains("甲社区")))
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("甲社区,1234"))
        let scripts = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [path = path as String] in
            try Self.text(Self.report, "--json").show(csv: path, explains: false)
        }
        #expect(try #require(scripts).output.contains(#"{"report":"sample""#))
        #expect(try #require(scripts).story == "")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["r.csv"])
    }

    @Test func `a file that cannot be written is said, and what was there stays`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "r.csv/kept"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for path in [folder.appending(path: "r.csv").path, folder.appending(path: "missing/r.csv").path] {
            let failure = #expect(throws: Failure.self) {
                try Self.text(Self.report, "--json").show(csv: path, explains: false)
            }
            #expect(failure?.code == "file_unwritable" && failure?.status.rawValue == 65)
            #expect(failure?.message.en.contains(path) == true && failure?.message.zh.contains(path) == true)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["r.csv"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/r.csv") == ["kept"])
    }

    @Test(arguments: [
        (["--csv", "-"], true), (["--xlsx", "-"], false), (["--csv", "a.csv", "--xlsx", "a.csv"], false),
    ])
    func `two outputs in one place are wrong usage`(words: [String], isJSON: Bool) throws {
        let options = try ReportOptions.parse(words)
        let failure = #expect(throws: Failure.self) { try options.checkOutputs(isJSON: isJSON) }
        #expect(failure?.code == "outputs_collide" && failure?.status.rawValue == 64)
    }

    @Test(arguments: [
        ([], true), (["--csv", "-"], false), (["--csv", "a.csv"], true),
        (["--csv", "a.csv", "--xlsx", "a.xlsx"], true),
    ])
    func `outputs in places of their own are taken`(words: [String], isJSON: Bool) throws {
        try ReportOptions.parse(words).checkOutputs(isJSON: isJSON)
    }
}
