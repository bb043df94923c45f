/// What a window shows at one moment.
public struct Frame: Hashable, Sendable {
    /// A text in one look.
    public struct Span: Hashable, Sendable {
        /// Printable, on one line.
        public let text: String
        /// Its look; `nil` for the terminal's own.
        public let style: Style?

        /// - Parameters:
        ///   - text: Printable text (`DisplayWidth.printable`).
        ///   - style: Its look.
        public init(_ text: String, _ style: Style? = nil) {
            self.text = text
            self.style = style
        }
    }

    /// A row of the window.
    public struct Line: Hashable, Sendable {
        /// From left to right.
        public var spans: [Span]

        /// Makes it of texts in different looks.
        public init(_ spans: [Span]) { self.spans = spans }

        /// - Parameters:
        ///   - text: Printable text.
        ///   - style: Its look.
        public init(_ text: String, _ style: Style? = nil) { spans = [Span(text, style)] }

        /// What the row says, without looks.
        public var text: String { spans.map(\.text).joined() }
    }

    /// A place in the window, from 0.
    public struct CellPosition: Hashable, Sendable {
        /// From the top.
        public let row: Int
        /// From the left.
        public let column: Int

        /// Makes it of row and column, both from 0.
        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// From the top; those that do not fit the window are left out.
    public var lines: [Line]
    /// Where the person types; `nil` hides the cursor.
    public var cursor: CellPosition?

    /// Makes it of lines, without a cursor where nothing is typed.
    public init(lines: [Line], cursor: CellPosition? = nil) {
        self.lines = lines
        self.cursor = cursor
    }
}

/// How large a window is.
public struct WindowSize: Hashable, Sendable {
    /// Cells of a row.
    public let columns: Int
    /// Lines.
    public let rows: Int

    /// Makes it of both numbers.
    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}
