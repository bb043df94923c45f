import Foundation
import Testing

/// The people of a story, their programs and what these printed.
final class SnapshotStory {
    private let folder: URL
    private let server: TestServer
    private var names: SnapshotNames

    init(in folder: URL) throws {
        self.folder = folder
        server = try TestServer(in: folder)
        try server.start()
        names = SnapshotNames([
            ("<repository>", repository.path), ("<folder>", folder.path), ("<server>", server.url),
            ("<address>", "127.0.0.1:\(server.port)"), ("<token>", server.token),
        ])
    }

    /// Does the steps of a chapter, one after the other. Those that change nothing run beside each other, as far as none
    /// needs a name that another gives.
    ///
    /// - Returns: What each printed, two blanks before every line.
    func printed(by chapter: SnapshotChapter) throws -> [[String]] {
        var printed: [[String]] = []
        var looking: [(command: SnapshotCommand, running: [SpawnedProgram])] = []
        func see() throws {
            for (command, running) in looking {
                printed.append(try lines(of: running.map { try $0.wait() }, command, chapter))
            }
            looking = []
        }
        for step in chapter.steps {
            if !step.changesNothing || !names.knows(step.line) || looking.count == Self.lookingMax { try see() }
            #expect(names.knows(step.line), "\(chapter.file.lastPathComponent):\(step.number): a name that nobody gave")
            if step.changesNothing, let command = SnapshotCommand(step.line) {
                looking.append((command, try start(command, input(of: step))))
            } else {
                printed.append(try lines(of: step, in: chapter))
            }
        }
        try see()
        return printed
    }

    private func input(of step: SnapshotChapter.Step) -> [String] {
        step.input.map { names.words(of: String($0.dropFirst(2))) }
    }

    /// More beside each other than a small machine has cores would only wait.
    private static let lookingMax = 4

    /// Does one step by itself.
    private func lines(of step: SnapshotChapter.Step, in chapter: SnapshotChapter) throws -> [String] {
        let input = input(of: step)
        if let command = SnapshotCommand(step.line) {
            let runs = try step.isTyped ? [type(input, command)] : start(command, input).map { try $0.wait() }
            return try lines(of: runs, command, chapter)
        }
        let words = names.words(of: step.line).split(separator: " ", maxSplits: 3).map(String.init)
        switch (words[0], words[1]) {
        case (">", _):
            try input.map { $0 + "\n" }.joined().write(
                to: folder.appending(path: words[1]), atomically: true, encoding: .utf8)
        case (_, "serve"): try server.start()
        case (_, "stop"): #expect(server.stop() == 0)
        case (_, "copy"):
            try FileManager.default.copyItem(
                at: folder.appending(path: words[2]), to: folder.appending(path: words[3]))
        case (_, "sqlite"): _ = try sqlite(folder.appending(path: words[2]).path, words[3])
        default: Issue.record("nobody knows what \(step.line) means")
        }
        return []
    }

    /// What a command printed, and whether all who ran it saw the same.
    private func lines(of runs: [Run], _ command: SnapshotCommand, _ chapter: SnapshotChapter) throws -> [String] {
        if let name = command.name { #expect(!names.isUsed(name), "the name \(name) is given twice") }
        let printed = try runs.map { try lines(of: $0, after: command.name ?? chapter.name, command) }
        guard let first = printed.first else { return [] }
        return zip(command.actors, printed).reduce(first) { lines, other in
            other.1 == first ? lines : lines + ["  \(other.0) printed something else:"] + other.1
        }
    }

    private func start(_ command: SnapshotCommand, _ input: [String]) throws -> [SpawnedProgram] {
        try command.actors.map { actor in
            try SpawnedProgram(
                [SnapshotCommand.program(of: actor).path] + words(of: command), environment: environment(of: actor),
                input: input.map { $0 + "\n" }.joined(), in: folder)
        }
    }

    private func words(of command: SnapshotCommand) -> [String] { command.words.map(names.words) + ["--json"] }

    private func environment(of actor: String) -> [String: String] {
        let home = ["HOME": folder.appending(path: "home").path]
        return switch actor {
        case "server", "guest": home
        case "admin": home.merging(["RUHU_SERVER": server.url, "RUHU_TOKEN": server.token]) { $1 }
        default: home.merging(["RUHU_STORE": folder.appending(path: "\(actor).sqlite").path]) { $1 }
        }
    }

    /// Runs a command at a terminal; only what it says there on standard error is shown.
    private func type(_ keys: [String], _ command: SnapshotCommand) throws -> Run {
        let actor = command.actors[0]
        let out = folder.appending(path: "typed")
        let program = SnapshotCommand.program(of: actor).path
        let terminal = try TerminalProgram(
            "/bin/sh", ["-c", "exec \"$@\" >\"$0\"", out.path, program] + words(of: command),
            environment: environment(of: actor),
            home: folder)
        for line in keys {
            let parts = line.split(separator: " => ", maxSplits: 1)
            try terminal.see(String(parts[0]))
            try terminal.type(String(parts[1]).replacing("\\r", with: "\r"))
        }
        let run = try terminal.wait()
        return Run(
            status: run.status, wasKilled: run.wasKilled, out: try String(contentsOf: out, encoding: .utf8), err: "")
    }

    private func lines(of run: Run, after stem: String, _ command: SnapshotCommand) throws -> [String] {
        var lines = run.status == 0 ? [] : ["exit \(run.status)"]
        for (text, head) in [(run.out, ""), (run.err, "stderr ")] where !text.isEmpty {
            // Contract: one value on one line.
            if let value = try? SnapshotValue(text), text.firstIndex(of: "\n") == text.indices.last {
                lines += names.named(value, after: stem, isByID: command.isByID).lines(head: head)
            } else {
                lines += text.split(separator: "\n").map {
                    "not one JSON value: " + names.named(String($0), after: stem)
                }
            }
        }
        return (lines.isEmpty ? ["nothing"] : lines).map { "  " + $0 }
    }
}
