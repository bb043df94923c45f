internal import Values

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

/// Which edge of its column a text keeps to.
public enum Alignment: Sendable {
    case left
    case right
}

extension DisplayWidth {
    /// Shortens a text to at most `columns` columns, ending in `…` when something was cut off.
    public static func truncate(_ text: String, to columns: Int) -> String {
        if of(text) <= columns { return text }
        return columns < 1 ? "" : prefix(text, columns: columns - 1) + "…"
    }

    /// Fills a text up with spaces to `columns` columns; a wider text stays as it is.
    public static func pad(_ text: String, to columns: Int, alignment: Alignment = .left) -> String {
        let blank = String(repeating: " ", count: max(0, columns - of(text)))
        return switch alignment {
        case .left: text + blank
        case .right: blank + text
        }
    }

    /// Breaks a text into lines of at most `columns` columns.
    ///
    /// Lines break at spaces, and beside any wide character as Chinese does, except that closing punctuation does not
    /// begin a line and opening punctuation does not end one. A word wider than a line is split. Newlines in the text
    /// are kept as breaks.
    ///
    /// - Parameters:
    ///   - text: Any text; controls in it are kept, so pass data through `printable(_:)`.
    ///   - columns: At least 1. A wide character stands alone on a line that is too narrow for it.
    /// - Returns: At least one line, without trailing spaces.
    public static func wrap(_ text: String, columns: Int) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .flatMap { wrapParagraph($0, columns: max(1, columns)) }
    }

    /// The columns of the widest part of a text that ``wrap(_:columns:)`` would have to split: a word, a number, a code.
    static func widestWord(of text: String) -> Int {
        unbreakablePieces(of: text[...]).map(of).max() ?? 0
    }

    private static func wrapParagraph(_ paragraph: Substring, columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        func endLine() {
            lines.append(withoutTrailingSpaces(line))
            line = ""
            used = 0
        }
        for piece in unbreakablePieces(of: paragraph) {
            let isBlank = piece.first.map(isSpace) ?? true
            if used > 0, used + of(piece) > columns { endLine() }
            // Spaces at a break belong to neither line.
            if isBlank, used == 0, !lines.isEmpty || of(piece) > columns { continue }
            for part in split(piece, columns: columns) {
                if used > 0, used + of(part) > columns { endLine() }
                line += part
                used += of(part)
            }
        }
        if !line.isEmpty || lines.isEmpty { endLine() }
        return lines
    }

    /// Cuts a piece that is wider than a line into parts that are not, or are one character that cannot be cut.
    private static func split(_ piece: Substring, columns: Int) -> [Substring] {
        var parts: [Substring] = []
        var rest = piece
        while !rest.isEmpty {
            let fitting = prefix(rest, columns: columns)
            let part = fitting.isEmpty ? rest.prefix(1) : fitting
            parts.append(part)
            rest = rest[part.endIndex...]
        }
        return parts
    }

    /// Cuts a paragraph into the pieces between which a line may break: runs of spaces, words, single wide characters.
    private static func unbreakablePieces(of paragraph: Substring) -> [Substring] {
        var pieces: [Substring] = []
        var start = paragraph.startIndex
        var previous: Character?
        for index in paragraph.indices {
            let character = paragraph[index]
            if let before = previous, mayBreak(between: before, and: character) {
                pieces.append(paragraph[start..<index])
                start = index
            }
            previous = character
        }
        if start < paragraph.endIndex { pieces.append(paragraph[start...]) }
        return pieces
    }

    private static func mayBreak(between before: Character, and after: Character) -> Bool {
        if isSpace(before) || isSpace(after) { return isSpace(before) != isSpace(after) }
        if opening.contains(before) || closing.contains(after) { return false }
        return of(before) == 2 || of(after) == 2
    }

    private static func isSpace(_ character: Character) -> Bool {
        character == " " || character == "\u{3000}"
    }

    static func withoutTrailingSpaces(_ line: String) -> String {
        guard let last = line.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(line[...last])
    }

    /// Punctuation that must not end a line, after W3C's "Requirements for Chinese Text Layout" (clreq).
    private static let opening: Set<Character> = Set("（《〈「『【〔［｛“‘([{")

    /// Punctuation that must not begin a line, after the same document.
    private static let closing: Set<Character> = Set("，。、；：？！）》〉」』】〕］｝”’…—·％,.;:?!)]}%")

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

    /// Makes a text from a record, a file or the network safe to show on one line of a terminal.
    ///
    /// Tabs and line breaks become a space. All other control signs, ESC above all, are shown by their numbers (`\u{1b}`), so
    /// that an escape sequence in the data is seen and not obeyed, and two texts that differ in one do not look the same. So
    /// are the bidirectional overrides and isolates, which would reorder the columns beside them.
    public static func printable(_ text: String) -> String {
        oneLine(text).controlsEscaped
    }

    /// A text on one line: tabs and line breaks become a space, CR LF one.
    static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.breaksLine) else { return text }
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if !(previous == "\r" && scalar == "\n") { line.append(scalar.breaksLine ? " " : scalar) }
            previous = scalar
        }
        return String(line)
    }
}
