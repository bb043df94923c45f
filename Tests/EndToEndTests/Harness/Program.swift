import Foundation

/// One of the three programs, as built beside this test bundle.
enum Program: String {
    case ruhu
    case admin = "ruhu-admin"
    case server = "ruhu-server"

    var path: String { Program.folder.appending(path: rawValue).path }

    /// The folder of the built programs: the one this test bundle was built into.
    static let folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
}

/// What a finished program left behind.
struct Run {
    let status: Int32
    let wasKilled: Bool
    let out: String
    let err: String

    /// The one JSON value on stdout.
    func json() throws -> Any {
        try JSONSerialization.jsonObject(with: Data(out.utf8), options: [.fragmentsAllowed])
    }

    func object() throws -> [String: Any] { try json() as? [String: Any] ?? [:] }

    func array() throws -> [[String: Any]] { try json() as? [[String: Any]] ?? [] }

    /// The code of the error on stderr of a command with `--json`.
    var errorCode: String? {
        let line = err.split(separator: "\n").last { $0.hasPrefix("{") } ?? ""
        let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return (json?["error"] as? [String: Any])?["code"] as? String
    }
}

/// A program that runs. Its result goes to a file and its story is read as it comes, so that no full pipe stops it.
final class RunningProgram: @unchecked Sendable {
    // Unchecked: `process` is configured before it starts and only signalled and waited for afterwards; `heard` guards
    // the story.
    private let process = Process()
    private let folder: URL
    private let exited = DispatchSemaphore(value: 0)
    private let heard = NSCondition()
    private var story = Data()
    private var isSilent = false

    var processID: Int32 { process.processIdentifier }

    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], input: String? = nil,
        in parent: URL
    ) throws {
        folder = parent.appending(path: "run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["out", "in"] {
            let content = name == "in" ? Data((input ?? "").utf8) : Data()
            try content.write(to: folder.appending(path: name))
        }
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        var variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin", "LANG": "en_GB.UTF-8"]
        variables["HOME"] = folder.path
        variables.merge(environment) { $1 }
        process.environment = variables
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
        let pipe = Pipe()
        process.standardError = pipe
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "in"))
        process.terminationHandler = { [exited] _ in exited.signal() }
        try process.run()
        Thread.detachNewThread { [self] in
            while true {
                let data = pipe.fileHandleForReading.availableData
                heard.lock()
                story += data
                isSilent = data.isEmpty
                heard.broadcast()
                heard.unlock()
                if data.isEmpty { return }
            }
        }
    }

    /// What it has said on stderr.
    var err: String {
        heard.lock()
        defer { heard.unlock() }
        return String(decoding: story, as: UTF8.self)
    }

    /// Waits until a line on stderr contains a text.
    ///
    /// - Returns: The line; `nil` when the program ended without saying so.
    func line(containing text: String) -> String? {
        heard.lock()
        defer { heard.unlock() }
        while true {
            let lines = String(decoding: story, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            if let line = lines.dropLast().first(where: { $0.contains(text) }) { return String(line) }
            if isSilent { return nil }
            heard.wait()
        }
    }

    private func allSaid() -> String {
        heard.lock()
        defer { heard.unlock() }
        while !isSilent { heard.wait() }
        return String(decoding: story, as: UTF8.self)
    }

    /// SIGKILL: the program cannot do anything about it.
    func kill() { Foundation.kill(processID, SIGKILL) }

    func terminate() { Foundation.kill(processID, SIGTERM) }

    func interrupt() { Foundation.kill(processID, SIGINT) }

    var isRunning: Bool { process.isRunning }

    /// Waits until the program ends.
    func wait() -> Run {
        exited.wait()
        exited.signal()
        let out = (try? String(contentsOf: folder.appending(path: "out"), encoding: .utf8)) ?? ""
        return Run(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal, out: out,
            err: allSaid())
    }
}
