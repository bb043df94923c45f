internal import FoundationEssentials
internal import Glibc
internal import Values

/// A form as a spreadsheet (XLSForm), which pyxform's `xls2xform` turns into an XForm where it is installed.
public struct SpreadsheetForm: Sendable {
    /// As the person named it.
    public let path: String

    private static let program = "xls2xform"
    /// What names a spreadsheet that pyxform reads.
    private static let endings = [".xlsx", ".xlsm", ".xls"]

    /// `nil` for a file that is no spreadsheet by its name.
    ///
    /// - Parameter path: A file.
    public init?(path: String) {
        guard Self.endings.contains(where: path.lowercased().hasSuffix) else { return nil }
        self.path = path
    }

    /// Converts it in a folder of its own, which is gone afterwards.
    ///
    /// - Parameters:
    ///   - environment: Names the folders in which programs lie (`PATH`).
    ///   - elapsedSeconds: The clock by which the program's time runs out.
    /// - Returns: The XForm, and what pyxform warns of.
    /// - Throws: ``Failure`` `pyxform_missing` (78), `form_not_converted` or `file_unreadable` (65).
    public func converted(
        environment: [String: String], elapsedSeconds: () -> Double
    ) throws -> (form: DocumentFile, warnings: [String]) {
        guard let program = ChildProgram.find(Self.program, environment: environment) else { throw missing }
        let sheet = try DocumentFile(path: path)
        if let size = SpreadsheetSize.unpacked(sheet.bytes), size > AdminLimits.spreadsheetBytesMax {
            throw refused(
                Localized(
                    zh: "解开后超过 \(AdminLimits.spreadsheetBytesMax >> 20) MiB",
                    en: "unpacked, it is larger than \(AdminLimits.spreadsheetBytesMax >> 20) MiB"))
        }
        // Its own (0700), under a name that nothing else has: mkdtemp(3).
        var name = Array("\(FileManager.default.temporaryDirectory.path)/ruhu-form-XXXXXX".utf8CString)
        let made = name.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
        guard let folder = made.map({ String(cString: $0) }) else { throw refused(String(cString: strerror(errno))) }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // The name stays, because pyxform makes the id and the title of a form that has none from it.
        let (input, output) = ("\(folder)/\(sheet.name)", "\(folder)/form-made.xml")
        try WholeFile.writeNamed(sheet.bytes, to: input)
        // Pretty-printed, because faults name lines. Its own check would need Java; the server checks more.
        let run = ChildProgram.run(
            program, ["--json", "--skip_validate", "--pretty_print", input, output],
            environment: environment, elapsedSeconds: elapsedSeconds, timeoutSeconds: AdminLimits.conversionSecondsMax,
            memoryBytesMax: AdminLimits.conversionMemoryBytesMax, outputBytesMax: AdminLimits.conversionOutputBytesMax)
        let warnings = try warnings(of: run, folder: folder)
        let bytes = try WholeFile.named(
            output, bytesMax: AdminLimits.documentBytesMax,
            advice: Localized(zh: "服务器不接收", en: "the server does not take it"))
        return (DocumentFile(path: "\(path) (XForm)", bytes: bytes), warnings)
    }

    /// Reads `{"code", "message", "warnings"}`, in which 100 says that all went well and 101 that there are warnings.
    private func warnings(of run: ChildProgram.ProgramEnd, folder: String) throws(Failure) -> [String] {
        switch run {
        case .tookTooLong:
            throw refused(Self.tooMuch)
        case .notStarted(let reason): throw refused(reason)
        // Killed for the time that it computed, or for want of memory.
        case .ended(128 + SIGXCPU, _), .ended(128 + SIGKILL, _): throw refused(Self.tooMuch)
        case .ended(let status, let output):
            let own = output.replacing(folder + "/", with: "")
            guard let line = own.split(separator: "\n").last(where: { $0.hasPrefix("{") }),
                let json = JSONValue(parsing: Array(line.utf8)), case .integer(let code)? = json["code"]
            else {
                let words = own.split(separator: "\n").suffix(3).joined(separator: "\n  ")
                if words.contains("MemoryError") { throw refused(Self.tooMuch) }
                throw refused("exit code \(status)\n  \(words.suffix(AdminLimits.detailCharactersMax))")
            }
            guard code == 100 || code == 101 else {
                guard case .string(let message)? = json["message"] else { throw refused("code \(code)") }
                // Python's MemoryError has no words.
                if message.isEmpty { throw refused(Self.tooMuch) }
                throw refused(String(message.prefix(AdminLimits.detailCharactersMax * 4)))
            }
            guard case .array(let warnings)? = json["warnings"] else { return [] }
            return warnings.compactMap { if case .string(let text) = $0 { text } else { nil } }
        }
    }

    private var missing: Failure {
        Failure(fault: "pyxform_missing", ["path": "\(path)"])
    }

