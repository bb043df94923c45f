extension DisplayWidth {
    /// Makes a text from a record, a file or the network safe to show on one line of a terminal.
    ///
    /// Tabs and line breaks become a space. All other C0 and C1 controls, ESC above all, become `�`, so an escape
    /// sequence in the data is seen and not obeyed. So do the bidirectional overrides and isolates, which would reorder
    /// the columns beside them (Unicode Technical Report 36, section 2.5).
    public static func printable(_ text: String) -> String {
        if !text.unicodeScalars.contains(where: { replacement(for: $0) != nil }) { return text }
        var safe = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            // CR LF is one line break, hence one space.
            if !(previous == "\r" && scalar == "\n") { safe.append(replacement(for: scalar) ?? scalar) }
            previous = scalar
        }
        return String(safe)
    }

    private static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029: " "
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: nil
        }
    }
}
