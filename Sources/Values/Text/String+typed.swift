/// Taking apart what people typed, sign by sign. To Swift an `=` or a blank with a combining sign behind it is one
/// `Character`, so that a text that begins with such a sign would hide the separator before it, or go with the blank.
extension StringProtocol {
    /// The texts before and behind the first separator.
    ///
    /// - Parameter separator: Such as `=`.
    /// - Returns: `nil` when there is none.
    public func divided(at separator: Unicode.Scalar) -> (before: String, after: String)? {
        guard let mark = unicodeScalars.firstIndex(of: separator) else { return nil }
        return (
            String(String.UnicodeScalarView(unicodeScalars[..<mark])),
            String(String.UnicodeScalarView(unicodeScalars[mark...].dropFirst()))
        )
    }

    /// The texts between separators.
    ///
    /// - Parameter isSeparator: Whether a sign parts two texts.
    /// - Returns: Those that are not empty.
    public func parts(whereSeparator isSeparator: (Unicode.Scalar) -> Bool) -> [String] {
        unicodeScalars.split(whereSeparator: isSeparator).map { String(String.UnicodeScalarView($0)) }
    }

    /// The text before the first white space, and what stands behind that without white space before it.
    public var firstWord: (word: String, rest: String) {
        let end = unicodeScalars.firstIndex { $0.properties.isWhitespace } ?? endIndex
        return (
            String(String.UnicodeScalarView(unicodeScalars[..<end])),
            String(String.UnicodeScalarView(unicodeScalars[end...].drop { $0.properties.isWhitespace }))
        )
    }

    /// The text without white space at either end.
    public var trimmed: String {
        let isText = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
        guard let first = unicodeScalars.firstIndex(where: isText), let last = unicodeScalars.lastIndex(where: isText)
        else { return "" }
        return String(String.UnicodeScalarView(unicodeScalars[first...last]))
    }

    /// The text with full-width digits, letters and signs as the plain ones that they stand for: U+FF01 to U+FF5E lie as far
    /// above ASCII everywhere (Unicode, block "Halfwidth and Fullwidth Forms"), and the ideographic space is a space.
    ///
    /// Chinese input methods commit `１２：３０` where a number or a time is meant.
    public var halfwidth: String {
        var plain = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: plain.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3000: plain.append(" ")
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }
}

extension Bool {
    /// The words of either language for yes and no that people type, in sheets, settings and at the door alike.
    private static let words: [Bool: Set<String>] = [
        true: ["true", "yes", "y", "1", "是", "对", "有", "要"],
        false: ["false", "no", "n", "0", "否", "不", "无", "没有", "不要", "不用"],
    ]

    /// `nil` for anything else.
    ///
    /// - Parameter typed: Blanks around it, full-width letters and capitals make no difference.
    public init?(typed: String) {
        let word = typed.halfwidth.trimmed.lowercased()
        guard let flag = Self.words.first(where: { $0.value.contains(word) })?.key else { return nil }
        self = flag
    }
}

extension BinaryInteger {
    /// The number in decimal digits, at least so many, with zeros in front.
    public func padded(to digits: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
