/// Rows under titled columns, fitted to the width of a terminal.
///
/// A table that is too wide first wraps its widest cells, then leaves out columns, the least important first, and at
/// last shows each row as a block of "title: value" lines. Cells are made printable, so data cannot steer the terminal.
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
        if let slots = TableLayout.fit(columns, naturalWidths: naturalWidths, into: width) {
            lines = grid(slots)
        } else {
            lines = blocks(width: width)
        }
        return lines.map { DisplayWidth.withoutTrailingSpaces($0) + "\n" }.joined()
    }

    private var naturalWidths: [Int] {
        columns.indices.map { index in
            rows.reduce(DisplayWidth.of(columns[index].title)) { max($0, DisplayWidth.of($1[index])) }
        }
    }
}
