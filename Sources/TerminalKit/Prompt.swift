import Glibc
internal import Values

/// Questions to the person at the terminal.
public enum Prompt {
    /// How often a question is put before silence or nonsense counts as no.
    static let attemptsMax = 3

    /// Asks a question that is answered by yes or no.
    ///
    /// - Parameters:
    ///   - question: One line, in the person's language.
    ///   - flag: The flag that answers yes where nobody can be asked.
    ///   - terminal: Where the question appears: standard error, for standard output is the result's.
    ///   - isInteractive: Given by tests; otherwise whether standard input is a terminal.
    ///   - answer: Reads one line of the answer.
    /// - Returns: The answer; `false` for an empty line, the end of input and words that are no answer.
    /// - Throws: ``Failure`` `not_interactive` (64) when standard input is no terminal; what `Terminal.write(_:)` throws.
    public static func confirm(
        _ question: String,
        flag: String,
        terminal: Terminal,
        isInteractive: Bool? = nil,
        answer: () -> String? = { TypedLine.read()?.answer }
    ) throws -> Bool {
        guard isInteractive ?? (isatty(STDIN_FILENO) == 1) else {
            throw Failure(fault: "nobody_to_confirm", ["flag": flag])
        }
        for _ in 0..<attemptsMax {
            try terminal.write(DisplayWidth.printable(question) + " [y/N] ")
            guard let typed = answer(), !typed.trimmed.isEmpty else { return false }
            if let flag = Bool(typed: typed) { return flag }
        }
        return false
    }
}
