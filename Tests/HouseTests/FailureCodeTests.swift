import Foundation
import Testing

/// The codes that scripts match on: what a program can say stands in the documents, and these promise nothing else.
@Suite struct FailureCodeTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static let sources: [(path: String, text: String)] = {
        let files = FileManager.default.enumerator(at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? [])
            .filter { $0.pathExtension == "swift" && !$0.path.hasSuffix(".pb.swift") }
            .map { ($0.path, (try? String(contentsOf: $0, encoding: .utf8)) ?? "") }
    }()

    /// Where the codes that a folder names are documented; those of all others stand in `json-output.md`.
    private static let documents = [
        "Sources/Questionnaires/": ["forms.md"],
        "Sources/SyncServer/": ["spec.md", "forms.md", "standards.md", "json-output.md"],
        "Sources/SyncEngine/": ["spec.md", "json-output.md"], "Sources/SyncProtocol/": ["spec.md", "json-output.md"],
    ]

    /// The rows of the table of sentences that are failures and not parts of one: those with an exit code or of a program.
    private static func tableCodes() throws -> Set<String> {
        let rows = try text("Sources/Values/Failures/sentences.csv").split(separator: "\n").dropFirst()
        return Set(
            rows.compactMap { row in
                let cells = row.split(separator: ",", omittingEmptySubsequences: false)
                guard cells.count > 3, !cells[1].isEmpty || !cells[3].isEmpty else { return nil }
                return String(cells[2].isEmpty ? cells[0] : cells[2])
            })
    }

    private static func quoted(_ document: String) throws -> Set<String> {
        Set(try text("Protocol/\(document)").matches(of: /`([a-z][a-z0-9_]+…?)`/).map { String($0.1) })
    }

    /// The first column of the table "Error codes".
    private static func errorCodes() throws -> Set<String> {
        let text = try text("Protocol/json-output.md")
        let table = text[(text.range(of: "## Error codes")?.upperBound ?? text.startIndex)...]
        return Set(
            table.split(separator: "\n").filter { $0.hasPrefix("|") }.flatMap { line in
                line.split(separator: "|")[0].matches(of: /`([a-z][a-z0-9_]+…?)`/).map { String($0.1) }
            })
    }

    private static func isAmong(_ code: String, _ documented: Set<String>) -> Bool {
        documented.contains(code) || documented.contains { $0.hasSuffix("…") && code.hasPrefix($0.dropLast()) }
    }

    @Test func `every code of a failure is documented`() throws {
        let errors = try Self.errorCodes().union(Self.quoted("spec.md"))
        // Two names that only choose a sentence: the failure's code is that of the change's rule, or the server's own.
        let sentences: Set = ["change_too_much", "server_unexpected", "refused"]
        var undocumented = try Self.tableCodes().subtracting(sentences).filter { !Self.isAmong($0, errors) }
        var count = 0
        for (path, text) in Self.sources {
            let folder = Self.documents.keys.first { path.contains($0) }
            let documented =
                try folder.map { try Self.documents[$0]!.map(Self.quoted).reduce([]) { $0.union($1) } } ?? errors
            for match in text.matches(of: /\bcode: "([a-z][a-z0-9_]*)"/) {
                count += 1
                if !Self.isAmong(String(match.1), documented) { undocumented.insert("\(match.1) in \(path)") }
            }
        }
        #expect(undocumented.sorted() == [])
        #expect(count > 80, "the codes are found")
    }

    @Test func `every documented code exists`() throws {
        let table = try Self.tableCodes()
        let all = Self.sources.map(\.text).joined()
        let said = Set(all.matches(of: /"([a-z][a-z0-9_]+)"/).map { String($0.1) }).union(table)
        // Codes that are put together with the kind of a published document, such as "\(kind)_unreadable".
        let ends = all.matches(of: /code: "\\\((?:kind|self)\)(_[a-z_]+)"/).map { String($0.1) }
        let composed = Set(["standard", "form"].flatMap { kind in ends.map { kind + $0 } })
        let missing = try Self.errorCodes().filter { code in
            !said.contains(code) && !code.hasSuffix("…") && !composed.contains(code)
        }
        #expect(missing.sorted() == [])
        #expect(try Self.errorCodes().count > 120, "the table is found")
    }
}
