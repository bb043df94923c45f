internal import Values

/// Everything that is wrong with the rows of an import, told at once, each with its line and column.
struct ImportFaults {
    private var problems = InputProblems()

    /// - Parameters:
    ///   - line: From 1.
    ///   - column: Number of the cell, from 1; 0 when the fault is the whole row's.
    ///   - name: Name of the column, empty when it has none.
    ///   - text: What is wrong there.
    mutating func add(line: Int, column: Int, name: String, _ text: Localized) {
        let shown = name.isEmpty ? Localized("") : Localized(zh: "（\(name)）", en: " (\(name))")
        let place =
            column == 0
            ? Localized(zh: "第 \(line) 行\(shown.zh)", en: "line \(line)\(shown.en)")
            : Localized(zh: "第 \(line) 行第 \(column) 列\(shown.zh)", en: "line \(line), column \(column)\(shown.en)")
        problems.add(at: place, line: line, column: column, text)
    }

    /// - Throws: ``failure(code:file:stored:)`` when there is any fault.
    func throwIfAny(code: String, file: String) throws(Failure) {
        if problems.count > 0 { throw failure(code: code, file: file) }
    }

    /// The failure that lists them, in the order of the file.
    ///
    /// - Parameters:
    ///   - code: The failure's.
    ///   - file: The file's path.
    ///   - stored: What is said of rows that were stored already; `nil` when none were.
    /// - Returns: A failure with exit code 65.
    func failure(code: String, file: String, stored: Localized? = nil) -> Failure {
        let outcome = stored ?? Localized(zh: "没有导入任何一行。", en: "nothing was imported.")
        let count = problems.count
        return problems.failure(
            code: code,
            title: Localized(
                zh: "\(file) 有 \(count) 处错误；\(outcome.zh)",
                en: "\(file): \(count) \(count == 1 ? "error" : "errors"); \(outcome.en)"),
            hint: Localized(zh: "请改正后再导入；重复导入不会产生重复记录。", en: "Mend the file and import it again; nothing is doubled."))
    }
}

extension Failure {
    /// A failure with exit code 65 that lists problems one a line, below a title.
    static func listing(_ problems: [Localized], code: String, title: Localized, hint: Localized) -> Failure {
        var listed = InputProblems()
        for problem in problems { listed.add(problem) }
        return listed.failure(code: code, title: title, hint: hint)
    }
}
