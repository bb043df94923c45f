extension Report {
    /// The report as a CSV file.
    ///
    /// - Parameter isChinese: The language of titles and words.
    /// - Returns: The file's bytes, see ``DelimitedText/write(header:rows:)``. A share is a percentage with one decimal
    ///   place; no data is an empty cell.
    public func csv(isChinese: Bool) -> [UInt8] {
        DelimitedText.write(
            header: columns.map { $0.title.text(isChinese: isChinese) },
            rows: rows.map { row in row.cells.map { Self.cell($0, isChinese: isChinese) } })
    }

    private static func cell(_ cell: Cell, isChinese: Bool) -> DelimitedText.Cell {
        switch cell {
        case .none: .text("")
        case .text(let words): .text(words.text(isChinese: isChinese))
        case .number(let number): .figure(String(number))
        case .share(let part, let whole): .figure(Cell.percent(part, of: whole))
        case .mean(let total, let count): .figure(Cell.mean(total, of: count))
        case .points(let part, let whole): .figure(Cell.points(part, of: whole))
        case .suppressed: .text(isChinese ? "隐去" : "suppressed")
        }
    }
}
