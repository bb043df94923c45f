extension Report {
    /// The report as a CSV file (RFC 4180): UTF-8 with a byte order mark, without which WPS and Excel garble Chinese.
    ///
    /// - Parameter isChinese: The language of titles and words.
    /// - Returns: Lines ended by CR LF. A share is a percentage with one decimal place; no data is an empty cell.
    public func csv(isChinese: Bool) -> String {
        let header = columns.map { isChinese ? $0.title.zh : $0.title.en }
        let lines = rows.map { row in row.cells.map { Self.text($0, isChinese: isChinese) } }
        return "\u{FEFF}" + ([header] + lines).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func text(_ cell: Cell, isChinese: Bool) -> String {
        switch cell {
        case .none: ""
        case .text(let words): isChinese ? words.zh : words.en
        case .number(let number): String(number)
        case .share(let part, let whole): Cell.percent(part, of: whole)
        }
    }

    /// A text that a spreadsheet would take for a formula is marked as text by an apostrophe (OWASP, "CSV Injection").
    private static func quoted(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let plain = isFormula && Int(text) == nil ? "'" + text : text
        guard plain.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return plain }
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}
