internal import Glibc

/// Files that are read and written whole.
public enum WholeFile {
    /// Why a file cannot be read or written.
    public enum Fault: Error, Hashable, Sendable {
        /// There is no such file.
        case missing
        /// It has more bytes than were allowed.
        case tooLarge
        /// A folder, a device or a pipe.
        case notAFile
        /// A store of this software, which nothing else replaces.
        case store
        /// What errno(3) says.
        case system(Int32)

        /// Whether there was no room, on the disk or in what the person may use of it.
        public var isDiskFull: Bool { self == .system(ENOSPC) || self == .system(EDQUOT) }

        /// The reason for people, without the file.
        ///
        /// - Parameters:
        ///   - bytesMax: The limit that was given.
        ///   - advice: What to do with a file that is larger.
        /// - Returns: Half a sentence.
        public func reason(bytesMax: Int = 0, advice: Localized = WholeFile.split) -> Localized {
            switch self {
            case .missing: Localized(zh: "文件不存在", en: "there is no such file")
            case .tooLarge:
                Localized(
                    zh: "超过 \(bytesMax >> 20) MiB，\(advice.zh)", en: "more than \(bytesMax >> 20) MiB; \(advice.en)")
            case .notAFile: Localized(zh: "那里不是普通文件", en: "what is there is no regular file")
            case .store: Localized(zh: "那里是入户的数据文件", en: "a store of Ruhu is there")
            case .system(let code): Localized(String(cString: strerror(code)))
            }
        }
    }

    /// What is usually to be done with a file that is too large.
    public static let split = Localized(zh: "请分成几个文件", en: "split it")

    // MARK: - Reading

    /// Whether a folder, a device or a pipe is where a file should be. Nothing there is no such thing.
    public static func isOther(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    /// Whether a device's or server's store is there (sqlite.org/fileformat.html#application_id: "RUHU" and "RUHA"). A
    /// backup, "RUHB", is none.
    static func isStore(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: 72)
        guard Glibc.read(descriptor, &head, head.count) == head.count else { return false }
        return head.starts(with: "SQLite format 3\0".utf8) && head[68..<71].elementsEqual("RUH".utf8)
            && head[71] != UInt8(ascii: "B")
    }

    /// All that a file holds.
    ///
    /// A pipe that has a name is refused: until somebody writes into it, opening it would wait for ever (fifo(7)).
    /// - Parameters:
    ///   - path: A file, or a pipe that the shell opened (`<(command)`); `-` for standard input.
    ///   - bytesMax: Most bytes.
    /// - Returns: Its bytes.
    /// - Throws: ``Fault``.
    public static func bytes(of path: String, bytesMax: Int) throws(Fault) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .system(errno) }
        defer { if path != "-" { close(descriptor) } }
        if path != "-" { try checkEnds(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(errno) }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= bytesMax else { throw .tooLarge }
        }
    }

    /// - Throws: ``Fault/notAFile`` for what may never come to an end.
    private static func checkEnds(_ descriptor: Int32) throws(Fault) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        if status.st_mode & S_IFMT == S_IFREG { return }
        // What a pipe without a name is called there (proc(5)).
        var name = [CChar](repeating: 0, count: 6)
        let length = readlink("/proc/self/fd/\(descriptor)", &name, name.count)
        guard status.st_mode & S_IFMT == S_IFIFO, length == name.count, name == "pipe:[".utf8.map(CChar.init) else {
            throw .notAFile
        }
        // Whoever opened it writes into it, or has.
        guard fcntl(descriptor, F_SETFL, O_RDONLY) == 0 else { throw .system(errno) }
    }

    /// All that a file holds which a person named.
    ///
    /// - Parameters:
    ///   - path: See ``bytes(of:bytesMax:)``.
    ///   - bytesMax: Most bytes.
    ///   - advice: What to do with a file that is larger.
    /// - Returns: Its bytes.
    /// - Throws: ``Failure`` `file_unreadable` or `file_too_large`, both 65.
    public static func named(
        _ path: String, bytesMax: Int, advice: Localized = split
    ) throws(Failure) -> [UInt8] {
        do {
            return try bytes(of: path, bytesMax: bytesMax)
        } catch {
            let reason = error.reason(bytesMax: bytesMax, advice: advice)
            throw Failure(
                fault: error == .tooLarge ? "file_too_large" : "file_unreadable", ["path": path],
                bilingual: ["reason": reason])
        }
    }

    // MARK: - Writing

    /// Writes a file whole or not at all: what was there before stays until the new one is on the disk.
    ///
    /// What the programs write tells of residents or opens a server: it is its owner's alone (0600).
    /// - Parameters:
    ///   - bytes: All that the file is to hold.
    ///   - path: Where it goes.
    /// - Throws: ``Fault``.
    public static func write(_ bytes: [UInt8], to path: String) throws(Fault) {
        let part = try PartFile(beside: path)
        do throws(Fault) {
            try part.write(bytes)
            try part.replace(path)
        } catch {
            part.remove()
            throw error
        }
    }

    /// Writes a file that a person named.
    ///
    /// - Throws: ``Failure`` `file_unwritable` (65).
    public static func writeNamed(_ bytes: [UInt8], to path: String) throws(Failure) {
        do {
            try write(bytes, to: path)
        } catch {
            throw unwritable(path, error.reason())
        }
    }

    /// What is said of a file that cannot be written.
    public static func unwritable(_ path: String, _ reason: Localized) -> Failure {
        Failure(fault: "file_unwritable", ["path": "\(path)"], bilingual: ["reason": reason])
    }
}
