import Glibc
internal import Values

/// What happened at a terminal that is waited for.
public enum ConsoleEvent: Hashable, Sendable {
    case keys([Key])
    /// A whole line, without its end, where the terminal gathers lines itself.
    case line(TypedLine)
    /// The window has another size, or the person came back to the program: show anew.
    case changed
    /// Somebody wants the program to end: the terminal is gone, its end was typed, or a signal came.
    case ended
}

/// A terminal taken over whole: keys come as they are pressed, and a frame fills the window.
///
/// Taken by `init`, given back by ``leave()`` and by whatever else ends the process.
public final class Console {
    /// How long an escape is waited for to turn out a sequence. Terminals send sequences whole; ssh may cut them. Who
    /// presses the key itself waits so long, and no key may take 50.
    private static let escapeMilliseconds: Int32 = 35

    private let input: Int32
    private let output: Terminal
    private let signals: SignalPipe
    private var decoder = KeyDecoder()
    private var painter: ScreenPainter
    private var isTaken = true

    /// Takes the terminal over.
    ///
    /// - Parameter output: The terminal, to be written; standard input reads it.
    /// - Throws: ``Failure`` `not_interactive` (64) when there is no terminal; what `Terminal.write(_:)` throws.
    public init(output: Terminal) throws {
        guard output.isInteractive, RawMode.enter(input: STDIN_FILENO, output: output.descriptor) else {
            throw Failure(fault: "not_a_terminal")
        }
        input = STDIN_FILENO
        self.output = output
        RawMode.guardAgainstCrashes()
        signals = SignalPipe()
        painter = ScreenPainter(usesColour: output.usesColour)
        try output.write(ScreenPainter.enter)
    }

    /// Gives the terminal back.
    public func leave() {
        guard isTaken else { return }
        isTaken = false
        RawMode.leave()
        signals.end()
    }

    deinit { leave() }

    /// Columns and rows of the window now.
    public var size: WindowSize { output.size }

    /// Shows a frame.
    ///
    /// - Parameter frame: For the present ``size``.
    /// - Throws: What `Terminal.write(_:)` throws.
    public func show(_ frame: Frame) throws { try output.write(painter.paint(frame, size: size)) }

    /// Rings the bell: the key meant nothing here.
    public func ring() { try? output.write("\u{07}") }

    /// Waits for what happens next.
    public func next() -> ConsoleEvent {
        while true {
            var requests = [
                pollfd(fd: input, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&requests, 2, decoder.awaitsRest ? Self.escapeMilliseconds : -1)
            if count == 0 { return .keys(decoder.giveUpWaiting()) }
            if count < 0 { continue }
            if requests[1].revents != 0, let happening = signalled() { return happening }
            if requests[0].revents != 0, let happening = typed() { return happening }
        }
    }

    /// Lets go of the terminal and stops, as Ctrl-Z does anywhere else; comes back when the person does.
    ///
    /// - Throws: What `Terminal.write(_:)` throws.
    public func suspend() throws {
        RawMode.leave()
        signals.stop()
        try takeAgain()
    }

    private func takeAgain() throws {
        _ = RawMode.enter(input: input, output: output.descriptor)
        painter.forget()
        try output.write(ScreenPainter.enter)
    }

    private func signalled() -> ConsoleEvent? {
        for number in signals.received() {
            switch number {
            case SIGTERM, SIGHUP, SIGINT: return .ended
            case SIGTSTP: try? suspend()
            // The shell may have set the terminal otherwise meanwhile.
            case SIGCONT: try? takeAgain()
            default: break
            }
        }
        return .changed
    }

    private func typed() -> ConsoleEvent? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(input, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return nil }
        guard count > 0 else { return .ended }
        let keys = decoder.decode(bytes[..<count])
        return keys.isEmpty ? nil : .keys(keys)
    }
}
