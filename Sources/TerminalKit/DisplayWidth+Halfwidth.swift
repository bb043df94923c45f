internal import Values

extension DisplayWidth {
    /// The text as a keyboard without an input method types it: full-width digits, letters and signs become plain ones.
    ///
    /// Chinese input methods commit `１２：３０`, `？` and `。` where a number, a time or a command is asked for.
    ///
    /// - Parameter text: As it was typed.
    /// - Returns: The text with U+FF01 to U+FF5E as their ASCII twins (Unicode's block "Halfwidth and Fullwidth Forms"), the
    ///   ideographic space as a space, and the ideographic full stop and comma as `.` and `,`.
    public static func halfwidth(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.halfwidth.unicodeScalars {
            switch scalar.value {
            case 0x3001: plain.append(",")
            case 0x3002: plain.append(".")
            case 0x2212, 0x2013, 0x2014: plain.append("-")
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }
}
