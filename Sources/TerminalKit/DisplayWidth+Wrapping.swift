extension DisplayWidth {
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
}
