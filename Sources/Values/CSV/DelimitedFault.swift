/// What is wrong with a file of comma-separated values, and where.
public struct DelimitedFault: Error, Hashable, Sendable {
    /// Physical line, from 1. A row that spans several lines is named by its first, an open quote by its own.
    public let line: Int
    /// Number of the cell in its row, from 1; `nil` when the fault is the whole line's.
    public let column: Int?
    /// Stable: `csv_empty`, `csv_too_large`, `csv_not_text`, `csv_encoding`, `csv_header`, `csv_cells`, `csv_quote`,
    /// `csv_rows`, `csv_sign`.
    public let code: String
    /// What is wrong, without the place.
    public let message: Localized
    /// Faults of the same kind in later lines, at most ``ValueLimits/csvFaultsMax``.
    public let further: [DelimitedFault]

    init(line: Int, column: Int? = nil, code: String, message: Localized, further: [DelimitedFault] = []) {
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

    // The faults in words. A file answers for all of them, so that codes are not given twice.

    static let empty = DelimitedFault(
        line: 1, code: "csv_empty",
        message: Localized(
            zh: "文件是空的；第一行应当是列名。", en: "the file is empty; its first line must name the columns."))

    static func tooLarge(bytes: Int) -> DelimitedFault {
        let most = ValueLimits.csvBytesMax >> 20
        return DelimitedFault(
            line: 1, code: "csv_too_large",
            message: Localized(
                zh: "文件有 \(bytes) 字节，最多 \(most) MiB；请分成几个文件。",
                en: "the file has \(bytes) bytes, at most \(most) MiB are taken; split it."))
    }

    static func tooManyRows(line: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, code: "csv_rows",
            message: Localized(
                zh: "超过 \(ValueLimits.csvRowsMax) 行；请分成几个文件。",
                en: "more than \(ValueLimits.csvRowsMax) rows; split the file."))
    }

    static func tooManyCells(line: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, column: ValueLimits.csvColumnsMax, code: "csv_cells",
            message: Localized(
                zh: "超过 \(ValueLimits.csvColumnsMax) 列。", en: "more than \(ValueLimits.csvColumnsMax) cells."))
    }

    static let workbook = DelimitedFault(
        line: 1, code: "csv_not_text",
        message: Localized(
            zh: "这是表格工作簿，不是 CSV；请在 WPS 或 Excel 中“另存为”CSV。",
            en: "this is a workbook, not CSV; save it as CSV in WPS or Excel."))

    static let wideText = DelimitedFault(
        line: 1, code: "csv_not_text",
        message: Localized(
            zh: "文件是 UTF-16 编码；请另存为“CSV UTF-8”。", en: "the file is UTF-16; save it as \"CSV UTF-8\"."))

    static func encoding(line: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, code: "csv_encoding",
            message: Localized(
                zh: "文字既不是完好的 UTF-8，也不是 GB18030；请另存为“CSV UTF-8”。",
                en: "the text is neither intact UTF-8 nor GB18030; save it as \"CSV UTF-8\"."))
    }

    static func separator(line: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, column: 1, code: "csv_header",
            message: Localized(zh: "各列应当用英文逗号分隔。", en: "columns must be separated by commas."))
    }

    static func namelessColumn(line: Int, column: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, column: column, code: "csv_header",
            message: Localized(zh: "这一列没有列名。", en: "this column has no name."))
    }

    static func repeatedColumn(_ name: String, line: Int, column: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, column: column, code: "csv_header",
            message: Localized(zh: "列名 \(name) 出现了两次。", en: "the column \(name) appears twice."))
    }

    static func cells(_ row: DelimitedFile.Row, expected: Int) -> DelimitedFault {
        DelimitedFault(
            line: row.line, column: min(row.cells.count, expected) + (row.cells.count > expected ? 1 : 0),
            code: "csv_cells",
            message: Localized(
                zh: "有 \(row.cells.count) 列，应当有 \(expected) 列；含逗号的内容要加英文引号。",
                en: "\(row.cells.count) cells where the header has \(expected); quote text that holds commas."))
    }

    static func null(line: Int, column: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, column: column, code: "csv_sign",
            message: Localized(
                zh: "含有 U+0000，这不是文字；请删去它，或另存为“CSV UTF-8”。",
                en: "holds U+0000, which is no sign of a text; take it out, or save the file as \"CSV UTF-8\"."))
    }

    static func openQuote(line: Int, column: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, column: column, code: "csv_quote",
            message: Localized(zh: "这里开始的引号没有结束。", en: "the quote that opens here is never closed."))
    }

    static func textAfterQuote(line: Int, column: Int) -> DelimitedFault {
        DelimitedFault(
            line: line, column: column, code: "csv_quote",
            message: Localized(
                zh: "结束引号之后还有文字；内容里的引号要写两遍。",
                en: "there is text after the closing quote; write quotes within a cell twice."))
    }
}
