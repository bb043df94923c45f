import Glibc
import Synchronization

/// Signals as bytes in a pipe, for a loop that waits for keys and signals alike (signal-safety(7)).
struct SignalPipe {
    static let signals = [SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP]

    let readEnd: Int32
    private let writeEnd: Int32
    private let previous: [sigaction]

    /// Only one may be in force at a time.
    init() {
        (readEnd, writeEnd) = Self.makeEnds()
        for end in [readEnd, writeEnd] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        signalDescriptor.store(writeEnd, ordering: .sequentiallyConsistent)
        previous = Self.signals.map { Self.catching($0, by: noteSignal) }
    }

    /// Puts the former handlers back.
    func end() {
        Self.putBack(previous, of: Self.signals)
        signalDescriptor.store(-1, ordering: .sequentiallyConsistent)
        close(readEnd)
        close(writeEnd)
    }

    /// The signals that came since the last look.
    func received() -> [Int32] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(readEnd, &bytes, bytes.count)
        return count > 0 ? bytes[..<count].map(Int32.init) : []
    }

    /// Stops the process as Ctrl-Z does anywhere else; comes back when it is continued.
    func stop() {
        signal(SIGTSTP, SIG_DFL)
        // The threads of a pool block signals. Here the stop must come at once, before the terminal is taken again.
        var stop = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTSTP)
        pthread_sigmask(SIG_UNBLOCK, &stop, nil)
        raise(SIGTSTP)
        Self.catching(SIGTSTP, by: noteSignal)
    }

    // What every way of catching signals needs.

    /// A pipe that child processes do not inherit.
    static func makeEnds() -> (readEnd: Int32, writeEnd: Int32) {
        var ends: [Int32] = [-1, -1]
        let made = pipe(&ends)
        precondition(made == 0, "a process that is out of file descriptors at its start is set up wrongly")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// - Returns: What was done about the signal before.
    @discardableResult
    static func catching(_ number: Int32, by handler: @convention(c) (Int32) -> Void) -> sigaction {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = SA_RESTART
        var replaced = sigaction()
        sigaction(number, &action, &replaced)
        return replaced
    }

    static func putBack(_ previous: [sigaction], of signals: [Int32]) {
        for (number, action) in zip(signals, previous) {
            var action = action
            sigaction(number, &action, nil)
        }
    }
}

private let signalDescriptor = Atomic<Int32>(-1)

private func noteSignal(_ number: Int32) {
    let code = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(signalDescriptor.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = code
}
