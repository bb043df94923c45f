extension Report {
    /// The report as a CSV file (RFC 4180): UTF-8 with a byte order mark, without which WPS and Excel garble Chinese.
    ///
    /// - Parameter isChinese: The language of titles and words.
    /// - Returns: Lines ended by CR LF. A share is a percentage with one decimal place; no data is an empty cell.
    public func csv(isChinese: Bool) -> String {
        let header = columns.map { Self.asText(isChinese ? $0.title.zh : $0.title.en) }
        let lines = rows.map { row in row.cells.map { Self.text($0, isChinese: isChinese) } }
        return "\u{FEFF}" + ([header] + lines).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func text(_ cell: Cell, isChinese: Bool) -> String {
        switch cell {
        case .none: ""
        case .text(let words): asText(isChinese ? words.zh : words.en)
        case .number(let number): String(number)
        case .share(let part, let whole): Cell.percent(part, of: whole)
        case .mean(let total, let count): Cell.mean(total, of: count)
        case .points(let part, let whole): Cell.points(part, of: whole)
        case .suppressed: isChinese ? "隐去" : "suppressed"
        }
    }

    /// A text that a spreadsheet would take for a formula is marked as text by an apostrophe (OWASP, "CSV Injection").
    /// A number with its sign is none.
    private static func asText(_ text: String) -> String {
        // A combining sign behind it does not keep a spreadsheet from it.
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        return isFormula && !isNumber(text) ? "'" + text : text
    }

    private static func isNumber(_ text: String) -> Bool {
        let hasSign = text.first.map { "+-".contains($0) } ?? false
        let parts = text.dropFirst(hasSign ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }

    private static func quoted(_ plain: String) -> String {
        guard plain.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || Character($0).isNewline }) else {
            return plain
        }
        var quoted = "\"".unicodeScalars
        for scalar in plain.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}
