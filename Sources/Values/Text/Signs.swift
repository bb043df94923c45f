/// Signs that are not seen where a text is shown, and what comes of them.
extension Unicode.Scalar {
    /// Whether the sign steers whatever shows it, or breaks the line, and is not seen itself: the controls (Unicode's
    /// general category Cc), the separators of lines and paragraphs, and what turns the text beside it around (Unicode
    /// Technical Report 36, section 2.5).
    public var isControlSign: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether the sign ends a line or stands for a blank: tab, line feed, carriage return and their kind.
    public var breaksLine: Bool {
        switch value {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Whether a text reads the same without the sign: Unicode's Default_Ignorable_Code_Point, such as the word joiner,
    /// the byte order mark within a text, the soft hyphen and the marks of direction.
    public var isIgnorable: Bool {
        // Most of what is compared here lies outside of all of them; asking Unicode's table costs more than the rest.
        value >= 0xAD && !(0x2E80...0x312F).contains(value) && !(0x3190...0xD7FF).contains(value)
            && properties.isDefaultIgnorableCodePoint
    }

    /// The sign as Unicode calls it by its number, as in `U+001B`.
    public var name: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The sign by its number, as it stands in a text in its place: `\u{1b}`.
    public var escaped: String { "\\u{\(String(value, radix: 16))}" }
}

extension StringProtocol {
    /// The text without the signs that it reads the same without.
    public var withoutIgnorable: String {
        guard unicodeScalars.contains(where: \.isIgnorable) else { return String(self) }
        return String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isIgnorable }))
    }

    /// Whether there is nothing to be seen of the text.
    public var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.isIgnorable } }

    /// The text with all control signs that break no line by their numbers, as in `\u{1b}`.
    public var controlsEscaped: String {
        let isEscaped = { (sign: Unicode.Scalar) in sign.isControlSign && !sign.breaksLine }
        guard unicodeScalars.contains(where: isEscaped) else { return String(self) }
        return unicodeScalars.reduce(into: "") { text, sign in
            if isEscaped(sign) { text += sign.escaped } else { text.unicodeScalars.append(sign) }
        }
    }
}

extension JSONValue {
    /// Whether U+0000 stands in a text or a name, however deep. Programs in C take it for the end of a text.
    public var holdsNull: Bool {
        switch self {
        case .string(let text): text.utf8.contains(0)
        case .array(let elements): elements.contains(where: \.holdsNull)
        case .object(let members): members.contains { $0.name.utf8.contains(0) || $0.value.holdsNull }
        case .null, .boolean, .integer, .number: false
        }
    }
}
