import Foundation

/// A chapter of the story: a file with what is done, and below each command what it printed.
///
/// - `WHO$ WORDS` runs a program with `--json`: `server` is ruhu-server, `admin` is ruhu-admin with the server and its
///   token, `guest` is ruhu-admin without them, and any other name is the device with that store. `lihua+admin$` runs
///   both, which print the same. Words with blanks stand between single quotes.
/// - `NAME = WHO$ WORDS` names the first id that is new in what is printed `<NAME>` and the others `<NAME.2>` and so on;
///   without it they have the name of the chapter.
/// - `| TEXT` below a command is a line of its standard input. `~ TEXT => KEYS` are keys that a person types once the
///   window shows the text; the command then runs at a terminal.
/// - `> FILE` writes the lines `| TEXT` below it to a file in `<folder>`.
/// - `! serve`, `! stop`, `! copy FROM TO` and `! sqlite FILE SQL` are done by the test itself.
/// - Lines that begin with two blanks are what was printed. All others are for people.
struct SnapshotChapter {
    struct Step {
        /// What stands above the step for people.
        var prose: [String] = []
        var line = ""
        /// The lines of its standard input, of its file, or keys.
        var input: [String] = []
        var printed: [String] = []
        var number = 0

        var isTyped: Bool { input.first?.hasPrefix("~") == true }

        /// Whether its command only looks, or is refused for its words.
        var changesNothing: Bool {
            guard !isTyped, let command = SnapshotCommand(line) else { return false }
            return command.isLooking || printed.first == "  exit 64"
        }
    }

    let file: URL
    /// Such as `visits` of `04-visits.txt`.
    let name: String
    private(set) var steps: [Step] = []
    private var end: [String] = []

    init(_ file: URL) throws {
        self.file = file
        name = file.deletingPathExtension().lastPathComponent.drop { $0 != "-" }.dropFirst().description
        var prose: [String] = []
        let lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.map(String.init).enumerated() {
            if line.hasPrefix("  "), !steps.isEmpty {
                steps[steps.count - 1].printed.append(line)
            } else if line.hasPrefix("| ") || line.hasPrefix("~ "), !steps.isEmpty {
                steps[steps.count - 1].input.append(line)
            } else if line.hasPrefix("> ") || line.hasPrefix("! ") || SnapshotCommand(line) != nil {
                steps.append(Step(prose: prose, line: line, number: number + 1))
                prose = []
            } else {
                prose.append(line)
            }
        }
        end = prose
    }

    /// The file with what the steps printed now.
    func text(_ printed: [[String]]) -> String {
        let lines = zip(steps, printed).flatMap { $0.prose + [$0.line] + $0.input + $1 } + end
        return lines.joined(separator: "\n")
    }

    /// The chapters in their order.
    static func all() throws -> [SnapshotChapter] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.map(SnapshotChapter.init)
    }

    static let folder = repository.appending(path: "Tests/EndToEndTests/Snapshots")
}

/// A command of a story.
struct SnapshotCommand {
    /// Who runs it: one, or several who are to print the same.
    let actors: [String]
    /// The name of the first new id.
    let name: String?
    let words: [String]

    /// Reads `NAME = WHO$ WORDS`; `nil` where a line is no command.
    init?(_ line: String) {
        guard let match = line.wholeMatch(of: /(?:([\w-]+) = )?([\w+-]+)\$ (.*)/) else { return nil }
        name = match.1.map(String.init)
        actors = match.2.split(separator: "+").map(String.init)
        words = match.3.matches(of: /'([^']*)'|\S+/).map { $0.1.map(String.init) ?? String($0.0) }
    }

    /// Whether it only shows what is there.
    var isLooking: Bool {
        ["log", "report", "status", "today"].contains(words.first ?? "")
            || ["find", "list", "show", "types"].contains(words.dropFirst().first ?? "")
    }

    /// Whether it lists records in the order of their ids (`Protocol/json-output.md`).
    var isByID: Bool {
        let places = ["conflict list", "household find", "household list", "note list", "record list", "visit list"]
        return places.contains(words.prefix(2).joined(separator: " ")) && !words.contains("--drafts")
    }

    static func program(of actor: String) -> Program {
        switch actor {
        case "server": .server
        case "admin", "guest": .admin
        default: .ruhu
        }
    }
}
