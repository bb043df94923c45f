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
        let holdsNull = text.contains(0)
        var reader = RowReader(text)
        guard let first = try reader.next() else { throw .empty }
        var rows: [Row] = []
        var faults = holdsNull ? Self.nulls(in: first) : []
        let header = try Self.header(first)
        while let row = try reader.next() {
            guard rows.count < ValueLimits.csvRowsMax else { throw .tooManyRows(line: row.line) }
            rows.append(row)
            if row.cells.count != header.count { faults.append(.cells(row, expected: header.count)) }
            if holdsNull { faults += Self.nulls(in: row) }
            if faults.count > ValueLimits.csvFaultsMax { break }
        }
        if let fault = faults.first {
            throw DelimitedFault(
                line: fault.line, column: fault.column, code: fault.code, message: fault.message,
                further: Array(faults.dropFirst().prefix(ValueLimits.csvFaultsMax)))
        }
        return DelimitedFile(header: header, rows: rows)
    }

    /// The cells with U+0000, which no record takes.
    private static func nulls(in row: Row) -> [DelimitedFault] {
        row.cells.indices.filter { row.cells[$0].utf8.contains(0) }.map { .null(line: row.line, column: $0 + 1) }
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
