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
        do {
            return try Prompt.confirm(
                output.text(question), flag: flag, terminal: output.story, isInteractive: output.isJSON ? false : nil)
        } catch let nobody as Prompt.NotInteractive {
            throw Failure(
                code: "not_interactive", status: .usage,
                message: Localized(zh: nobody.text(in: .chinese), en: nobody.text(in: .english)))
        }
    }

    /// Asks where somebody sits at a terminal. A script that could say the command before it asked goes on as it did.
    ///
    /// - Parameters:
    ///   - question: One line.
    ///   - output: Where the question appears.
    /// - Returns: Whether the person agreed, or nobody is there.
    /// - Throws: ``Failure`` as ``ask(_:flag:output:)``.
    public static func askIfAnybody(_ question: Localized, output: Output) throws -> Bool {
        guard !output.isJSON, output.story.isInteractive, isatty(STDIN_FILENO) == 1 else { return true }
        return try ask(question, flag: "--yes", output: output)
    }
}
