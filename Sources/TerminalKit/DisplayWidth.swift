/// How many terminal columns a text takes.
///
/// East Asian Wide and Fullwidth characters take two columns (Unicode Standard Annex 11), combining marks, joiners,
/// variation selectors and controls take none. Characters of ambiguous width (`“`, `…`) count as one column, which is
/// what terminals do unless told otherwise.
public enum DisplayWidth {
    /// The columns that a text takes on one line.
    public static func of(_ text: String) -> Int {
        of(text[...])
    }

    static func of(_ text: Substring) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// The longest beginning of a text that takes no more than `columns` columns; never half a character.
    public static func prefix(_ text: String, columns: Int) -> Substring {
        prefix(text[...], columns: columns)
    }

    static func prefix(_ text: Substring, columns: Int) -> Substring {
        var used = 0
        return text.prefix { character in
            used += of(character)
            return used <= columns
        }
    }

    /// The columns that one character, as a reader sees it, takes: 0, 1 or 2.
    ///
    /// Emoji sequences (families, flags, skin tones) and Hangul written in jamo are several wide code points that are
    /// drawn in one cell of two columns, hence the upper bound. U+FE0F asks for a symbol's picture, which takes two.
    static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        if scalars.count > 1, scalars.contains("\u{FE0F}"), scalars.first?.properties.isEmoji == true { return 2 }
        return min(2, scalars.reduce(0) { $0 + of($1) })
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        let codePoint = scalar.value
        if codePoint < 0x20 || (0x7F..<0xA0).contains(codePoint) { return 0 }
        if codePoint < 0x300 { return 1 }
        if WidthTables.contains(WidthTables.zero, codePoint) { return 0 }
        return WidthTables.contains(WidthTables.wide, codePoint) ? 2 : 1
    }
}
