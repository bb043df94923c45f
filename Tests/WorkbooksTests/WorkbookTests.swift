import ArgumentParser
import CommandKit
import Foundation
import Testing
import Values

@testable import Workbooks

/// What a spreadsheet holds, and what becomes of the one before it.
@Suite struct WorkbookTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// The parts of a workbook as text, by name, as Python's zipfile unpacks them.
    private func parts(_ name: String) throws -> [String: String] {
        let script = """
            import json, sys, zipfile
            book = zipfile.ZipFile(sys.argv[1])
            assert book.testzip() is None
            print(json.dumps({name: book.read(name).decode() for name in book.namelist()}))
            """
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, folder.path(name)]
        process.standardOutput = output
        try process.run()
        let json = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([String: String].self, from: json)
    }

    @Test func `figures are numbers with formats, and a text is never a formula`() throws {
        try Workbook.write(sampleReport(), to: folder.path("r.xlsx"), isChinese: false)
        let parts = try parts("r.xlsx")
        let sheet = try #require(parts["xl/worksheets/sheet1.xml"])
        #expect(sheet.contains("<v>0.25</v>") && sheet.contains("<v>1.5</v>") && sheet.contains("<v>-12.5</v>"))
        #expect(!sheet.contains("<f>") && sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"))
        #expect(try #require(parts["xl/sharedStrings.xml"]).contains("<t>=0+1</t>"))
        let styles = try #require(parts["xl/styles.xml"])
        for format in ["0.0%", "+0.0;-0.0;0.0"] { #expect(styles.contains("formatCode=\"\(format)\"")) }
    }

    @Test(arguments: [(true, "样表 1 ", "说明", "地点"), (false, "Sample  1 ", "About", "place")])
    func `sheets, titles and remarks are in the language asked for`(
        isChinese: Bool, sheet: String, about: String, title: String
    ) throws {
        try Workbook.write(sampleReport(), to: folder.path("r.xlsx"), isChinese: isChinese)
        let parts = try parts("r.xlsx")
        let book = try #require(parts["xl/workbook.xml"])
        // A sheet's name takes no brackets.
        #expect(book.contains("name=\"\(sheet)\"") && book.contains("name=\"\(about)\""))
        let texts = try #require(parts["xl/sharedStrings.xml"])
        for text in [title, "area", "4406", isChinese ? "说明。" : "A remark."] { #expect(texts.contains(text)) }
    }

    @Test func `the file takes the place of the one before, and only its owner can read it`() throws {
        let path = try folder.write(Array("before".utf8), to: "r.xlsx")
        try Workbook.write(sampleReport(), to: path, isChinese: true)
        try WholeArchive.check(path)
        #expect(try folder.names == ["r.xlsx"])
        let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }

    @Test func `a disk that takes no more leaves the old file and nothing else, wherever it fails`() async throws {
        let path = try folder.write(Array("before".utf8), to: "r.xlsx")
        await #expect(processExitsWith: .success) { [path = path as String] in
            // A file that may not grow stands for a disk that is full.
            signal(SIGXFSZ, SIG_IGN)
            let before = try Data(contentsOf: URL(filePath: path))
            let report = sampleReport(rows: 3_000)
            var failures = 0
            for limit in [0, 1, 512, 4_096, 20_000, 60_000, 100_000, 200_000] {
                var bound = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t.max)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
                do {
                    try Workbook.write(report, to: path, isChinese: true)
                    try WholeArchive.check(path)
                    bound.rlim_cur = .max
                    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
                    try before.write(to: URL(filePath: path))
                } catch is WorkbookFault {
                    failures += 1
                    let now = try Data(contentsOf: URL(filePath: path))
                    precondition(now == before, "changed at \(limit)")
                }
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: URL(filePath: path).deletingLastPathComponent().path)
                precondition(names == ["r.xlsx"], "\(names) at \(limit)")
            }
            precondition(failures >= 5, "only \(failures) failed")
        }
    }

    @Test(arguments: ["nowhere/r.xlsx", "taken"])
    func `a place that cannot be written is said by its path, and nothing is left there`(name: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path("taken/inside"), withIntermediateDirectories: true)
        let path = folder.path(name)
        let text = ReportText(sampleReport(), output: Output(try CommonOptions.parse(["--json"])))
        let failure = #expect(throws: Failure.self) { try text.show(try ReportOptions.parse(["--xlsx", path])) }
        #expect(failure?.code == "file_unwritable" && failure?.status.rawValue == 65)
        #expect(failure?.message.en.contains(path) == true && failure?.message.zh.contains(path) == true)
        #expect(try folder.names == ["taken"])
    }
}
