internal import Glibc
internal import TerminalKit

/// Reads a secret from standard input: from a person without showing it, or the first line of a pipe.
enum SecretPrompt {
    /// Longest secret, in bytes; what is longer is no token.
    private static let bytesMax = 4_096

    /// - Parameters:
    ///   - question: Shown to a person.
    ///   - terminal: Standard error.
    /// - Returns: The first line without blanks around it; empty when there is none.
    /// - Throws: What `Terminal.write(_:)` throws.
    static func read(_ question: String, terminal: Terminal) throws -> String {
        var settings = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else { return firstLine() }
        // Ctrl-C while echo is off would leave the shell without it.
        let interruption = Interruption.install()
        let shown = settings
        interruption.onCancel {
            var settings = shown
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            _ = Glibc.write(STDERR_FILENO, "\n", 1)
            _exit(Interruption.exitCode)
        }
        try terminal.write(question)
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        let line = firstLine()
        settings = shown
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        interruption.restore()
        try terminal.write("\n")
        return line
    }

    private static func firstLine() -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count < bytesMax {
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != UInt8(ascii: "\n") else { break }
            bytes.append(byte)
        }
        let text = String(decoding: bytes, as: UTF8.self).drop(while: \.isWhitespace)
        guard let end = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(text[...end])
    }
}
