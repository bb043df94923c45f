import AdminCommands
import ArgumentParser
import Foundation
import Testing

/// All commands of the program: what they are called, what they say of themselves, and what is written of them.
@Suite struct CommandTreeTests {
    /// A command that does something, with the words that lead to it.
    struct Leaf: Sendable, CustomTestStringConvertible {
        let path: [String]
        let command: any ParsableCommand.Type
        var testDescription: String { path.joined(separator: " ") }
    }

    static let leaves = leaves(below: RuhuAdmin.self, path: [])

    private static func leaves(below command: any ParsableCommand.Type, path: [String]) -> [Leaf] {
        let children = command.configuration.subcommands
        if children.isEmpty { return [Leaf(path: path, command: command)] }
        return children.flatMap { leaves(below: $0, path: path + [$0._commandName]) }
    }

    /// Words of a line as a shell takes them apart, without what follows a redirection.
    private func words(_ line: Substring) -> [String] {
        let quoted = line.prefix { $0 != ">" }.split(separator: "\"", omittingEmptySubsequences: false)
        return quoted.enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }

    @Test(arguments: leaves)
    func `a command says in both languages what it does, and its example is one that it takes`(leaf: Leaf) throws {
        let abstract = leaf.command.configuration.abstract
        #expect(abstract.contains(" / ") && abstract.hasSuffix("。"), "\(abstract)")
        let examples = leaf.command.configuration.discussion.split(separator: "\n").compactMap { line in
            line.range(of: "ruhu-admin ").map { line[$0.upperBound...] }
        }.filter { words($0).starts(with: leaf.path) }
        #expect(!examples.isEmpty)
        for example in examples {
            let parsed = try RuhuAdmin.parseAsRoot(words(example))
            #expect(type(of: parsed) == leaf.command, "\(example)")
        }
    }

    @Test(arguments: leaves)
    func `every option of a command is explained in its help`(leaf: Leaf) throws {
        let help = RuhuAdmin.helpMessage(for: leaf.command, columns: 500)
        let options = help.split(separator: "\n").filter { $0.hasPrefix("  --") }
        #expect(options.contains { $0.contains("--json") } && options.contains { $0.contains("--lang") })
        for option in options where !option.contains("--version") && !option.contains("--help") {
            #expect(option.contains(" / "), "\(option)")
        }
    }

    @Test(arguments: leaves)
    func `a word too many and an option that there is not are wrong usage`(leaf: Leaf) {
        for extra in [["--nonsense"], ["1", "2", "3", "4"]] {
            let error = #expect(throws: (any Error).self) { try RuhuAdmin.parseAsRoot(leaf.path + extra) }
            #expect(error.map { RuhuAdmin.exitCode(for: $0) } == .validationFailure)
        }
    }

    @Test(arguments: [
        "area import", "household import", "user add", "user add li --name 李", "user add li --role enumerator",
        "user disable",
        "user enable", "token add", "token revoke", "device restore", "device enroll",
        "device enroll --user li --valid-hours many", "device revoke", "conflict show",
        "conflict resolve 00 --take 1", "conflict resolve --take 1 --reason r",
        "conflict resolve 00 --take one --reason r",
        "standard import", "standard show", "form import", "form show", "form export f", "setting set max_attempts",
        "type import", "type show", "report", "report compliance --version two", "logout now", "nonsense",
        "area remove",
    ])
    func `a command that lacks a word, or has one of the wrong kind, is wrong usage`(line: String) throws {
        let error = #expect(throws: (any Error).self) { try RuhuAdmin.parseAsRoot(words(line[...])) }
        #expect(error.map { RuhuAdmin.exitCode(for: $0) } == .validationFailure)
    }

    @Test func `the table of exit codes names every command, and no other`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Protocol/exit-codes.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.range(of: "## ruhu-admin\n")).upperBound
        let end = try #require(text.range(of: "## ruhu-server\n")).lowerBound
        let rows = text[start..<end].split(separator: "\n").filter { $0.hasPrefix("| `") }
        let named = rows.flatMap { row -> [String] in
            let cell = row.split(separator: "|")[0]
            // `area list`, `show` stands for two commands on areas.
            var group = ""
            return cell.split(separator: "`").filter { $0.contains { $0.isLetter } }.map { name in
                let words = name.split(separator: " ")
                if words.count == 2 { group = String(words[0]) }
                return words.count == 1 && !group.isEmpty ? "\(group) \(name)" : String(name)
            }
        }
        #expect(Set(named) == Set(Self.leaves.map(\.testDescription)))
    }
}
