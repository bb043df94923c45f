internal import SyncProtocol

/// The members of one JSON object, as slices of its text.
///
/// Lists of a hundred thousand records are made of stored JSON; reading each value would cost more than finding them.
struct FlatObject: Sendable {
    struct Member: Sendable {
        public let name: String
        /// The value as JSON writes it.
        public let raw: Substring
    }

    private(set) var members: [Member]

    /// Finds the members; `nil` when `text` is not an object.
    ///
    /// - Parameter text: One JSON object as the store writes it: valid, without blanks between its parts.
    init?(_ text: String) {
        var members: [Member] = []
        members.reserveCapacity(8)
        let bytes = text.utf8
        var position = bytes.startIndex
        guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "{") else { return nil }
        position = bytes.index(after: position)
        while position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") {
            guard let nameEnd = Self.end(ofStringAt: position, in: bytes), nameEnd < bytes.endIndex,
                bytes[nameEnd] == UInt8(ascii: ":")
            else { return nil }
            let valueStart = bytes.index(after: nameEnd)
            guard let valueEnd = Self.end(ofValueAt: valueStart, in: bytes) else { return nil }
            let name = Self.text(of: text[position..<nameEnd])
            members.append(Member(name: name, raw: text[valueStart..<valueEnd]))
            guard valueEnd < bytes.endIndex else { return nil }
            position = bytes.index(after: valueEnd)
            if bytes[valueEnd] == UInt8(ascii: "}") { break }
        }
        self.members = members
    }

    /// A member's value as JSON writes it.
    func raw(_ name: String) -> Substring? { members.first { $0.name == name }?.raw }

    /// A member's text; `nil` when there is none or it is no string.
    func text(_ name: String) -> String? {
        guard let raw = raw(name), raw.utf8.first == UInt8(ascii: "\"") else { return nil }
        return Self.text(of: raw)
    }

    /// A member's value.
    func value(_ name: String) -> JSONValue? { raw(name).flatMap { JSONValue(parsing: Array($0.utf8)) } }

    /// Puts another value in the place of a member's; nothing where there is no such member.
    mutating func replace(_ name: String, with value: JSONValue) {
        guard let place = members.firstIndex(where: { $0.name == name }) else { return }
        members[place] = Member(name: name, raw: value.text[...])
    }

    /// The text that a JSON string with its quotes writes.
    private static func text(of quoted: Substring) -> String {
        // By bytes: a quote and a combining sign behind it are one character.
        let inner = quoted.utf8.dropFirst().dropLast()
        guard inner.contains(UInt8(ascii: "\\")) else { return String(Substring(inner)) }
        if case .string(let text)? = JSONValue(parsing: Array(quoted.utf8)) { return text }
        return String(Substring(inner))
    }

    private static func end(ofStringAt start: String.Index, in bytes: String.UTF8View) -> String.Index? {
        var position = bytes.index(after: start)
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "\""): return bytes.index(after: position)
            case UInt8(ascii: "\\"):
                position = bytes.index(after: position)
                guard position < bytes.endIndex else { return nil }
                position = bytes.index(after: position)
            default: position = bytes.index(after: position)
            }
        }
        return nil
    }

    private static func end(ofValueAt start: String.Index, in bytes: String.UTF8View) -> String.Index? {
        var position = start
        var depth = 0
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard let end = end(ofStringAt: position, in: bytes) else { return nil }
                position = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return position }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return position
            default: break
            }
            position = bytes.index(after: position)
        }
        return nil
    }
}
