internal import Glibc
internal import TerminalKit
public import Values

/// A yes or no from the person at the terminal.
public enum Confirmation {
    /// Asks.
    ///
    /// - Parameters:
    ///   - question: One line.
    ///   - flag: The flag that says yes where nobody can be asked.
    ///   - output: Where the question appears.
    /// - Returns: Whether the person agreed.
    /// - Throws: ``Failure`` `not_interactive` (64) when there is no terminal or JSON is asked for.
    public static func ask(_ question: Localized, flag: String, output: Output) throws -> Bool {
        try Prompt.confirm(
            output.text(question), flag: flag, terminal: output.story, isInteractive: output.isJSON ? false : nil)
    }

    /// Whether somebody sits at a terminal. A command that scripts ran before it asked goes on there without asking.
    public static func canAsk(_ output: Output) -> Bool {
        !output.isJSON && output.story.isInteractive && isatty(STDIN_FILENO) == 1
    }
}
