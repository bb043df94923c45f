/// A JSON value as it was printed: numbers keep their digits, and an object that has a key twice is none.
indirect enum SnapshotValue: Hashable {
    /// `null`, `true`, `false`, a number, or a placeholder for one.
    case bare(String)
    case string(String)
    case array([SnapshotValue])
    case object([String: SnapshotValue])

    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads one value, with blanks around it at most.
    ///
    /// - Throws: ``Malformed`` where the text is no JSON (RFC 8259).
    init(_ text: some StringProtocol) throws {
        var reader = Reader(bytes: Array(text.utf8))
        self = try reader.value()
        reader.skipBlanks()
        guard reader.position == reader.bytes.count else { throw reader.malformed("the end") }
    }

    subscript(key: String) -> SnapshotValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value on one line, the keys of objects in order.
    var line: String {
        switch self {
        case .bare(let word): word
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { Self.quoted($0.key) + ": " + $0.value.line }
                .joined(separator: ", ") + "}"
        }
    }

    /// The value as people read it: on one line where it fits; else what is short side by side, and each of the others on
    /// lines of its own.
    func lines(indent: Int = 0, head: String = "") -> [String] {
        let blanks = String(repeating: " ", count: indent)
        let line = blanks + head + line
        let (open, close, rows): (String, String, [(head: String, value: SnapshotValue)])
        switch self {
        case .array(let elements) where line.count > Self.lineLengthMax:
            (open, close, rows) = ("[", "]", elements.map { ("", $0) })
        case .object(let members) where line.count > Self.lineLengthMax:
            let sorted = members.sorted { $0.key < $1.key }
            (open, close, rows) = ("{", "}", sorted.map { (Self.quoted($0.key) + ": ", $0.value) })
        default: return [line]
        }
        var inner: [String] = []
        var isOpen = false
        for (index, row) in rows.enumerated() {
            var lines = row.value.lines(indent: indent + 2, head: row.head)
            if index < rows.count - 1 { lines[lines.count - 1] += "," }
            // Elements that are objects stand below each other.
            let isShort = lines.count == 1 && (row.value.isPlain || !row.head.isEmpty)
            if isShort, isOpen, let last = inner.last, last.count + lines[0].count - indent - 1 <= Self.lineLengthMax {
                inner[inner.count - 1] += lines[0].dropFirst(indent + 1)
            } else {
                inner += lines
            }
            isOpen = isShort
        }
        return [blanks + head + open] + inner + [blanks + close]
    }

    private var isPlain: Bool {
        switch self {
        case .bare, .string: true
        case .array, .object: false
        }
    }

    private static let lineLengthMax = 118

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case ..<" ": quoted += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

private struct Reader {
    let bytes: [UInt8]
    var position = 0

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]

    init(bytes: [UInt8]) { self.bytes = bytes }

    func malformed(_ wanted: String) -> SnapshotValue.Malformed {
        let rest = String(decoding: bytes[position...].prefix(40), as: UTF8.self)
        return SnapshotValue.Malformed(
            description: "no JSON: \(wanted) was expected at byte \(position), before \(rest)")
    }

    mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func value() throws -> SnapshotValue {
        skipBlanks()
        if take("{") {
            var members: [String: SnapshotValue] = [:]
            try list(until: "}") { reader in
                let key = try reader.string()
                guard reader.take(":") else { throw reader.malformed("a colon") }
                guard members.updateValue(try reader.value(), forKey: key) == nil else {
                    throw SnapshotValue.Malformed(description: "the key \(key) stands twice in one object")
                }
            }
            return .object(members)
        }
        if take("[") {
            var elements: [SnapshotValue] = []
            try list(until: "]") { elements.append(try $0.value()) }
            return .array(elements)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return .string(try string()) }
        let rest = bytes[position...]
        let word = String(decoding: rest.prefix { !",]} \n".utf8.contains($0) }, as: UTF8.self)
        guard
            ["null", "true", "false"].contains(word)
                || word.wholeMatch(of: /-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/) != nil
        else { throw malformed("a value") }
        position += word.utf8.count
        return .bare(word)
    }

    private mutating func list(until end: Unicode.Scalar, _ element: (inout Reader) throws -> Void) throws {
        if take(end) { return }
        repeat { try element(&self) } while take(",")
        guard take(end) else { throw malformed("a comma or \(end)") }
    }

    private mutating func string() throws -> String {
        guard take("\"") else { throw malformed("a string") }
        var text: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            let byte = bytes[position]
            guard byte >= 0x20 else { throw malformed("an escape") }
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            guard position < bytes.count else { break }
            if let plain = Self.escapes[bytes[position]] {
                text.append(plain)
                position += 1
            } else {
                text += Array(String(Character(try unicodeEscape())).utf8)
            }
        }
        guard position < bytes.count else { throw malformed("the end of a string") }
        position += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// `u` and four digits; the programs escape control characters alone, so that no surrogates occur.
    private mutating func unicodeEscape() throws -> Unicode.Scalar {
        let digits = String(decoding: bytes[position...].dropFirst().prefix(4), as: UTF8.self)
        guard bytes[position] == UInt8(ascii: "u"), digits.count == 4, let number = UInt32(digits, radix: 16),
            let scalar = Unicode.Scalar(number)
        else { throw malformed("an escape") }
        position += 5
        return scalar
    }
}
