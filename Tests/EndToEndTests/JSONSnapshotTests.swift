import Foundation
import Testing

/// What every command prints with `--json`, held against snapshots: keys, values, types and the order of arrays.
///
/// The chapters in `Snapshots` are one story. To record it anew, after a command was added to it or changed on purpose:
///
///     RUHU_RECORD_SNAPSHOTS=1 swift test --filter JSONSnapshotTests
///
/// and read what `git diff` says: `Protocol/json-output.md` promises what is written there.
@Suite(.serialized) struct JSONSnapshotTests {
    private static let isRecording = ProcessInfo.processInfo.environment["RUHU_RECORD_SNAPSHOTS"] != nil
    /// One change may show in every later command.
    private static let differencesShownMax = 12

    @Test func `every command of the story prints the JSON of its snapshot`() throws {
        try withFolder { folder in
            let story = try SnapshotStory(in: folder)
            var differences: [String] = []
            for chapter in try SnapshotChapter.all() {
                let printed = try story.printed(by: chapter)
                for (step, lines) in zip(chapter.steps, printed) where lines != step.printed {
                    differences.append(Self.difference(lines, step, chapter))
                }
                if Self.isRecording {
                    try chapter.text(printed).write(to: chapter.file, atomically: true, encoding: .utf8)
                }
            }
            if Self.isRecording { return }
            for difference in differences.prefix(Self.differencesShownMax) { Issue.record("\(difference)") }
            let rest = differences.count - Self.differencesShownMax
            if rest > 0 { Issue.record("and \(rest) commands more") }
        }
    }

    /// Commands that no step of the story runs, or none that succeeds, and why.
    private static let exceptions = [
        "ruhu inspect walk": "asks at a terminal, and refuses --json",
        "ruhu-server serve": "prints no JSON, and goes on until it is stopped",
    ]

    @Test func `every command that takes --json succeeds in the story, with the exceptions that are named`() throws {
        var told: Set<String> = []
        for chapter in try SnapshotChapter.all() {
            for step in chapter.steps where step.printed.first?.hasPrefix("  exit") == false {
                guard let command = SnapshotCommand(step.line) else { continue }
                for actor in command.actors {
                    let program = SnapshotCommand.program(of: actor).rawValue
                    for count in 1...2 { told.insert(([program] + command.words.prefix(count)).joined(separator: " ")) }
                }
            }
        }
        let commands = try [Program.ruhu, .admin, .server].flatMap { try Self.commands(of: $0) }
        #expect(commands.count > 70)
        let untold = commands.filter { !told.contains($0) && Self.exceptions[$0] == nil }
        #expect(untold == [], "no step of the story shows what these print with --json")
        let needless = Self.exceptions.keys.filter { !commands.contains($0) || told.contains($0) }
        #expect(needless == [], "these are no exceptions")
    }

    /// The commands of a program that take `--json`, from its own description of itself.
    private static func commands(of program: Program) throws -> [String] {
        let run = try withFolder { try RunningProgram(program.path, ["--experimental-dump-help"], in: $0).wait() }
        let root = try #require(try SnapshotValue(run.out)["command"])
        return commands(of: root, after: [])
    }

    private static func commands(of command: SnapshotValue, after words: [String]) -> [String] {
        let words = words + [command["commandName"]?.text ?? ""]
        guard case .array(let parts)? = command["subcommands"], !parts.isEmpty else {
            guard case .array(let arguments)? = command["arguments"] else { return [] }
            let takesJSON = arguments.contains { $0["preferredName"]?["name"]?.text == "json" }
            return takesJSON ? [words.joined(separator: " ")] : []
        }
        return parts.flatMap { commands(of: $0, after: words) }
    }

    /// What a command printed less and more than its snapshot holds, with the lines of the file.
    private static func difference(_ lines: [String], _ step: SnapshotChapter.Step, _ chapter: SnapshotChapter)
        -> String
    {
        let first = step.number + step.input.count + 1
        let changes = lines.difference(from: step.printed).map { change in
            switch change {
            case .remove(let offset, let line, _): (offset, "-\(first + offset):\(line)")
            case .insert(let offset, let line, _): (offset, "+\(first + offset):\(line)")
            }
        }
        let shown = changes.sorted { $0.0 < $1.0 }.prefix(40).map(\.1).joined(separator: "\n")
        return "\(chapter.file.lastPathComponent):\(step.number): \(step.line)\n\(shown)"
    }
}
