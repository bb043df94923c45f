/// Everything that is wrong with a sheet of records, told at once, each with its line and column: the same on a device and
/// in the office.
public struct SheetFaults: Sendable {
    private let path: String
    /// Numbers of the columns by their heads, from 1.
    private let columns: [String: Int]
    fileprivate var problems = InputProblems()

    /// - Parameters:
    ///   - path: The file, as the person named it.
    ///   - header: The heads of its columns.
    public init(in path: String, header: [String]) {
        self.path = path
        columns = Dictionary(header.enumerated().map { ($0.element, $0.offset + 1) }) { first, _ in first }
    }

    /// Whether the sheet has a column of that head.
    public func hasColumn(_ head: String) -> Bool { columns[head] != nil }

    /// - Parameters:
    ///   - text: What is wrong there.
    ///   - line: From 1.
    ///   - head: The column, also one that the sheet lacks; `nil` when the fault is the whole row's.
    public mutating func note(_ text: Localized, line: Int, column head: String? = nil) {
        let column = head.flatMap { columns[$0] }
        let shown = head.map { Localized(zh: "（\($0)）", en: " (\($0))") } ?? Localized("")
        let (zh, en) = column.map { ("第 \($0) 列", ", column \($0)") } ?? ("", "")
        let place = Localized(zh: "第 \(line) 行\(zh)\(shown.zh)", en: "line \(line)\(en)\(shown.en)")
        problems.add(at: place, line: line, column: column ?? 0, text)
    }

    /// - Throws: ``failure(code:stored:)`` when there is any fault.
    public func throwIfAny(code: String) throws(Failure) {
        if problems.count > 0 { throw failure(code: code) }
    }

    /// The failure that lists them, in the order of the file.
    ///
    /// - Parameters:
    ///   - code: The failure's.
    ///   - stored: What is said of rows that were stored already; `nil` when none were.
    /// - Returns: A failure with exit code 65.
    public func failure(code: String, stored: Localized? = nil) -> Failure {
        let count = problems.count
        let title = Failure(
            fault: "sheet_refused", ["path": path],
            bilingual: [
                "errors": Localized(zh: "\(count)", en: "\(count) \(count == 1 ? "error" : "errors")"),
                "outcome": stored ?? Localized(fault: "nothing_imported"),
            ])
        return problems.failure(code: code, title: title.message, hint: title.hint)
    }
}

extension DelimitedFile {
    /// Reads a sheet of records that a person named.
    ///
    /// - Parameters:
    ///   - bytes: All that the file holds.
    ///   - path: The file, as the person named it.
    /// - Returns: Its header and rows.
    /// - Throws: ``Failure`` (65) with a code of ``DelimitedFault``, which names every fault of that kind.
    public static func sheet(_ bytes: [UInt8], of path: String) throws(Failure) -> DelimitedFile {
        do {
            return try read(bytes)
        } catch {
            var faults = SheetFaults(in: path, header: [])
            for fault in error.all { faults.problems.add(fault.text) }
            throw faults.failure(code: error.code)
        }
    }
}
