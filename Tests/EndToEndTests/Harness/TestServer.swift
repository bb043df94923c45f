import Foundation
import Testing

/// A district server with a data folder of its own, started and stopped as an operator would.
final class TestServer {
    let folder: URL
    let data: String
    let token: String
    private(set) var port: Int = 0
    private(set) var process: RunningProgram?
    private let tls: [String]

    var url: String { "\(tls.isEmpty ? "http" : "https")://127.0.0.1:\(port)" }

    init(in folder: URL, tls: [String] = []) throws {
        self.folder = folder
        self.tls = tls
        data = folder.appending(path: "server").path
        let run = try RunningProgram(
            Program.server.path, ["init", "--data", data, "--name", "测试", "--json"], in: folder
        ).wait()
        try #require(run.status == 0, "\(run.err)")
        token = try #require(try run.object()["adminToken"] as? String)
    }

    /// Starts the server, on the port it had before, and waits for the line that says it is ready.
    func start() throws {
        let words =
            [Program.server.path, "serve", "--data", data, "--listen", "127.0.0.1:\(port)"] + tls
        let process = try RunningProgram(words[0], Array(words.dropFirst()), in: folder)
        self.process = process
        let line = try #require(process.line(containing: "listening on "), "the server ended: \(process.err)")
        port = try #require(Int(line.split(separator: ":").last ?? ""))
    }

    /// SIGTERM, and the exit code.
    @discardableResult
    func stop() -> Int32 {
        guard let process else { return -1 }
        process.terminate()
        self.process = nil
        return process.wait().status
    }

    /// SIGKILL.
    func kill() {
        process?.kill()
        _ = process?.wait()
        process = nil
    }

    @discardableResult
    func admin(_ arguments: String..., status: Int32 = 0, line: SourceLocation = #_sourceLocation) throws -> Run {
        let run = try RunningProgram(
            Program.admin.path, arguments, environment: ["RUHU_SERVER": url, "RUHU_TOKEN": token], in: folder
        ).wait()
        #expect(run.status == status, "\(arguments): \(run.err)\(run.out)", sourceLocation: line)
        return run
    }

    deinit { process?.kill() }

    /// The divisions, two communities of 桂城街道 and a team of two.
    func furnish() throws {
        let seed = repository.appending(path: "Deploy/sample/seed-districts.csv").path
        let communities = repository.appending(path: "Deploy/sample/communities.csv").path
        try admin("area", "import", seed)
        try admin("area", "import", communities)
        for login in ["lihua", "wangfang"] {
            try admin("user", "add", login, "--name", login, "--role", "enumerator", "--area", "440605011")
        }
    }

    /// Imports households into the first community: `count` rooms of one building.
    func importHouseholds(_ count: Int) throws {
        let rows = (0..<count).map { "440605011901,\($0 / 400 + 1),\($0 / 200 % 2 + 1),\(1_000 + $0)" }
        let file = folder.appending(path: "households-\(UUID().uuidString).csv")
        try (["area,building,unit,room"] + rows).joined(separator: "\n").write(
            to: file, atomically: true, encoding: .utf8)
        try admin("household", "import", file.path)
    }

    func enrollmentCode(_ login: String) throws -> String {
        let run = try admin("device", "enroll", "--user", login, "--json")
        return try #require(try run.object()["code"] as? String)
    }

    func enroll(_ login: String, store: String? = nil, through url: String? = nil) throws -> TestDevice {
        let device = TestDevice(store: store ?? folder.appending(path: "\(login).sqlite").path, folder: folder)
        try device.run("init", "--server", url ?? self.url, "--code", try enrollmentCode(login))
        return device
    }
}

let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// A device: a store and the field program.
struct TestDevice {
    let store: String
    let folder: URL

    func start(_ arguments: [String], input: String? = nil) throws -> RunningProgram {
        try RunningProgram(
            Program.ruhu.path, arguments, environment: ["RUHU_STORE": store], input: input, in: folder)
    }

    @discardableResult
    func run(
        _ arguments: String..., input: String? = nil, status: Int32 = 0, line: SourceLocation = #_sourceLocation
    ) throws -> Run {
        let run = try start(arguments, input: input).wait()
        #expect(run.status == status, "\(arguments): \(run.err)\(run.out)", sourceLocation: line)
        return run
    }

    /// The id of a new household in the first community.
    func addHousehold(room: String) throws -> String {
        let run = try run(
            "household", "add", "--area", "440605011901", "--building", "9", "--room", room, "--json")
        return try #require(try run.object()["id"] as? String)
    }

    func household(_ id: String) throws -> [String: Any] {
        try run("household", "show", id, "--json").object()
    }

    /// The digests of every record in the store, as text: equal on two replicas that hold the same.
    func digests() throws -> String {
        try sqlite(store, "SELECT hex(id), hex(change_sum), hex(state_digest) FROM record ORDER BY id")
    }
}

/// What the sqlite3 shell answers.
func sqlite(_ path: String, _ sql: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/sqlite3")
    process.arguments = [path, sql]
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "sqlite3 \(sql)")
    return String(decoding: data, as: UTF8.self)
}

/// A folder that goes away with the test.
func withFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ruhu-e2e-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
