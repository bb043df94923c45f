internal import CLibXLSXWriter
internal import TerminalKit
internal import Values

/// The two sheets of a report.
struct Sheets {
    /// What one sheet holds (ECMA-376, section 18.3.1.73): 1,048,576 rows, the first of which are the titles.
    private static let rowsMax = 1_048_575
    /// Columns are no wider than people read at a glance, and no narrower than a figure.
    private static let widths = 8.0...60.0

    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let isChinese: Bool
    private let header: UnsafeMutablePointer<lxw_format>?
    private let percent: UnsafeMutablePointer<lxw_format>?
    private let decimal: UnsafeMutablePointer<lxw_format>?
    private let points: UnsafeMutablePointer<lxw_format>?
    private let wrapped: UnsafeMutablePointer<lxw_format>?

    init(_ workbook: UnsafeMutablePointer<lxw_workbook>, isChinese: Bool) {
        self.workbook = workbook
        self.isChinese = isChinese
        header = workbook_add_format(workbook)
        format_set_bold(header)
        format_set_text_wrap(header)
        percent = workbook_add_format(workbook)
        format_set_num_format(percent, "0.0%")
        decimal = workbook_add_format(workbook)
        format_set_num_format(decimal, "0.0")
        points = workbook_add_format(workbook)
        format_set_num_format(points, "+0.0;-0.0;0.0")
        wrapped = workbook_add_format(workbook)
        format_set_text_wrap(wrapped)
        format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    }

    /// The rows under their titles, which stay when one scrolls.
    func addRows(of report: Report) {
        guard let sheet = workbook_add_worksheet(workbook, Self.sheetName(text(report.title))) else { return }
        var widest = report.columns.map { DisplayWidth.of(text($0.title)) }
        for (index, column) in report.columns.enumerated() {
            worksheet_write_string(sheet, 0, lxw_col_t(index), text(column.title), header)
        }
        for (number, row) in report.rows.prefix(Self.rowsMax).enumerated() {
            for (index, cell) in row.cells.enumerated() {
                write(cell, sheet, lxw_row_t(number + 1), lxw_col_t(index))
                if index < widest.count { widest[index] = max(widest[index], width(cell)) }
            }
        }
        for (index, width) in widest.enumerated() {
            let clamped = min(max(Double(width) + 2, Self.widths.lowerBound), Self.widths.upperBound)
            worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), clamped, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        if !report.columns.isEmpty {
            worksheet_autofilter(
                sheet, 0, 0, lxw_row_t(min(report.rows.count, Self.rowsMax)), lxw_col_t(report.columns.count - 1))
        }
    }

    /// What the report was restricted to, and what a reader must know; and with the sources, the records.
    func addSettings(of report: Report) {
        guard let sheet = workbook_add_worksheet(workbook, isChinese ? "说明" : "About") else { return }
        var row: lxw_row_t = 0
        func line(_ name: String, _ value: String) {
            worksheet_write_string(sheet, row, 0, name, header)
            worksheet_write_string(sheet, row, 1, value.controlsEscaped, wrapped)
            row += 1
        }
        line(isChinese ? "报表" : "Report", text(report.title))
        for setting in report.settings { line(setting.name, setting.value) }
        for remark in report.remarks { line(isChinese ? "说明" : "Remark", text(remark)) }
        worksheet_set_column(sheet, 0, 0, 16, nil)
        worksheet_set_column(sheet, 1, 1, 90, nil)
        addSources(of: report)
    }

    /// The records behind the figures, on a sheet of their own, where the report has them.
    private func addSources(of report: Report) {
        guard report.rows.contains(where: { !$0.sources.isEmpty }),
            let sheet = workbook_add_worksheet(workbook, isChinese ? "记录" : "Records")
        else { return }
        let titles = isChinese ? ["行", "列", "记录", "内容"] : ["row", "column", "record", "text"]
        for (index, title) in titles.enumerated() {
            worksheet_write_string(sheet, 0, lxw_col_t(index), title, header)
        }
        var line: lxw_row_t = 1
        for (number, row) in report.rows.enumerated() {
            for source in row.sources where line <= Self.rowsMax {
                worksheet_write_number(sheet, line, 0, Double(number + 2), nil)
                worksheet_write_string(sheet, line, 1, source.column, nil)
                worksheet_write_string(sheet, line, 2, source.record, nil)
                worksheet_write_string(sheet, line, 3, text(source.words), nil)
                line += 1
            }
        }
        worksheet_set_column(sheet, 1, 1, 16, nil)
        worksheet_set_column(sheet, 2, 2, 38, nil)
        worksheet_set_column(sheet, 3, 3, 40, nil)
        worksheet_freeze_panes(sheet, 1, 0)
    }

    private func write(
        _ cell: Report.Cell, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t, _ column: lxw_col_t
    ) {
        switch cell {
        case .none: break
        // A string is a string: nothing in it is taken for a formula.
        case .text(let words): worksheet_write_string(sheet, row, column, text(words), nil)
        case .number(let number): worksheet_write_number(sheet, row, column, Double(number), nil)
        case .share(let part, let whole):
            worksheet_write_number(sheet, row, column, Double(part) / Double(whole), percent)
        case .mean(let total, let count):
            worksheet_write_number(sheet, row, column, Double(total) / Double(count), decimal)
        case .points(let part, let whole):
            worksheet_write_number(sheet, row, column, 100 * Double(part) / Double(whole), points)
        case .suppressed: worksheet_write_string(sheet, row, column, suppressed, nil)
        }
    }

    private func width(_ cell: Report.Cell) -> Int {
        switch cell {
        case .none: 0
        case .text(let words): DisplayWidth.of(text(words))
        case .number(let number): String(number).count
        case .share, .mean, .points: 7
        case .suppressed: DisplayWidth.of(suppressed)
        }
    }

    private var suppressed: String { isChinese ? "隐去" : "suppressed" }

    /// The library refuses texts that a cell cannot hold (ECMA-376, section 18.4.12: 32,767 characters).
    private func text(_ words: Localized) -> String {
        // C ends a text at U+0000.
        let text = (isChinese ? words.zh : words.en).controlsEscaped
        return text.utf8.count <= 32_767 ? text : String(text.prefix(8_000)) + "…"
    }

    /// A sheet's name has at most 31 characters and none of `[]:*?/\` (ECMA-376, section 18.2.19).
    private static func sheetName(_ title: String) -> String {
        let plain = title.map { "[]:*?/\\'".contains($0) ? " " : String($0) }.joined()
        return String(plain.prefix(31))
    }
}
