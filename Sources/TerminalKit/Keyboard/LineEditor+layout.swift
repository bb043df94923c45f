extension LineEditor {
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
