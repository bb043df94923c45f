/// Finds where a text stops being JSON (RFC 8259), so that a person can mend it.
struct JSONPlace {
    /// From 1.
    let line: Int
    /// In characters, from 1.
    let column: Int

    /// The first place where `bytes` is not JSON; `nil` when it is.
    static func fault(in bytes: [UInt8]) -> JSONPlace? {
        var scanner = Scanner(bytes: bytes)
        scanner.skipBlanks()
        let isValue = scanner.value(depth: 0)
        if isValue { scanner.skipBlanks() }
        if isValue && scanner.position == bytes.count { return nil }
        let before = String(decoding: bytes[..<min(scanner.position, bytes.count)], as: UTF8.self)
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        return JSONPlace(line: max(1, lines.count), column: (lines.last?.count ?? 0) + 1)
    }

    private struct Scanner {
        /// Deeper nesting is refused by readers, and would exhaust this one's stack.
        static let depthMax = 100

        let bytes: [UInt8]
        var position = 0

        var current: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func skipBlanks() {
            while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            guard current == byte else { return false }
            position += 1
            return true
        }

        mutating func value(depth: Int) -> Bool {
            guard depth < Self.depthMax, let byte = current else { return false }
            switch byte {
            case UInt8(ascii: "{"): return list(end: UInt8(ascii: "}"), hasNames: true, depth: depth)
            case UInt8(ascii: "["): return list(end: UInt8(ascii: "]"), hasNames: false, depth: depth)
            case UInt8(ascii: "\""): return string()
            case UInt8(ascii: "t"): return word("true")
            case UInt8(ascii: "f"): return word("false")
            case UInt8(ascii: "n"): return word("null")
            default: return number()
            }
        }

        private mutating func list(end: UInt8, hasNames: Bool, depth: Int) -> Bool {
            position += 1
            skipBlanks()
            if take(end) { return true }
            while true {
                if hasNames {
                    guard string() else { return false }
                    skipBlanks()
                    guard take(UInt8(ascii: ":")) else { return false }
                    skipBlanks()
                }
                guard value(depth: depth + 1) else { return false }
                skipBlanks()
                if take(end) { return true }
                guard take(UInt8(ascii: ",")) else { return false }
                skipBlanks()
            }
        }

        private mutating func string() -> Bool {
            guard take(UInt8(ascii: "\"")) else { return false }
            while let byte = current {
                if byte < 0x20 { return false }
                position += 1
                if byte == UInt8(ascii: "\"") { return true }
                if byte == UInt8(ascii: "\\"), current != nil { position += 1 }
            }
            return false
        }

        private mutating func word(_ text: StaticString) -> Bool {
            let wanted = text.withUTF8Buffer { Array($0) }
            guard bytes[position...].starts(with: wanted) else { return false }
            position += wanted.count
            return true
        }

        private mutating func number() -> Bool {
            let start = position
            while let byte = current, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
            return position > start && Double(String(decoding: bytes[start..<position], as: UTF8.self)) != nil
        }
    }
}
