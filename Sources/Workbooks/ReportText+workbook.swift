public import CommandKit
internal import TerminalKit
internal import Values

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
            throw WholeFile.unwritable(path, error.reason)
        }
        try show(csv: options.csv, written: [path], explains: options.explain)
    }
}
