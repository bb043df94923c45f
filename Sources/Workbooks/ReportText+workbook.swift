public import CommandKit
internal import Failures
internal import TerminalKit

extension ReportText {
    /// Prints the report, or writes it to the files that the options name.
    ///
    /// - Parameter options: What the person asked for.
    /// - Throws: ``Failure`` `file_unwritable` (65), and what writing to the terminal throws.
    public func show(_ options: ReportOptions) throws {
        guard let path = options.xlsx else { return try show(csv: options.csv, explains: options.explain) }
        do throws(WorkbookFault) {
            try Workbook.write(report, to: path, isChinese: output.language == .chinese)
        } catch {
            throw Failure(
                code: "file_unwritable", status: .data,
                message: Localized(
                    zh: "无法写入 \(path)：\(error.reason)。原有文件未动。",
                    en: "Cannot write \(path): \(error.reason). What was there before is untouched."),
                hint: Localized(zh: "请换一个能写的位置。", en: "Name a place that can be written."))
        }
        try show(csv: options.csv, written: [path], explains: options.explain)
    }
}
