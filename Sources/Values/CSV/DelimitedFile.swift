/// A file of comma-separated values (RFC 4180) as people export them from spreadsheets: a header and rows.
public struct DelimitedFile: Sendable {
    /// One row; it has as many cells as the header.
    public struct Row: Sendable {
        /// Physical line where the row starts, from 1.
        public let line: Int
        /// The cells as they were written, without the quotes around them.
        public let cells: [String]
    }

    /// Names of the columns without blanks around them, each once.
    public let header: [String]
    /// In the order of the file, without those that are empty.
    public let rows: [Row]

    /// Reads a whole file: UTF-8 with or without a byte order mark, or GB18030.
    ///
    /// Lines end with CRLF, LF or CR. Lines without any text, which spreadsheets append, are skipped. Nothing is
    /// trimmed but the names in the header: leading zeros and blanks of cells stay.
    /// - Throws: ``DelimitedFault`` for the first thing that is wrong, with others of its kind in `further`.
    public static func read(_ bytes: [UInt8]) throws(DelimitedFault) -> DelimitedFile {
        guard bytes.count <= ValueLimits.csvBytesMax else { throw .tooLarge(bytes: bytes.count) }
        let text = try TextEncoding.utf8(of: bytes)
        var reader = RowReader(text)
        guard let first = try reader.next() else { throw .empty }
        let header = try Self.header(first)
        var rows: [Row] = []
        var faults: [DelimitedFault] = []
        while let row = try reader.next() {
            guard rows.count < ValueLimits.csvRowsMax else { throw .tooManyRows(line: row.line) }
            if row.cells.count == header.count {
                rows.append(row)
            } else {
                faults.append(.cells(row, expected: header.count))
                if faults.count > ValueLimits.csvFaultsMax { break }
            }
        }
        if let fault = faults.first {
            throw DelimitedFault(
                line: fault.line, column: fault.column, code: fault.code, message: fault.message,
                further: Array(faults.dropFirst()))
        }
        return DelimitedFile(header: header, rows: rows)
    }

    private static func header(_ row: Row) throws(DelimitedFault) -> [String] {
        let names = row.cells.map(\.trimmed)
        if names.count == 1, names[0].contains(where: { $0 == ";" || $0 == "\t" || $0 == "；" || $0 == "，" }) {
            throw .separator(line: row.line)
        }
        var seen: Set<String> = []
        for (index, name) in names.enumerated() {
            guard !name.isEmpty else { throw .namelessColumn(line: row.line, column: index + 1) }
            guard seen.insert(name).inserted else {
                throw .repeatedColumn(name, line: row.line, column: index + 1)
            }
        }
        return names
    }
}
