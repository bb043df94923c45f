import Glibc

/// A terminal that gathers lines itself, waited for together with whatever wants the program to end.
public final class LineConsole {
    private let input = STDIN_FILENO
    private let signals = SignalPipe()
    private var pending: [UInt8] = []
    private var isHidden = false
    private var isTaken = true

    /// Listens to signals from now on, until ``leave()``.
    public init() {}

    /// Lets go of the signals, and shows typing again.
    public func leave() {
        guard isTaken else { return }
        isTaken = false
        HiddenTyping.set(false)
        signals.end()
    }

    deinit { leave() }

    /// Hides what is typed from now on, or shows it again.
    ///
    /// - Parameter isHidden: Whether to hide.
    public func hideTyping(_ isHidden: Bool) {
        self.isHidden = isHidden
        HiddenTyping.set(isHidden)
    }

    /// Waits for what happens next.
    ///
    /// - Returns: What it was.
    public func next() -> ConsoleEvent {
        while true {
            if let line = line() { return .line(line) }
            var requests = [
                pollfd(fd: input, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&requests, 2, -1) > 0 else { continue }
            if requests[1].revents != 0, let happening = signalled() { return happening }
            if requests[0].revents != 0, !take() { return .ended }
        }
    }

    /// The first line of what was typed, once it is whole.
    private func line() -> TypedLine? {
        guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { pending.removeFirst(end + 1) }
        return TypedLine(Array(pending[..<end]))
    }

    /// Takes in what was typed.
    ///
    /// - Returns: Whether more may come.
    private func take() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(input, &bytes, bytes.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        pending += bytes[..<count]
        return count > 0
    }

    private func signalled() -> ConsoleEvent? {
        var happening: ConsoleEvent?
        for number in signals.received() {
            switch number {
            case SIGTERM, SIGHUP, SIGINT: return .ended
            case SIGTSTP:
                HiddenTyping.set(false)
                signals.stop()
                HiddenTyping.set(isHidden)
                happening = .changed
            case SIGCONT: happening = .changed
            // Whatever is as wide as before is not printed again.
            default: break
            }
        }
        return happening
    }
}

/// Typing that does not appear, on a terminal that gathers lines itself: for secrets.
public enum HiddenTyping {
    /// Hides what is typed from now on, or shows it again. Enter is seen either way.
    ///
    /// - Parameter isHidden: Whether to hide.
    public static func set(_ isHidden: Bool) {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        let before = settings.c_lflag
        settings.c_lflag |= tcflag_t(ECHO)
        if isHidden { settings.c_lflag ^= tcflag_t(ECHO) }
        settings.c_lflag |= tcflag_t(ECHONL)
        if !isHidden { settings.c_lflag ^= tcflag_t(ECHONL) }
        guard settings.c_lflag != before else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }
}
