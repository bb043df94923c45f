import Foundation

/// The built programs, run as people run them.
struct Programs {
    let folder: String

    @discardableResult
    func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], allowed: Set<Int32> = [0]
    ) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: folder + "/" + program)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/tmp"].merging(environment) { $1 }
        process.standardOutput = output
        // The programs tell what they do there; a benchmark tells only what went wrong.
        process.standardError = program == "form-benchmark" ? FileHandle.standardError : FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard allowed.contains(process.terminationStatus) else {
            throw BenchmarkError("\(program) \(arguments.joined(separator: " ")): exit \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

extension Programs {
    /// The seconds that one program takes from start to end, its output thrown away.
    ///
    /// It is started with posix_spawn(3): Foundation closes every possible descriptor first, which takes longer than
    /// the short programs that are measured here.
    func seconds(_ program: String, _ arguments: [String], allowed: Set<Int32> = [0]) throws -> Double {
        let path = folder + "/" + program
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), strdup("HOME=/tmp"), nil]
        defer { for word in words + variables { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [Int32(1), 2] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        let clock = ContinuousClock()
        let start = clock.now
        var process: pid_t = 0
        guard posix_spawn(&process, path, &actions, nil, &words, &variables) == 0 else {
            throw BenchmarkError("cannot start \(path)")
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        let duration = clock.now - start
        guard allowed.contains((status >> 8) & 0xFF), status & 0x7F == 0 else {
            throw BenchmarkError("\(program) \(arguments.joined(separator: " ")): status \(status)")
        }
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}

/// A district server with its own data folder, and devices.
final class District {
    let programs: Programs
    let folder: String
    private let token: String
    private let server = Process()
    let url: String

    init(programs: Programs, folder: String) throws {
        self.programs = programs
        self.folder = folder
        let data = folder + "/server"
        let answer = try programs.run("ruhu-server", ["init", "--data", data, "--json"])
        token = try Self.field("adminToken", of: answer)
        server.executableURL = URL(filePath: programs.folder + "/ruhu-server")
        server.arguments = ["serve", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "warning"]
        let story = Pipe()
        server.standardError = story
        try server.run()
        var seen = ""
        while !seen.contains("listening on "), server.isRunning {
            seen += String(decoding: story.fileHandleForReading.availableData, as: UTF8.self)
        }
        let line = seen.split(separator: "\n").first { $0.hasPrefix("listening on ") } ?? ""
        url = "http://" + line.dropFirst("listening on ".count)
        story.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
        let areas = ["44,广东省,province,", "4406,佛山市,city,44", "440605,南海区,district,4406"]
            + (1...4).map { "44060500\($0),街道\($0),street,440605" }
            + (1...4).map { "44060500\($0)001,社区\($0),community,44060500\($0)" }
        try write(["code,name,level,parent"] + areas, to: "areas.csv")
        try admin("area", "import", folder + "/areas.csv")
    }

    var store: String { folder + "/server/records.sqlite" }

    func write(_ lines: [String], to name: String) throws {
        try lines.joined(separator: "\n").write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    @discardableResult
    func admin(_ arguments: String...) throws -> String {
        try programs.run("ruhu-admin", arguments, environment: ["RUHU_SERVER": url, "RUHU_TOKEN": token])
    }

    /// A device of a new user who is assigned one area.
    func device(_ login: String, area: String) throws -> String {
        try admin("user", "add", login, "--name", login, "--role", "enumerator", "--area", area)
        let code = try Self.field("code", of: admin("device", "enroll", "--user", login, "--json"))
        let store = folder + "/\(login).sqlite"
        try programs.run("ruhu", ["init", "--store", store, "--server", url, "--code", code])
        return store
    }

    func stop() {
        server.terminate()
        server.waitUntilExit()
    }

    static func field(_ name: String, of json: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        guard let value = object?[name] else { throw BenchmarkError("no \(name) in \(json)") }
        return "\(value)"
    }
}

/// Rows of a household file with six fields each.
func householdRows(_ count: Int, area: String) -> [String] {
    ["area,building,unit,room,address,occupancy"]
        + (0..<count).map { number in
            "\(area),\(number / 480 + 1),\(number / 120 % 4 + 1),\(String(format: "%04d", number % 120 + 101)),"
                + "桂城街道样例路\(number / 480 + 1)号,permanent"
        }
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let duration = try clock.measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}
