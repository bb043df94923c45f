extension StringProtocol {
    /// The text without the blanks and line ends around it.
    var trimmedOfXMLBlanks: String {
        guard let first = unicodeScalars.firstIndex(where: { !$0.isXMLBlank }),
            let last = unicodeScalars.lastIndex(where: { !$0.isXMLBlank })
        else { return "" }
        return String(String.UnicodeScalarView(unicodeScalars[first...last]))
    }
}

extension Unicode.Scalar {
    /// White space as XML defines it.
    var isXMLBlank: Bool { self == " " || self == "\n" || self == "\t" || self == "\r" }
}
