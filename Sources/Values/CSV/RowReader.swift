/// Splits text into rows of cells. Works on bytes: every sign that matters is ASCII, which no longer sequence of UTF-8
/// contains.
struct RowReader {
    private enum Sign {
        static let quote = UInt8(ascii: "\"")
        static let comma = UInt8(ascii: ",")
        static let carriageReturn = UInt8(ascii: "\r")
        static let lineFeed = UInt8(ascii: "\n")
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    /// - Parameter bytes: Valid UTF-8 without a byte order mark.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next row that has any text.
    ///
    /// - Returns: `nil` at the end.
    /// - Throws: `csv_quote`, and `csv_cells` for a row beyond all measure.
    mutating func next() throws(DelimitedFault) -> DelimitedFile.Row? {
        while position < bytes.count {
            let row = try readRow()
            if row.cells.contains(where: { !$0.allSatisfy(\.isWhitespace) }) { return row }
        }
        return nil
    }

    private mutating func readRow() throws(DelimitedFault) -> DelimitedFile.Row {
        let start = line
        var cells: [String] = []
        while true {
            guard cells.count < ValueLimits.csvColumnsMax else { throw .tooManyCells(line: start) }
            let isQuoted = position < bytes.count && bytes[position] == Sign.quote
            cells.append(isQuoted ? try quotedCell(column: cells.count + 1) : plainCell())
            guard position < bytes.count, bytes[position] == Sign.comma else { break }
            position += 1
        }
        passLineEnd()
        return DelimitedFile.Row(line: start, cells: cells)
    }

    /// A cell without quotes around it; quotes within are ordinary signs, as in spreadsheets.
    private mutating func plainCell() -> String {
        let start = position
        while position < bytes.count, !endsCell(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quotedCell(column: Int) throws(DelimitedFault) -> String {
        let opening = line
        var cell: [UInt8] = []
        position += 1
        while true {
            guard position < bytes.count else { throw .openQuote(line: opening, column: column) }
            let byte = bytes[position]
            if byte == Sign.quote {
                position += 1
                guard position < bytes.count, bytes[position] == Sign.quote else { break }
            } else if byte == Sign.lineFeed || byte == Sign.carriageReturn && !isLineFeed(at: position + 1) {
                line += 1
            }
            cell.append(byte)
            position += 1
        }
        if position < bytes.count, !endsCell(bytes[position]) { throw .textAfterQuote(line: line, column: column) }
        return String(decoding: cell, as: UTF8.self)
    }

    private mutating func passLineEnd() {
        guard position < bytes.count else { return }
        if bytes[position] == Sign.carriageReturn, isLineFeed(at: position + 1) { position += 1 }
        position += 1
        line += 1
    }

    private func isLineFeed(at index: Int) -> Bool { index < bytes.count && bytes[index] == Sign.lineFeed }

    private func endsCell(_ byte: UInt8) -> Bool {
        byte == Sign.comma || byte == Sign.lineFeed || byte == Sign.carriageReturn
    }
}
