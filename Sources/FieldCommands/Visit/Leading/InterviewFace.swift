internal import TerminalKit

/// Where an interview shows itself and hears keys.
protocol InterviewFace {
    func show(_ interview: inout Interview) throws
    func next() -> FaceEvent
    func ring()
    func suspend() throws
    /// Gives the terminal back.
    func leave()
}

enum FaceEvent {
    case keys([Key])
    case line(String)
    /// Nothing was typed, but the window changed.
    case changed
    /// Somebody wants the program to end, or the terminal is gone.
    case ended
}

/// A terminal that can be drawn on.
struct ScreenFace: InterviewFace {
    private let console: Console

    init(_ terminal: Terminal) throws { console = try Console(output: terminal) }

    func show(_ interview: inout Interview) throws { try console.show(interview.frame(console.size)) }

    func next() -> FaceEvent {
        switch console.next() {
        case .keys(let keys): .keys(keys)
        case .changed: .changed
        case .ended, .closed: .ended
        }
    }

    func ring() { console.ring() }

    func suspend() throws { try console.suspend() }

    func leave() { console.leave() }
}

/// A terminal that can only add lines (`TERM=dumb`): the page is printed whole, and a line is read.
struct LineFace: InterviewFace {
    private let terminal: Terminal
    private let interruption: Interruption

    /// - Parameters:
    ///   - terminal: Where the pages are printed.
    ///   - onInterruption: Runs when Ctrl-C is pressed or SIGTERM comes, while a line is waited for.
    init(_ terminal: Terminal, onInterruption: @escaping @Sendable () -> Void) {
        self.terminal = terminal
        interruption = Interruption.install()
        interruption.onCancel(onInterruption)
    }

    func show(_ interview: inout Interview) throws {
        let layout = interview.layout(columns: PageLayout.columns(terminal.size))
        let lines = layout.plain.map { $0 + "\n" }.joined()
        // Before it is asked for: who types fast is not to see it either.
        HiddenTyping.set(interview.isSecretAsked)
        try terminal.write("\n" + lines + (layout.prompt ?? "> "))
    }

    func next() -> FaceEvent { readLine().map { .line($0) } ?? .ended }

    func ring() {}

    func suspend() {}

    func leave() {
        HiddenTyping.set(false)
        interruption.restore()
    }
}
