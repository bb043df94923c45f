internal import Glibc
internal import Values

/// Runs another program, with a limit on its time and on what it says.
enum ChildProgram {
    enum Outcome {
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
    ///   - timeoutSeconds: After this it is killed; nor may it compute for longer.
    ///   - memoryBytesMax: What it may take of the address space.
    ///   - outputBytesMax: What it says beyond this is dropped.
    /// - Returns: How it ended.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String], timeoutSeconds: Int,
        memoryBytesMax: Int, outputBytesMax: Int
    ) -> Outcome {
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
        let output = read(ends[0], timeoutSeconds: timeoutSeconds, bytesMax: outputBytesMax)
        if output == nil { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard let output else { return .tookTooLong }
        let wasKilled = status & 0x7F != 0
        return .ended(status: wasKilled ? 128 + status & 0x7F : status >> 8 & 0xFF, output: output)
    }

    /// Everything that comes until the other end is closed; `nil` when it is still open after the time.
    private static func read(_ descriptor: Int32, timeoutSeconds: Int, bytesMax: Int) -> String? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        let elapsed = HostEnvironment.systemElapsedSeconds
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
