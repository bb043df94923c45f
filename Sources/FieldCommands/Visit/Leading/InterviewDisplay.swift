internal import TerminalKit

/// Where an interview shows itself and hears keys.
protocol InterviewDisplay {
    func show(_ interview: inout Interview) throws
    func next() -> DisplayEvent
    func ring()
    func suspend() throws
    /// Gives the terminal back.
    func leave()
}

enum DisplayEvent {
    case keys([Key])
    case line(String)
    /// Nothing was typed, but the window changed.
    case changed
    /// Somebody wants the program to end, or the terminal is gone.
    case ended
}

/// A terminal that can be drawn on.
struct ScreenDisplay: InterviewDisplay {
    private let console: Console

    init(_ terminal: Terminal) throws { console = try Console(output: terminal) }

    func show(_ interview: inout Interview) throws { try console.show(interview.frame(console.size)) }

    func next() -> DisplayEvent {
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
struct LineDisplay: InterviewDisplay {
    private let terminal: Terminal
    private let console = LineConsole()

    /// - Parameter terminal: Where the pages are printed.
    init(_ terminal: Terminal) { self.terminal = terminal }

    func show(_ interview: inout Interview) throws {
        let layout = interview.layout(columns: PageLayout.columns(terminal.size))
        let lines = layout.plain.map { $0 + "\n" }.joined()
        // Before it is asked for: who types fast is not to see it either.
        console.hideTyping(interview.isSecretAsked)
        try terminal.write("\n" + lines + (layout.prompt ?? "> "))
    }

    func next() -> DisplayEvent {
        switch console.next() {
        case .line(let line): return .line(line)
        case .changed: return .changed
        case .ended, .closed:
            // What is told next does not stand behind the prompt.
            try? terminal.write("\n")
            return .ended
        }
    }

    func ring() {}

    /// Ctrl-Z does so by itself here: the terminal still answers to it.
    func suspend() {}

    func leave() { console.leave() }
}
