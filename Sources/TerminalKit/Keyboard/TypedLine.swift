internal import Glibc
public import Values

/// A line that a person typed where the terminal gathers lines itself, or that a pipe gives.
public enum TypedLine: Hashable, Sendable {
    case text(String)
    /// It cannot be taken, and why, for the person: to be asked for again.
    case refused(Localized)

    /// - Parameters:
    ///   - bytes: The line without its end.
    ///   - encoding: Of the terminal.
    public init(_ bytes: [UInt8], encoding: TypedEncoding = .current) {
        guard let text = encoding.text(of: bytes) else {
            let name = encoding.isUTF8 ? "UTF-8" : encoding.name
            self = .refused(Localized(fault: "line_encoding", ["encoding": name]))
            return
        }
        // Tabs are blanks; whatever else is a control sign nobody means to type.
        if let sign = text.unicodeScalars.first(where: { $0.isControlSign && $0 != "\t" && $0 != "\r" }) {
            self = .refused(Localized(fault: "line_sign", ["sign": sign.name]))
        } else {
            self = .text(text)
        }
    }

    /// The line as the answer to a question of yes and no; one that cannot be taken is neither.
    public var answer: String {
        switch self {
        case .text(let text): text
        case .refused(let why): why.en
        }
    }

    /// The next line of standard input. What comes behind it is left there, for whoever reads next.
    ///
    /// - Returns: `nil` at the end of the input.
    public static func read() -> TypedLine? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return bytes.isEmpty ? nil : TypedLine(bytes) }
            if byte == UInt8(ascii: "\n") { return TypedLine(bytes) }
            bytes.append(byte)
        }
    }
}
