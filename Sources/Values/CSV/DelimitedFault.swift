/// What is wrong with a file of comma-separated values, and where.
public struct DelimitedFault: Error, Hashable, Sendable {
    /// Physical line, from 1. A row that spans several lines is named by its first, an open quote by its own.
    public let line: Int
    /// Number of the cell in its row, from 1; `nil` when the fault is the whole line's.
    public let column: Int?
    /// Stable: `csv_empty`, `csv_too_large`, `csv_not_text`, `csv_encoding`, `csv_header`, `csv_cells`, `csv_quote`,
    /// `csv_rows`.
    public let code: String
    /// What is wrong, without the place.
    public let message: Localized
    /// Faults of the same kind in later lines, at most ``ValueLimits/csvFaultsMax``.
    public let further: [DelimitedFault]

    /// - Parameters:
    ///   - line: See the property.
    ///   - column: See the property.
    ///   - code: See the property.
    ///   - message: See the property.
    ///   - further: See the property.
    public init(line: Int, column: Int? = nil, code: String, message: Localized, further: [DelimitedFault] = []) {
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.further = further
    }

    /// The fault with its place in front: "line 7, column 3: ...".
    public var text: Localized {
        if let column {
            Localized(
                zh: "第 \(line) 行第 \(column) 列：\(message.zh)", en: "line \(line), column \(column): \(message.en)")
        } else {
            Localized(zh: "第 \(line) 行：\(message.zh)", en: "line \(line): \(message.en)")
        }
    }

    /// This fault and the further ones, each alone.
    public var all: [DelimitedFault] {
        [DelimitedFault(line: line, column: column, code: code, message: message)] + further
    }
}