    private static var tooMuch: Localized {
        let (seconds, memory) = (AdminLimits.conversionSecondsMax, AdminLimits.conversionMemoryBytesMax >> 20)
        return Localized(
            zh: "需要超过 \(seconds) 秒或 \(memory) MiB 内存", en: "it takes more than \(seconds) s or \(memory) MiB of memory")
    }

    private func refused(_ reason: String) -> Failure { refused(Localized(zh: reason, en: reason)) }

    private func refused(_ reason: Localized) -> Failure {
        Failure(fault: "form_not_converted", ["path": "\(path)"], bilingual: ["reason": reason])
    }
}

/// How large a spreadsheet is when it is unpacked, as its own directory says, before anybody unpacks it.
///
/// An `.xlsx` is a ZIP archive (ECMA-376, part 2). Readers unpack no more of a part than the directory declares, so that
/// a directory that lies only cuts the part off. Where the numbers stand: APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16.
enum SpreadsheetSize {
    /// The sum over all parts.
    ///
    /// - Parameter bytes: The file.
    /// - Returns: The bytes; `nil` for what has no such directory, which the converter will say better.
    static func unpacked(_ bytes: [UInt8]) -> Int? {
        func number(_ place: Int, _ count: Int) -> Int? {
            guard place >= 0, place + count <= bytes.count else { return nil }
            return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        // The directory's end stands before a comment of at most 64 KiB.
        let last = bytes.count - 22
        guard last >= 0,
            let end = stride(from: last, through: max(0, last - 0xFFFF), by: -1).first(where: {
                number($0, 4) == 0x0605_4B50
            }), let parts = number(end + 10, 2), var place = number(end + 16, 4)
        else { return nil }
        var sum = 0
        for _ in 0..<parts {
            guard number(place, 4) == 0x0201_4B50, let size = number(place + 24, 4), let name = number(place + 28, 2),
                let extra = number(place + 30, 2), let comment = number(place + 32, 2)
            else { return nil }
            // A part of 4 GiB and more has its size elsewhere, and this number at its largest.
            sum += size
            place += 46 + name + extra + comment
        }
        return sum
    }
}

/// Runs another program, with a limit on its time and on what it says.
enum ChildProgram {
    enum ProgramEnd {
        /// - Parameters: The exit code, and what it wrote on stdout and stderr.
        case ended(status: Int32, output: String)
        case tookTooLong
        case notStarted(reason: String)
    }

    /// Looks a program up in the folders of `PATH`.
    ///
    /// - Returns: Its path; `nil` when no folder has a program of the name.
    static func find(_ name: String, environment: [String: String]) -> String? {
        (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    /// Runs a program without input and waits for it.
    ///
    /// - Parameters:
    ///   - program: Its path.
    ///   - arguments: What follows its name.
    ///   - environment: All of its variables.
    ///   - elapsedSeconds: The clock.
    ///   - timeoutSeconds: After this it is killed; nor may it compute for longer.
    ///   - memoryBytesMax: What it may take of the address space.
    ///   - outputBytesMax: What it says beyond this is dropped.
    /// - Returns: How it ended.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String], elapsedSeconds: () -> Double,
        timeoutSeconds: Int, memoryBytesMax: Int, outputBytesMax: Int
    ) -> ProgramEnd {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return .notStarted(reason: reason(errno)) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
        var process = pid_t()
        // The shell sets the limits before the program begins; spawning knows none.
        let limits = "ulimit -v \(memoryBytesMax >> 10) && ulimit -t \(timeoutSeconds) && exec \"$@\""
        let code = withPointers(["sh", "-c", limits, "sh", program] + arguments) { words in
            withPointers(environment.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawn(&process, "/bin/sh", &actions, nil, words, variables)
            }
        }
        close(ends[1])
        guard code == 0 else { return .notStarted(reason: reason(code)) }
        let output = read(ends[0], elapsedSeconds, timeoutSeconds: timeoutSeconds, bytesMax: outputBytesMax)
        if output == nil { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard let output else { return .tookTooLong }
        let wasKilled = status & 0x7F != 0
        return .ended(status: wasKilled ? 128 + status & 0x7F : status >> 8 & 0xFF, output: output)
    }

    /// Everything that comes until the other end is closed; `nil` when it is still open after the time.
    private static func read(
        _ descriptor: Int32, _ elapsed: () -> Double, timeoutSeconds: Int, bytesMax: Int
    ) -> String? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        let deadline = elapsed() + Double(timeoutSeconds)
        while true {
            let milliseconds = (deadline - elapsed()) * 1_000
            guard milliseconds > 0 else { return nil }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, Int32(clamping: Int(milliseconds.rounded(.up))))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece[..<min(count, bytesMax - bytes.count)]
        }
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

    private static func withPointers<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
