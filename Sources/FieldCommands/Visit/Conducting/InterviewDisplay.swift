internal import Interviewing
internal import TerminalKit

/// Where an interview shows itself and hears keys.
protocol InterviewDisplay {
    func show(_ interview: inout Interview) throws
    func next() -> ConsoleEvent
    func ring()
    func suspend() throws
    /// Gives the terminal back.
    func leave()
}

/// A terminal that can be drawn on.
extension Console: InterviewDisplay {
    func show(_ interview: inout Interview) throws { try show(interview.frame(size)) }
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

    func next() -> ConsoleEvent {
        let event = console.next()
        // What is told next does not stand behind the prompt.
        if event == .ended { try? terminal.write("\n") }
        return event
    }

    func ring() {}

    /// Ctrl-Z does so by itself here: the terminal still answers to it.
    func suspend() {}

    func leave() { console.leave() }
}
