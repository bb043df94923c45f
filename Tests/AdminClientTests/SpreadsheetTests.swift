import Foundation
import Testing
import Values

@testable import AdminClient

/// Spreadsheets with forms: how large they are, and what becomes of the converter.
@Suite struct SpreadsheetTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// The directory of an archive (APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16) with parts of these sizes.
    private func directory(_ sizes: [Int], comment: String = "") -> [UInt8] {
        var bytes: [UInt8] = []
        func add(_ numbers: (value: Int, count: Int)...) {
            for (value, count) in numbers {
                bytes += (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            }
        }
        for size in sizes {
            add((0x0201_4B50, 4), (0, 20), (size, 4), (3, 2), (2, 2), (1, 2), (0, 12))
            bytes += Array("abcdef".utf8)
        }
        add((0x0605_4B50, 4), (0, 6), (sizes.count, 2), (bytes.count, 4), (0, 4), (comment.utf8.count, 2))
        return bytes + Array(comment.utf8)
    }

    @Test func `the parts of a spreadsheet are summed up without being unpacked`() {
        #expect(SpreadsheetSize.unpacked(directory([])) == 0)
        #expect(SpreadsheetSize.unpacked(directory([1, 20, 300])) == 321)
        #expect(SpreadsheetSize.unpacked(directory([5], comment: String(repeating: "c", count: 60_000))) == 5)
        #expect(SpreadsheetSize.unpacked(directory([0xFFFF_FFFF, 1])) == 0x1_0000_0000)
    }

    @Test func `what has no whole directory has no size, and is read without a crash`() {
        #expect(SpreadsheetSize.unpacked([]) == nil)
        #expect(SpreadsheetSize.unpacked(Array("type,name,label\n".utf8)) == nil)
        let whole = directory([1, 20])
        for count in 0..<whole.count { #expect(SpreadsheetSize.unpacked(Array(whole[..<count])) == nil) }
        for place in whole.indices {
            var damaged = whole
            damaged[place] = 0xFF
            _ = SpreadsheetSize.unpacked(damaged)
        }
    }

    @Test func `a file is a spreadsheet by its name`() {
        for name in ["a.xlsx", "A.XLSX", "b.xls", "c.xlsm"] { #expect(SpreadsheetForm(path: name) != nil, "\(name)") }
        for name in ["a.xml", "xlsx", "a.xlsx.xml", "a.csv"] { #expect(SpreadsheetForm(path: name) == nil, "\(name)") }
    }

    /// Converts a spreadsheet with a program of that name which does as told.
    private func convert(
        _ script: String, sheet: [UInt8] = Array("sheet".utf8)
    ) throws -> (form: DocumentFile, warnings: [String]) {
        let program = try folder.write("#!/bin/sh\n\(script)\n", to: "xls2xform")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let path = folder.path("survey.xlsx")
        try Data(sheet).write(to: URL(filePath: path))
        let form = try #require(SpreadsheetForm(path: path))
        return try form.converted(
            environment: ["PATH": "/nowhere:\(folder.path):/usr/bin:/bin"],
            elapsedSeconds: HostEnvironment.system.elapsedSeconds)
    }

    @Test func `the converter gets the sheet under its own name, and its warnings are told`() throws {
        let (form, warnings) = try convert(
            """
            for word in "$@"; do input=$output; output=$word; done
            cat "$input" > "$output"; printf '%s' "${input##*/}" >> "$output"
            echo '{"code": 101, "message": "m", "warnings": ["w1", "w2"]}'
            """)
        #expect(form.bytes == Array("sheetsurvey.xlsx".utf8) && warnings == ["w1", "w2"])
        #expect(form.path == folder.path("survey.xlsx") + " (XForm)")
    }

    @Test(arguments: [
        ("echo '{\"code\": 999, \"message\": \"row 3: no such type\"}'", "row 3: no such type"),
        ("echo 'Traceback'; echo 'ValueError: odd'; exit 1", "ValueError: odd"), ("exit 3", "exit code 3"),
        ("echo '{\"code\": 999, \"message\": \"\"}'", "memory"), ("kill -9 $$", "memory"),
        ("echo '{\"code\": 100}'", "cannot be read"),
    ])
    func `what the converter refuses, or dies of, is said`(script: String, said: String) throws {
        let failure = #expect(throws: Failure.self) { try convert(script) }
        #expect(["form_not_converted", "file_unreadable"].contains(failure?.code) && failure?.status.rawValue == 65)
        #expect(failure?.message.en.contains(said) == true, "\(failure?.message.en ?? "")")
        // Where the converter worked is nobody's affair.
        #expect(failure?.code == "file_unreadable" || failure?.message.en.contains("ruhu-form-") == false)
    }

    @Test func `one that would unpack to too much is refused before the converter sees it`() throws {
        let failure = #expect(throws: Failure.self) {
            try convert("touch '\(folder.path("seen"))'", sheet: directory([40 << 20, 30 << 20]))
        }
        #expect(failure?.code == "form_not_converted" && failure?.message.en.contains("64 MiB") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path("seen")))
    }

    @Test func `without the converter, how to get it is said`() throws {
        let form = try #require(SpreadsheetForm(path: try folder.write("", to: "a.xlsx")))
        let failure = #expect(throws: Failure.self) {
            try form.converted(environment: ["PATH": folder.path], elapsedSeconds: { 0 })
        }
        #expect(failure?.code == "pyxform_missing" && failure?.status.rawValue == 78)
        #expect(failure?.hint?.en.contains("pip install pyxform") == true)
    }
}
