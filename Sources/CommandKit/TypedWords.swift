internal import Glibc
internal import Values

/// The words of the command line, as they were typed.
enum TypedWords {
    /// What follows the program's name, read by the encoding of the terminal. Swift's own `CommandLine.arguments` puts
    /// U+FFFD in the place of what is no UTF-8, and a record would keep that.
    ///
    /// - Returns: The words.
    /// - Throws: ``Failure`` `argument_encoding` (64).
    static func read() throws -> [String] {
        var words: [String] = []
        for (index, bytes) in raw.enumerated() {
            guard let word = TypedEncoding.current.text(of: bytes) else {
                let name = TypedEncoding.current.name
                throw Failure(
                    fault: "argument_encoding",
                    ["number": "\(index + 1)", "encoding": TypedEncoding.current.isUTF8 ? "UTF-8" : name])
            }
            words.append(word)
        }
        return words
    }

    /// The words that can be read: they say how a failure is to be told.
    static var readable: [String] { raw.compactMap { TypedEncoding.current.text(of: $0) } }

    private static var raw: [[UInt8]] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            CommandLine.unsafeArgv[index].map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        }
    }
}
