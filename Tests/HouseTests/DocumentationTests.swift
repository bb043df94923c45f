import Foundation
import Testing

/// What somebody new reads first: what is public says what it is, and the README stays readable in a terminal.
@Suite struct DocumentationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What a protocol of the standard library asks for says no more than that protocol does.
    private static let required = [
        "var description:", "var debugDescription:", "func encode(to", "init(from decoder", "func hash(into", "func ==",
        "func <", "func run()", "static let configuration", "init() {",
    ]

    @Test func `every public declaration is documented`() throws {
        let declaration =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*public (?:private\(set\) )?(?:static |final |mutating |indirect )*(?:let|var|func|struct|enum|class|protocol|typealias|subscript|init)\b/
        var bare: [String] = []
        var count = 0
        let files = FileManager.default.enumerator(
            at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        for case let url as URL in files! where url.pathExtension == "swift" && !url.path.hasSuffix(".pb.swift") {
            let lines = try String(contentsOf: url, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.firstMatch(of: declaration) != nil {
                count += 1
                let above = lines[..<index].last { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("@") } ?? ""
                let isDocumented = above.trimmingCharacters(in: .whitespaces).hasPrefix("///")
                if !isDocumented, !Self.required.contains(where: line.contains) {
                    bare.append("\(url.lastPathComponent):\(index + 1): \(line.trimmingCharacters(in: .whitespaces))")
                }
            }
        }
        #expect(bare.sorted() == [])
        #expect(count > 1_500, "the declarations are found")
    }

    @Test func `lines of text in the README have at most 100 signs`() throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        var isCode = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") { isCode.toggle() }
            let isTable = line.hasPrefix("|") || line.contains("](")
            if !isCode, !isTable { #expect(line.count <= 100, "\(line)") }
        }
    }

    @Test func `the README's map names every target`() throws {
        let text = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let targets = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        #expect(targets.filter { !text.contains("\($0)/") }.sorted() == [])
    }
}
