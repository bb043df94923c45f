/// The members of one JSON object, as slices of its text.
///
/// Lists of a hundred thousand records are made of stored JSON; reading each value would cost more than finding them.
public struct FlatObject: Sendable {
    /// A key with the text of its value.
    public struct Member: Sendable {
        /// Without quotes and escapes.
        public let name: String
        /// The value as JSON writes it.
        public let raw: Substring
    }

    /// In the order of the text.
    public private(set) var members: [Member]

    /// Finds the members; `nil` when `text` is not an object.
    ///
    /// - Parameter text: One JSON object as the store writes it: valid, without blanks between its parts.
    public init?(_ text: String) {
        var members: [Member] = []
        members.reserveCapacity(8)
        let bytes = text.utf8
        func slice(_ range: Range<Int>) -> Substring {
            text[
                bytes.index(
                    bytes.startIndex, offsetBy: range.lowerBound)..<bytes.index(
                        bytes.startIndex, offsetBy: range.upperBound)]
        }
        let isWhole = StoredObject.members(of: bytes.span) { name, value in
            members.append(
                Member(name: Self.text(of: slice(name.lowerBound - 1..<name.upperBound + 1)), raw: slice(value)))
        }
        guard isWhole else { return nil }
        self.members = members
    }

    /// A member's value as JSON writes it.
    public func raw(_ name: String) -> Substring? { members.first { $0.name == name }?.raw }

    /// A member's text; `nil` when there is none or it is no string.
    public func text(_ name: String) -> String? {
        guard let raw = raw(name), raw.utf8.first == UInt8(ascii: "\"") else { return nil }
        return Self.text(of: raw)
    }

    /// A member's value.
    public func value(_ name: String) -> JSONValue? { raw(name).flatMap { JSONValue(parsing: Array($0.utf8)) } }

    /// Puts another value in the place of a member's; nothing where there is no such member.
    public mutating func replace(_ name: String, with value: JSONValue) {
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
}
