internal import CLibXLSXWriter
public import CommandKit
internal import TerminalKit
public import Values

/// Writes a report as a spreadsheet that Excel and WPS open (ECMA-376), with libxlsxwriter.
///
/// The first sheet has the rows: figures are numbers, shares are numbers with a percent format, and every text is a
/// string, whatever it begins with. The second has what the report was restricted to and its remarks.
public enum Workbook {
    /// Writes the file whole or not at all: what was there before stays until the new one is complete.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - path: Where to.
    ///   - isChinese: The language of titles and words.
    /// - Throws: ``WorkbookFault``.
    public static func write(_ report: Report, to path: String, isChinese: Bool) throws(WorkbookFault) {
        let part = try WorkbookFault.of { () throws(WholeFile.Fault) in try PartFile(beside: path) }
        do throws(WorkbookFault) {
            try fill(part, report, isChinese: isChinese)
            try WholeArchive.check(part.path)
            try WorkbookFault.of { () throws(WholeFile.Fault) in try part.replace(path) }
        } catch {
            part.remove()
            throw error
        }
    }

    private static func fill(_ part: PartFile, _ report: Report, isChinese: Bool) throws(WorkbookFault) {
        // The library keeps each sheet in a temporary file first: beside the result, so that both fail alike.
        let status = part.folder.withCString { folder in
            part.path.withCString { path -> lxw_error in
                var options = lxw_workbook_options(
                    constant_memory: 0, tmpdir: UnsafeMutablePointer(mutating: folder), use_zip64: 0)
                guard let workbook = workbook_new_opt(path, &options) else { return LXW_ERROR_MEMORY_MALLOC_FAILED }
                let sheets = Sheets(workbook, isChinese: isChinese)
                sheets.addRows(of: report)
                sheets.addSettings(of: report)
                return workbook_close(workbook)
            }
        }
        guard status == LXW_NO_ERROR else {
            throw WorkbookFault(reason: Localized(String(cString: lxw_strerror(status))))
        }
    }
}

/// A workbook that could not be written; nothing of it is left.
public struct WorkbookFault: Error, Sendable {
    /// Why, for people; English alone where the system or the library says it.
    public let reason: Localized

    /// The result of a step on the file.
    static func of<Result>(_ step: () throws(WholeFile.Fault) -> Result) throws(WorkbookFault) -> Result {
        do {
            return try step()
        } catch {
            throw WorkbookFault(reason: error.reason())
        }
    }
}

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
