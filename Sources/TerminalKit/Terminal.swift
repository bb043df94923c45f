import Glibc

/// An output stream of the process and what the device behind it can do.
public struct Terminal: Sendable {
    let descriptor: Int32
    private let fallbackWidth: Int
    private let fallbackRows: Int
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
        let rows = environment["LINES"].flatMap { Int($0) } ?? 0
        fallbackRows = rows > 0 ? rows : 24
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

    /// The columns and rows of the window now; where it cannot tell, `COLUMNS` and `LINES`, else 80 and 24.
    public var size: WindowSize {
        var size = winsize()
        let isMeasured = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        return WindowSize(
            columns: isMeasured && size.ws_col > 0 ? Int(size.ws_col) : fallbackWidth,
            rows: isMeasured && size.ws_row > 0 ? Int(size.ws_row) : fallbackRows)
    }

    /// Whether colour is wanted and understood: not with `NO_COLOR` set and not empty (no-color.org), nor on a dumb
    /// terminal, nor into a pipe.
    public var usesColour: Bool { isInteractive && !isDumb && !refusesColour }

    /// Whether a line can be drawn over.
    public var redrawsLines: Bool { isInteractive && !isDumb }

    /// The text in a style where the stream uses colour, otherwise the text itself.
    ///
    /// Pass text from data through `DisplayWidth.printable` first.
    public func styled(_ text: String, _ style: Style) -> String {
        usesColour ? "\u{1B}[\(style.code)m\(text)\u{1B}[0m" : text
    }
}

/// The reader of a stream has gone, as in `ruhu visit list | head`: stop, and say nothing about it.
public struct BrokenPipe: Error, Equatable, Sendable {
    /// Makes the error, which says all by its type.
    public init() {}
}

/// A stream could not be written for a reason that the person must hear of, such as a full disk.
public struct WriteFailure: Error, Equatable, Sendable {
    /// The file descriptor that was written to.
    public let descriptor: Int32
    /// The `errno` of write(2).
    public let code: Int32
}

extension Terminal {
    /// Makes writing to a stream without a reader an error (`BrokenPipe`) in place of a signal that ends the process.
    ///
    /// Call it once, at the start of the program. Child processes inherit it.
    public static func ignoreBrokenPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Writes all of a text, unbuffered, however many calls of write(2) it takes.
    ///
    /// - Throws: `BrokenPipe` when the reader has gone, provided that `ignoreBrokenPipes()` was called; `WriteFailure`
    ///   for every other reason.
    public func write(_ text: String) throws {
        var text = text
        try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = Glibc.write(descriptor, part.baseAddress, part.count)
            if written >= 0 {
                rest = rest.dropFirst(written)
                continue
            }
            switch errno {
            case EINTR: continue
            // Another process that shares the terminal may have made it non-blocking.
            case EAGAIN: waitUntilWritable()
            case EPIPE: throw BrokenPipe()
            case let code: throw WriteFailure(descriptor: descriptor, code: code)
            }
        }
    }

    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}

/// A look of text on a terminal that can show it, as ECMA-48 section 8.3.117 (SGR) numbers it.
public enum Style: Sendable, CaseIterable {
    case bold, dim, red, green, yellow, cyan
    /// Light on dark for dark on light.
    case reverse

    var code: Int {
        switch self {
        case .bold: 1
        case .dim: 2
        case .red: 31
        case .green: 32
        case .yellow: 33
        case .cyan: 36
        case .reverse: 7
        }
    }
}
