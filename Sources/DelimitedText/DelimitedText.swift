/// Writes comma-separated values that WPS and Excel open without garbled characters.
public enum DelimitedText {
    /// UTF-8 with a byte order mark, lines ended by CRLF, cells quoted where RFC 4180 asks for it.
    ///
    /// Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` (or a tab or line end before one) as a formula, and
    /// what people type in the field must not run on a clerk's computer (OWASP, "CSV Injection"). Such a cell gets an
    /// apostrophe in front and quotes around it, unless it is a number such as `-3.5`. A program that reads the file
    /// back sees the apostrophe.
    ///
    /// - Parameters:
    ///   - header: Names of the columns.
    ///   - rows: As many cells each as the header.
    /// - Returns: The file's bytes.
    public static func write(header: [String], rows: [[String]]) -> [UInt8] {
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        append(header, to: &bytes)
        for row in rows {
            precondition(row.count == header.count, "a row has one cell a column")
            append(row, to: &bytes)
        }
        return bytes
    }

    private static func append(_ cells: [String], to bytes: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell, to: &bytes)
        }
        bytes.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    }

    private static func append(_ cell: String, to bytes: inout [UInt8]) {
        let isFormula = isFormula(cell)
        let needsQuotes = isFormula || cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(0x22)
        if isFormula { bytes.append(UInt8(ascii: "'")) }
        for byte in cell.utf8 {
            if byte == 0x22 { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    private static func isFormula(_ cell: String) -> Bool {
        let visible = cell.unicodeScalars.drop { $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == " " }
        guard let first = visible.first, "=+-@＝＋－＠".unicodeScalars.contains(first) else { return false }
        return !isNumber(cell)
    }

    /// A sign, digits, and at most one point with digits after it.
    private static func isNumber(_ cell: String) -> Bool {
        var rest = cell.utf8[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
    }
}
