/// Rows under titled columns, fitted to the width of a terminal.
///
/// A table that is too wide first wraps its widest cells between words, then leaves out columns, the least important
/// first, then breaks long words too, though never figures and codes, and at last shows each row as a block of
/// "title: value" lines. Cells are made printable, so data cannot steer the terminal.
///
///     let table = Table(columns: [.init(title: "name"), .init(title: "code", priority: 2)], rows: [["叠滘", "440605011901"]])
///     try terminal.write(table.render(width: terminal.width))
public struct Table: Sendable {
    /// One column and how far it may give way.
    public struct Column: Sendable {
        /// Printable.
        public let title: String
        /// Of the title and the cells.
        public let alignment: Alignment
        /// 1 is never left out; of the others the largest number goes first.
        public let priority: Int
        /// The columns below which the cells are not wrapped; a column of narrower cells stays narrower.
        public let minimumWidth: Int

        /// Makes it of parts that the properties describe; never left out and left aligned where nothing else is said.
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

extension Table {
    /// Header, rule and rows side by side in the slots of a layout.
    ///
    /// The rule is drawn in ASCII: `─` is of ambiguous width, and terminals set up for Chinese may draw it two columns
    /// wide.
    func grid(_ slots: [TableLayout.Slot]) -> [String] {
        if slots.isEmpty { return [] }
        let gap = String(repeating: " ", count: TableLayout.gap)
        let rule = slots.map { String(repeating: "-", count: $0.width) }.joined(separator: gap)
        return lines(of: columns.map(\.title), in: slots) + [rule] + rows.flatMap { lines(of: $0, in: slots) }
    }

    private func lines(of cells: [String], in slots: [TableLayout.Slot]) -> [String] {
        let wrapped = slots.map { slot in
            let cell = cells[slot.column]
            return DisplayWidth.of(cell) <= slot.width ? [cell] : DisplayWidth.wrap(cell, columns: slot.width)
        }
        let height = wrapped.map(\.count).max() ?? 0
        return (0..<height).map { line in
            zip(slots, wrapped).map { slot, cellLines in
                let text = line < cellLines.count ? cellLines[line] : ""
                return DisplayWidth.pad(text, to: slot.width, alignment: columns[slot.column].alignment)
            }.joined(separator: String(repeating: " ", count: TableLayout.gap))
        }
    }

    /// One block a row, for widths at which no columns fit side by side: every column as "title: value", wrapped, and
    /// an empty line between two rows. Nothing is left out, for height is not what is lacking.
    func blocks(width: Int?) -> [String] {
        let blocks = rows.map { row in
            zip(columns, row).flatMap { column, cell in
                let line = "\(column.title): \(cell)"
                return width.map { DisplayWidth.wrap(line, columns: $0) } ?? [line]
            }
        }
        return Array(blocks.joined(separator: [""]))
    }
}

/// Decides which columns of a table are shown and how wide. Pure arithmetic on widths.
enum TableLayout {
    /// A column that is shown.
    struct Slot: Equatable {
        var column: Int
        var width: Int
    }

    /// The blank columns between two cells.
    static let gap = 2

    /// What a column takes, in columns of the terminal.
    struct Widths: Equatable {
        /// All of it side by side.
        var natural: Int
        /// Where it wraps between words only.
        var betweenWords: Int
        /// Where words are broken that may be.
        var least: Int
    }

    /// Fits the columns into `width`, or returns `nil` when even the indispensable ones at their least do not fit.
    static func fit(_ columns: [Table.Column], _ widths: [Widths], into width: Int?) -> [Slot]? {
        let natural = columns.indices.map { Slot(column: $0, width: widths[$0].natural) }
        guard let width else { return natural }
        var shown = natural
        while true {
            if let fitted = wrap(shown, least: widths.map(\.betweenWords), into: width) { return fitted }
            // The last of the least important columns goes; the others start again from their natural widths.
            let droppable = shown.indices.filter { columns[shown[$0].column].priority > 1 }
            let importance = { (index: Int) in (columns[shown[index].column].priority, index) }
            guard let dropped = droppable.max(by: { importance($0) < importance($1) }) else { break }
            shown.remove(at: dropped)
        }
        return wrap(shown, least: widths.map(\.least), into: width)
    }

    /// Takes columns from the widest cell, one at a time, until the slots fit or all are at their minimum.
    private static func wrap(_ slots: [Slot], least: [Int], into width: Int) -> [Slot]? {
        var slots = slots
        var overflow = slots.reduce(gap * (slots.count - 1)) { $0 + $1.width } - width
        while overflow > 0 {
            let wrappable = slots.indices.filter { slots[$0].width > least[slots[$0].column] }
            guard let widest = wrappable.max(by: { slots[$0].width < slots[$1].width }) else { return nil }
            // Down to the next widest at a stroke, so that a very long cell costs no more steps than a short one.
            let others = wrappable.filter { $0 != widest }.map { slots[$0].width }.max() ?? 0
            let floor = max(least[slots[widest].column], others)
            let step = max(1, min(overflow, slots[widest].width - floor))
            slots[widest].width -= step
            overflow -= step
        }
        return slots
    }
}
