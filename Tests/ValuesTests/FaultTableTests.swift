import Foundation
import Testing

@testable import Values

/// The table of sentences as a whole. What it says of each fault is seen in the tests of the programs.
@Suite struct FaultTableTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

    private static func file() throws -> DelimitedFile {
        try DelimitedFile.read([UInt8](Data(contentsOf: root.appending(path: "Sources/Values/Failures/sentences.csv"))))
    }

    private static func places(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{([a-zA-Z]*)\}/).map { String($0.1) })
    }

    @Test func `the program holds every row of the file, and no fault has two for one program`() throws {
        let file = try Self.file()
        #expect(file.header == ["fault", "program", "code", "exit", "zh", "en", "hint_zh", "hint_en"])
        #expect(FaultTable.rows.count == file.rows.count && file.rows.count > 100)
    }

    @Test func `every row speaks both languages, of the same things, and names an exit code and a program that exist`()
        throws
    {
        for row in try Self.file().rows {
            let cells = row.cells
            #expect(!cells[4].isEmpty && !cells[5].isEmpty && cells[6].isEmpty == cells[7].isEmpty, "\(cells)")
            // A record type has its title in Chinese and its name, which commands take, in English.
            let zh = Self.places(cells[4] + cells[6]), en = Self.places(cells[5] + cells[7])
            #expect(
                zh.subtracting(["about", "title"]) == en.subtracting(["about", "subject", "title", "type"]), "\(cells)")
            #expect(cells[3].isEmpty || Int32(cells[3]).flatMap(ExitStatus.init) != nil, "\(cells)")
            #expect(cells[1].isEmpty || ProgramName(rawValue: cells[1]) != nil, "\(cells)")
        }
    }

    @Test func `every row is said somewhere, and every fault that is said has a row`() throws {
        let files = FileManager.default.enumerator(
            at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        var said: Set<String> = []
        var named: Set<String> = []
        for case let url as URL in files! where url.pathExtension == "swift" && !url.path.hasSuffix(".pb.swift") {
            let text = try String(contentsOf: url, encoding: .utf8)
            said.formUnion(text.matches(of: /"([a-z][a-z0-9_]*)"/).map { String($0.1) })
            named.formUnion(text.matches(of: /\bfault: "([a-z][a-z0-9_]*)"/).map { String($0.1) })
        }
        let rows = try Self.file().rows.map(\.cells)
        let faults = Set(rows.map { $0[0] })
        #expect(named.subtracting(faults).subtracting(["type_"]).sorted() == [])
        // What only the server names reaches the programs by the wire; the specification lists it.
        let specification = try String(contentsOf: Self.root.appending(path: "Protocol/spec.md"), encoding: .utf8)
        let silent = faults.filter {
            !said.contains($0) && !$0.hasPrefix("type_") && !specification.contains("`\($0)`")
        }
        #expect(silent.sorted() == [])
    }

    /// The text of a call up to the parenthesis that closes it; strings may hold parentheses.
    private static func call(_ text: Substring) -> Substring {
        var depth = 0
        var isText = false
        for index in text.indices {
            switch text[index] {
            case "\"": isText.toggle()
            case "(" where !isText: depth += 1
            case ")" where !isText:
                depth -= 1
                if depth == 0 { return text[..<index] }
            default: break
            }
        }
        return text
    }

    @Test func `every place of a sentence gets its word where the fault is told`() throws {
        var places: [String: [Set<String>]] = [:]
        for row in try Self.file().rows.map(\.cells) {
            places[row[0], default: []].append(row[4...].reduce(into: []) { $0.formUnion(Self.places($1)) })
        }
        let files = FileManager.default.enumerator(
            at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        var count = 0
        for case let url as URL in files! where url.pathExtension == "swift" && !url.path.hasSuffix(".pb.swift") {
            let text = try String(contentsOf: url, encoding: .utf8)
            for match in text.matches(of: /\(\s*fault: "([a-z_]*[a-z])"/) {
                let call = Self.call(text[match.range.lowerBound...])
                // Words that are put together elsewhere are seen by the tests of that place.
                guard call.firstMatch(of: /[ (]words\b/) == nil else { continue }
                count += 1
                let given = Set(call.matches(of: /"([a-zA-Z]+)":/).map { String($0.1) })
                #expect(places[String(match.1)]?.contains(given) == true, "\(url.lastPathComponent): \(call)")
            }
        }
        #expect(count > 80, "the calls are found")
    }

    @Test func `words come into their places as they are, and what they say is not looked through again`() {
        let failure = Failure(
            fault: "store_damaged", for: .field, ["record": "{detail}", "detail": "= { }"])
        #expect(failure.message.en == "The stored record {detail} is damaged: = { }.")
        #expect(failure.code == "store_damaged" && failure.status == .failed)
    }

    @Test func `a program has its own row, or that of all`() {
        let words = ["path": "/s"]
        #expect(Failure(fault: "store_missing", for: .server, words).message.en == "/s is missing.")
        #expect(Failure(fault: "store_missing", for: .field, words).message.en == "There is no store at /s")
        #expect(
            Failure(fault: "store_not_writable", for: .server, words)
                == Failure(fault: "store_not_writable", for: .field, words))
        #expect(FaultTable.has("user_unknown", for: .admin) && !FaultTable.has("user_unknown", for: .field))
    }
}
