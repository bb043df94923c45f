public import Glibc

/// A program that leads a session of its own, with a pseudo-terminal as its controlling terminal: Ctrl-C, Ctrl-Z and a
/// changed window reach it as signals, as they do in a real one.
///
/// Only what the system does is here; who types and reads is up to the owner, who also waits for the end of the process.
public struct PseudoTerminal {
    /// What the system refused.
    public struct Fault: Error, CustomStringConvertible {
        public let description: String

        init(_ what: String) { description = "\(what): \(String(cString: strerror(errno)))" }
    }

    public let processID: pid_t
    /// The person's side; reading and writing never wait.
    public let master: CInt

    /// Starts a program on a new terminal.
    ///
    /// - Parameters:
    ///   - words: The path of the program, and its arguments.
    ///   - environment: All its variables.
    ///   - columns: How wide the window is.
    ///   - rows: How high it is.
    /// - Throws: ``Fault``.
    public init(_ words: [String], environment: [String: String], columns: UInt16, rows: UInt16) throws {
        // What posix_openpt(3), unlockpt(3) and ptsname(3) do; Swift's view of stdlib.h lacks them.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: CInt = 0
        var number: CUnsignedInt = 0
        guard master >= 0, ioctl(master, setsPtyLock, &locked) == 0, ioctl(master, getsPtyNumber, &number) == 0 else {
            throw Fault("no terminal")
        }
        _ = fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        processID = try spawn(
            words, environment: environment.map { "\($0)=\($1)" }, terminal: "/dev/pts/\(number)")
    }

    /// Changes the size of the window, which the program is told by SIGWINCH.
    public func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Whether the terminal echoes and gathers lines, as a shell expects to find it.
    public var isCooked: Bool {
        var settings = termios()
        tcgetattr(master, &settings)
        return settings.c_lflag & tcflag_t(ICANON) != 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }
}

/// `TIOCSPTLCK` and `TIOCGPTN` of asm-generic/ioctls.h, macros that Swift does not see.
private let setsPtyLock: UInt = 0x4004_5431
private let getsPtyNumber: UInt = 0x8004_5430

/// `POSIX_SPAWN_SETSID` of spawn.h, which is there for GNU sources only.
private let startsSession: Int32 = 0x80

/// Starts a program as the leader of a session whose controlling terminal is the one given.
private func spawn(_ words: [String], environment: [String], terminal: String) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
        &attributes, Int16(startsSession | Int32(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal a session leader opens becomes its controlling terminal.
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var child: pid_t = 0
    errno = posix_spawn(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard errno == 0 else { throw PseudoTerminal.Fault(words[0]) }
    return child
}
