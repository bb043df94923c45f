/// Rows under titled columns, fitted to the width of a terminal.
///
/// A table that is too wide first wraps its widest cells between words, then leaves out columns, the least important
/// first, then breaks long words too, though never figures and codes, and at last shows each row as a block of
/// "title: value" lines. Cells are made printable, so data cannot steer the terminal.
public struct Table: Sendable {
    /// One column and how far it may give way.
    public struct Column: Sendable {
        public let title: String
        public let alignment: Alignment
        /// 1 is never left out; of the others the largest number goes first.
        public let priority: Int
        /// The columns below which the cells are not wrapped; a column of narrower cells stays narrower.
        public let minimumWidth: Int

        public init(title: String, alignment: Alignment = .left, priority: Int = 1, minimumWidth: Int = 4) {
            self.title = DisplayWidth.printable(title)
            self.alignment = alignment
            self.priority = priority
            self.minimumWidth = max(2, minimumWidth)
        }
    }

    let columns: [Column]
    let rows: [[String]]

    /// Makes a table of rows that have one cell a column each.
    public init(columns: [Column], rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row needs one cell a column")
        self.columns = columns
        self.rows = rows.map { $0.map(DisplayWidth.printable) }
    }

    /// Draws the table.
    ///
    /// - Parameter width: The columns there are, or `nil` for a pipe: then every row is one line and nothing is cut.
    /// - Returns: Lines without trailing spaces, each ended by a newline.
    public func render(width: Int?) -> String {
        let lines: [String]
        if let slots = TableLayout.fit(columns, widths(), into: width) {
            lines = grid(slots)
        } else {
            lines = blocks(width: width)
        }
        return lines.map { DisplayWidth.withoutTrailingSpaces($0) + "\n" }.joined()
    }

    private func widths() -> [TableLayout.Widths] {
        columns.indices.map { index in
            let column = columns[index]
            let title = DisplayWidth.of(column.title)
            var natural = title
            var word = DisplayWidth.widestWord(of: column.title)
            // Of figures and codes every cell is one word. A column of nothing but names in one word is taken for one too.
            var isWhole = true
            for row in rows {
                let cell = DisplayWidth.of(row[index])
                let widest = cell > column.minimumWidth ? DisplayWidth.widestWord(of: row[index]) : cell
                natural = max(natural, cell)
                word = max(word, widest)
                isWhole = isWhole && widest == cell
            }
            let words = min(word, Self.wordWidthMax)
            return TableLayout.Widths(
                natural: natural, betweenWords: max(column.minimumWidth, words),
                least: column.alignment == .right || isWhole && word <= Self.wordWidthMax
                    ? max(column.minimumWidth, words) : column.minimumWidth)
        }
    }

    /// A longer word may be broken before a column is left out: nothing shorter than a code of the survey's rates, such as
    /// `exercise_respondent_rate`.
    private static let wordWidthMax = 24
}
