extension StringProtocol {
    /// The text without the blanks and line ends around it.
    var trimmedOfXMLBlanks: String {
        guard let first = unicodeScalars.firstIndex(where: { !$0.isXMLBlank }),
            let last = unicodeScalars.lastIndex(where: { !$0.isXMLBlank })
        else { return "" }
        return String(String.UnicodeScalarView(unicodeScalars[first...last]))
    }
}

extension String {
    /// The texts between white space; a combining sign behind a blank is not part of it.
    var words: [String] {
        unicodeScalars.split { $0.properties.isWhitespace }.map { String(String.UnicodeScalarView($0)) }
    }
}

extension Unicode.Scalar {
    /// White space as XML defines it.
    var isXMLBlank: Bool { self == " " || self == "\n" || self == "\t" || self == "\r" }
}
