public import TerminalKit

/// A page before it is cut to a window: what stands above, what may scroll, what stands below.
public struct PageLayout {
    /// Room for text.
    let columns: Int
    /// Of the window that was seen last.
    let rows: Int
    /// Always at the top.
    var head: [Frame.Line] = []
    /// Scrolls when it is longer than the window leaves room for.
    var body: [Frame.Line] = []
    /// The lines of the body that must be in sight.
    var focus: Range<Int>?
    /// Always at the bottom, above the line for typing.
    var message: [Frame.Line] = []
    /// What stands before the line for typing; `nil` where nothing is typed.
    public internal(set) var prompt: String?
    /// What the keys do, the most needed first; as many as fit are shown.
    var keys: [String] = []

    /// Columns for text: one stays free on either side.
    public static func columns(_ size: WindowSize) -> Int { max(8, min(size.columns, columnsMax) - 2) }

    /// Longer lines are hard to follow (Bringhurst, The Elements of Typographic Style, 2.1.2, gives 45 to 75).
    private static let columnsMax = 100

    /// Cuts the page to a window: as many lines as it has. The mask stands for every character of a secret; the first line
    /// of the body that is shown is changed to keep the focus in sight and the window full.
    func frame(_ size: WindowSize, editor: LineEditor, mask: Character?, scroll: inout Int) -> Frame {
        let typing = typing(rows: size.rows, editor: editor, mask: mask)
        let below = message.count + typing.lines.count + 1
        let room = max(1, size.rows - head.count - below)
        var lines = head + seen(room: room, scroll: &scroll)
        // What is typed and what is said of it stand right below the question; the keys at the bottom.
        if lines.count + below < size.rows, below > 1 { lines.append(Frame.Line("")) }
        lines += message
        let top = lines.count
        lines += typing.lines
        lines += Array(repeating: Frame.Line(""), count: max(0, size.rows - 1 - lines.count))
        lines.append(Frame.Line(" " + keyLine, .dim))
        let cursor = typing.cursor.map { Frame.CellPosition(row: top + $0.row, column: $0.column) }
        // A window too low for all of it keeps its lower end, where one types.
        let overflow = max(0, lines.count - size.rows)
        return Frame(
            lines: Array(lines.dropFirst(overflow)),
            cursor: cursor.map { Frame.CellPosition(row: max(0, $0.row - overflow), column: $0.column) })
    }

    /// The part of the body that is in sight, with a mark at each end where it goes on; a very low window has no room for
    /// marks.
    private func seen(room: Int, scroll: inout Int) -> [Frame.Line] {
        guard body.count > room else {
            scroll = 0
            return body
        }
        let mark = room >= 4 ? 1 : 0
        let most = body.count - room + mark
        scroll = min(max(0, scroll), most)
        let end = { (scroll: Int) in
            scroll + room - (scroll > 0 ? mark : 0) - (scroll < most ? mark : 0)
        }
        if let focus, !focus.isEmpty {
            scroll = min(scroll, focus.lowerBound)
            while scroll < most, end(scroll) < focus.upperBound { scroll += 1 }
        }
        // One hidden line would only give its place to the mark.
        if scroll == 1, mark == 1 { scroll = focus?.lowerBound == 0 ? 0 : 2 }
        let shown = body[scroll..<min(body.count, end(scroll))]
        let hidden = body.count - scroll - shown.count
        var lines: [Frame.Line] = []
        if scroll > 0, mark == 1 { lines.append(Frame.Line(" ↑ \(scroll)", .dim)) }
        lines += shown
        if hidden > 0, mark == 1 { lines.append(Frame.Line(" ↓ \(hidden)", .dim)) }
        return lines
    }

    private func typing(rows: Int, editor: LineEditor, mask: Character?) -> (
        lines: [Frame.Line], cursor: (row: Int, column: Int)?
    ) {
        guard let prompt else { return ([], nil) }
        let indent = 1 + DisplayWidth.of(prompt)
        let layout = editor.layout(columns: max(2, columns - indent), mask: mask)
        // What is typed takes a third of the window at most, and scrolls with the cursor beyond.
        let most = max(1, rows / 3)
        let first = max(0, min(layout.row - most + 1, layout.lines.count - most))
        let blank = String(repeating: " ", count: indent)
        let lines = layout.lines.enumerated().dropFirst(first).prefix(most).map { index, text in
            Frame.Line([Frame.Span(index == 0 ? " \(prompt)" : blank, .green), Frame.Span(text)])
        }
        return (lines, (layout.row - first, indent + layout.column))
    }

    private var keyLine: String {
        var line = ""
        for key in keys {
            let longer = line.isEmpty ? key : line + "  " + key
            if DisplayWidth.of(longer) > columns { continue }
            line = longer
        }
        return line
    }

    /// The page as plain lines, for a terminal that can only add lines.
    public var plain: [String] {
        (head + body + message).map(\.text) + [keys.joined(separator: "  ")]
    }

    // Writing.

    /// A piece of the page, to be put together later.
    var part: PageLayout { PageLayout(columns: columns, rows: rows) }

    /// Adds a text, wrapped.
    mutating func add(_ text: String, _ style: Style? = nil, first: String = "", indent: Int? = nil) {
        body += wrapped(text, style, first: first, indent: indent)
    }

    /// Adds something that may be chosen, with a tick when it is.
    mutating func addTicked(_ text: String, _ isTicked: Bool, first: String) {
        add(isTicked ? text + " ✓" : text, isTicked ? .green : nil, first: first)
    }

    /// Adds what was noted of the visit.
    mutating func addRemarks(_ visit: OngoingVisit) {
        if visit.fields.isIdentityShown { add(visit.t("已出示证件 ✓", "Identity shown ✓"), .green) }
        if !visit.fields.remarks.isEmpty { add(visit.t("备注：", "Remarks: ") + visit.fields.remarks, .cyan) }
    }

    mutating func skipLine() { body.append(Frame.Line("")) }

    /// A text of a form or a record in lines, all as far to the right as what stands in front of the first one ends, where
    /// nothing else is said.
    func wrapped(_ text: String, _ style: Style? = nil, first: String = "", indent: Int? = nil) -> [Frame.Line] {
        let indent = indent ?? DisplayWidth.of(first)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            DisplayWidth.wrap(DisplayWidth.printable(String($0)), columns: max(2, columns - indent))
        }
        return lines.enumerated().map { index, line in
            let lead = " " + DisplayWidth.pad(index == 0 ? first : "", to: indent)
            return Frame.Line([Frame.Span(lead), Frame.Span(line, style)])
        }
    }
}
