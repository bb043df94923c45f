import Foundation
import Testing

/// A program that reads from a file and speaks to two others. Hundreds of them one after the other, and several at a
/// time, are no trouble.
struct SpawnedProgram {
    private let processID: pid_t
    /// The beginning of the names of its files.
    private let stem: String

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - words: Its path and its arguments.
    ///   - environment: All its variables but `PATH` and `LANG`.
    ///   - input: What it reads.
    ///   - folder: Where its files are.
    /// - Throws: Where the files cannot be written, or the program not be started.
    init(_ words: [String], environment: [String: String], input: String, in folder: URL) throws {
        stem = folder.appending(path: "run-\(UUID().uuidString)").path
        try input.write(toFile: stem + ".in", atomically: false, encoding: .utf8)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, stem + ".in", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, stem + ".out", O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, stem + ".err", O_WRONLY | O_CREAT, 0o600)
        let own = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin", "LANG": "en_GB.UTF-8"]
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.merging(own) { $1 }.map { strdup("\($0)=\($1)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var child: pid_t = 0
        try #require(posix_spawn(&child, words[0], &actions, nil, &arguments, &variables) == 0, "\(words)")
        processID = child
    }

    /// Waits until it ends. To be called once.
    ///
    /// - Returns: What it left behind.
    /// - Throws: Where its files cannot be read.
    func wait() throws -> Run {
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0 { try #require(errno == EINTR) }
        let signal = status & 0x7F
        return Run(
            status: signal == 0 ? (status >> 8) & 0xFF : signal, wasKilled: signal != 0,
            out: try String(contentsOfFile: stem + ".out", encoding: .utf8),
            err: try String(contentsOfFile: stem + ".err", encoding: .utf8))
    }
}
