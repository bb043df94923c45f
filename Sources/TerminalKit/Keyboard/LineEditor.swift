internal import Values

/// A line of text being typed, with a cursor in it.
public struct LineEditor: Hashable, Sendable {
    /// What stands in the line.
    public private(set) var text: String
    /// How many characters, as a reader sees them, stand before the cursor.
    public private(set) var cursor: Int

    /// - Parameter text: What stands there at first; the cursor is behind it.
    public init(_ text: String = "") {
        self.text = text
        cursor = text.count
    }

    /// Whether nothing stands in the line.
    public var isEmpty: Bool { text.isEmpty }

    /// Puts text in at the cursor. Line breaks and tabs become spaces; other control signs are left out.
    ///
    /// - Parameter added: Any text; a combining mark joins the character before the cursor.
    public mutating func insert(_ added: String) {
        let signs = DisplayWidth.oneLine(added).unicodeScalars.filter { !$0.isControlSign }
        let before = head + String(String.UnicodeScalarView(signs))
        text = before + tail
        cursor = min(before.count, text.count)
    }

    /// Takes a key if it is one that edits. A paste with control signs, other than line breaks and tabs, is none: what is
    /// taken is all there.
    ///
    /// - Parameter key: Any key.
    /// - Returns: Whether it was.
    public mutating func press(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let text):
            guard !text.unicodeScalars.contains(where: { $0.isControlSign && !$0.breaksLine }) else { return false }
            insert(text)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .backspace: replace(from: cursor - 1, to: cursor)
        case .delete, .control("d"): replace(from: cursor, to: cursor + 1)
        case .control("u"): replace(from: 0, to: cursor)
        case .control("k"): replace(from: cursor, to: text.count)
        case .control("w"): replace(from: wordStart, to: cursor)
        default: return false
        }
        return true
    }

    var head: String { String(text.prefix(cursor)) }
    var tail: String { String(text.dropFirst(cursor)) }

    /// Where the word before the cursor begins.
    private var wordStart: Int {
        let characters = Array(text.prefix(cursor))
        var start = characters.count
        while start > 0, characters[start - 1].isWhitespace { start -= 1 }
        while start > 0, !characters[start - 1].isWhitespace { start -= 1 }
        return start
    }

    /// Takes characters out; the cursor is then where they were.
    private mutating func replace(from start: Int, to end: Int) {
        let start = max(0, start)
        let end = min(text.count, end)
        guard start < end else { return }
        text = String(text.prefix(start)) + String(text.dropFirst(end))
        cursor = start
    }

    /// How the line looks in a window.
    public struct Layout: Hashable, Sendable {
        /// At least one.
        public let lines: [String]
        /// The line of the cursor, from 0.
        public let row: Int
        /// The column of the cursor, from 0; less than the columns of the window.
        public let column: Int
    }

    /// Breaks the line where the window ends; a wide character is never cut.
    ///
    /// - Parameters:
    ///   - columns: Of the window, at least 2.
    ///   - mask: Stands for every character of a secret.
    /// - Returns: The lines and the place of the cursor in them.
    public func layout(columns: Int, mask: Character? = nil) -> Layout {
        let columns = max(2, columns)
        var lines = [""]
        var used = 0
        var place = (row: 0, column: 0)
        for (index, character) in text.enumerated() {
            let shown = mask ?? character
            let width = DisplayWidth.of(shown)
            if used + width > columns {
                lines.append("")
                used = 0
            }
            if index == cursor { place = (lines.count - 1, used) }
            lines[lines.count - 1].append(shown)
            used += width
        }
        if cursor >= text.count {
            // Behind a full line the cursor stands at the beginning of the next.
            if used >= columns {
                lines.append("")
                used = 0
            }
            place = (lines.count - 1, used)
        }
        return Layout(lines: lines, row: place.row, column: place.column)
    }
}
