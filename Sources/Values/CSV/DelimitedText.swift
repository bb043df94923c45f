/// Writes comma-separated values that WPS and Excel open without garbled characters and without changing a cell.
public enum DelimitedText {
    /// A cell as it is to arrive in a spreadsheet.
    public enum Cell: Hashable, Sendable {
        /// Words, names, codes and rooms: whatever they look like, they stay text.
        case text(String)
        /// Digits that a spreadsheet may compute with.
        case figure(String)
    }

    /// UTF-8 with a byte order mark, lines ended by CRLF, cells quoted where RFC 4180 asks for it. Control signs stand by
    /// their numbers (`\u{1b}`): whoever looks at the file in a terminal is not to have it steered.
    ///
    /// Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` (or blanks before one) as a formula, and what people
    /// type in the field must not run on a clerk's computer (OWASP, "CSV Injection"): a text like that gets an apostrophe in
    /// front. A text that they would take for a number or a time gets a tab behind it, which nobody sees: `0101` would
    /// become 101, `440605011001` 4.40605E+11, and `3-1` the first of March. A day such as `2026-11-21` stays as it is, since
    /// a spreadsheet reads the same day. ``plain(_:)`` takes both marks away again.
    ///
    /// - Parameters:
    ///   - header: Names of the columns.
    ///   - rows: As many cells each as the header.
    /// - Returns: The file's bytes.
    public static func write(header: [String], rows: [[Cell]]) -> [UInt8] {
        var text = "\u{FEFF}"
        append(header.map(Cell.text), to: &text)
        for row in rows {
            precondition(row.count == header.count, "a row has one cell a column")
            append(row, to: &text)
        }
        return Array(text.utf8)
    }

    /// What a cell of a file says: without blanks around it, and without the apostrophe that keeps a text from being run.
    public static func plain(_ cell: String) -> String {
        let text = cell.trimmed
        let isGuarded = text.unicodeScalars.first == "'" && looksLikeFormula(String(text.unicodeScalars.dropFirst()))
        return isGuarded ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func append(_ cells: [Cell], to text: inout String) {
        text += cells.map { quoted(guarded($0).controlsEscaped) }.joined(separator: ",") + "\r\n"
    }

    private static func guarded(_ cell: Cell) -> String {
        switch cell {
        case .figure(let digits): digits
        case .text(let text) where looksLikeFigure(text): text + "\t"
        case .text(let text) where looksLikeFormula(text): "'" + text
        case .text(let text): text
        }
    }

    private static func quoted(_ cell: String) -> String {
        let needsQuotes = cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return cell }
        // By scalars: a quote and a combining sign behind it are one character.
        let doubled = cell.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
        return "\"" + String(String.UnicodeScalarView(doubled)) + "\""
    }

    private static func looksLikeFormula(_ text: String) -> Bool {
        text.trimmed.unicodeScalars.first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
    }

    /// Whether a spreadsheet would show another figure in the text's place, or a time.
    private static func looksLikeFigure(_ text: String) -> Bool {
        let plain = text.halfwidth.trimmed
        let signs = "0123456789.,-+/:%eE ".unicodeScalars
        guard plain.unicodeScalars.allSatisfy(signs.contains), plain.last?.isNumber == true || plain.last == "%",
            let first = plain.unicodeScalars.first, "0123456789.-+".unicodeScalars.contains(first)
        else { return false }
        return CalendarDate(plain) == nil
    }
}
