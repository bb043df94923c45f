/// What a window shows at one moment.
public struct Frame: Hashable, Sendable {
    /// A text in one look.
    public struct Span: Hashable, Sendable {
        public let text: String
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
        public var spans: [Span]

        public init(_ spans: [Span]) { self.spans = spans }

        /// - Parameters:
        ///   - text: Printable text.
        ///   - style: Its look.
        public init(_ text: String, _ style: Style? = nil) { spans = [Span(text, style)] }

        public var text: String { spans.map(\.text).joined() }
    }

    /// A place in the window, from 0.
    public struct CellPosition: Hashable, Sendable {
        public let row: Int
        public let column: Int

        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    public var lines: [Line]
    /// Where the person types; `nil` hides the cursor.
    public var cursor: CellPosition?

    public init(lines: [Line], cursor: CellPosition? = nil) {
        self.lines = lines
        self.cursor = cursor
    }
}

/// How large a window is.
public struct WindowSize: Hashable, Sendable {
    public let columns: Int
    public let rows: Int

    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}
