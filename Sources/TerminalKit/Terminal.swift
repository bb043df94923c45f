import Glibc

/// An output stream of the process and what the device behind it can do.
public struct Terminal: Sendable {
    let descriptor: Int32
    private let fallbackWidth: Int
    private let isDumb: Bool
    private let refusesColour: Bool

    /// Whether a person is looking: the stream is a terminal and not a pipe or a file.
    public let isInteractive: Bool

    /// - Parameters:
    ///   - descriptor: An open file descriptor; it stays the caller's to close.
    ///   - environment: `TERM`, `NO_COLOR` and `COLUMNS` are read from it.
    ///   - isInteractive: Given by tests; otherwise isatty(3) tells.
    public init(descriptor: Int32, environment: [String: String], isInteractive: Bool? = nil) {
        self.descriptor = descriptor
        self.isInteractive = isInteractive ?? (isatty(descriptor) == 1)
        let columns = environment["COLUMNS"].flatMap { Int($0) } ?? 0
        // 80 columns is what terminals that cannot tell have had since the VT52.
        fallbackWidth = columns > 0 ? columns : 80
        isDumb = environment["TERM"] == "dumb"
        refusesColour = !(environment["NO_COLOR"] ?? "").isEmpty
    }

    /// The stream for results.
    public static func standardOutput(environment: [String: String]) -> Terminal {
        Terminal(descriptor: STDOUT_FILENO, environment: environment)
    }

    /// The stream for the story: progress, warnings, errors, questions.
    public static func standardError(environment: [String: String]) -> Terminal {
        Terminal(descriptor: STDERR_FILENO, environment: environment)
    }

    /// The columns of the window now, else `COLUMNS`, else 80; `nil` when the stream is no terminal.
    public var width: Int? {
        guard isInteractive else { return nil }
        var size = winsize()
        let measured = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0
        return measured > 0 ? measured : fallbackWidth
    }

    /// Whether colour is wanted and understood: not with `NO_COLOR` set and not empty (no-color.org), nor on a dumb
    /// terminal, nor into a pipe.
    public var usesColour: Bool { isInteractive && !isDumb && !refusesColour }

    /// Whether a line can be drawn over.
    var redrawsLines: Bool { isInteractive && !isDumb }

    /// The text in a style where the stream uses colour, otherwise the text itself.
    ///
    /// Pass text from data through `DisplayWidth.printable` first.
    public func styled(_ text: String, _ style: Style) -> String {
        usesColour ? "\u{1B}[\(style.code)m\(text)\u{1B}[0m" : text
    }
}
