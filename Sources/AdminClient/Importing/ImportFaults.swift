internal import Values

/// Everything that is wrong with the rows of an import, told at once, each with its line and column.
struct ImportFaults {
    private struct Entry {
        let line: Int
        let column: Int
        let text: Localized
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    /// - Parameters:
    ///   - line: From 1.
    ///   - column: Number of the cell, from 1; 0 when the fault is the whole row's.
    ///   - name: Name of the column, empty when it has none.
    ///   - text: What is wrong there.
    mutating func add(line: Int, column: Int, name: String, _ text: Localized) {
        let shown = name.isEmpty ? Localized(zh: "", en: "") : Localized(zh: "（\(name)）", en: " (\(name))")
        let place =
            column == 0
            ? Localized(zh: "第 \(line) 行\(shown.zh)", en: "line \(line)\(shown.en)")
            : Localized(zh: "第 \(line) 行第 \(column) 列\(shown.zh)", en: "line \(line), column \(column)\(shown.en)")
        let whole = Localized(zh: "\(place.zh)：\(text.zh)", en: "\(place.en): \(text.en)")
        entries.append(Entry(line: line, column: column, text: whole))
    }

    /// The failure that they come to, in the order of the file.
    ///
    /// - Parameters:
    ///   - code: The failure's.
    ///   - file: The file's path.
    ///   - stored: What is said of rows that were stored already; `nil` when none were.
    /// - Returns: A failure with exit code 65.
    func failure(code: String, file: String, stored: Localized? = nil) -> Failure {
        let sorted = entries.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        let outcome = stored ?? Localized(zh: "没有导入任何一行。", en: "nothing was imported.")
        return Failure.listing(
            sorted.map(\.text), code: code,
            title: Localized(
                zh: "\(file) 有 \(sorted.count) 处错误；\(outcome.zh)",
                en: "\(file): \(sorted.count) \(sorted.count == 1 ? "error" : "errors"); \(outcome.en)"),
            hint: Localized(zh: "请改正后再导入；重复导入不会产生重复记录。", en: "Mend the file and import it again; nothing is doubled."))
    }
}

extension Failure {
    /// A failure with exit code 65 that lists problems one a line, below a title.
    static func listing(_ problems: [Localized], code: String, title: Localized, hint: Localized) -> Failure {
        let shown = problems.prefix(AdminLimits.faultsShownMax)
        var zh = ([title.zh] + shown.map { "  " + $0.zh }).joined(separator: "\n")
        var en = ([title.en] + shown.map { "  " + $0.en }).joined(separator: "\n")
        if problems.count > shown.count {
            zh += "\n  还有 \(problems.count - shown.count) 处"
            en += "\n  and \(problems.count - shown.count) more"
        }
        return Failure(code: code, status: .data, message: Localized(zh: zh, en: en), hint: hint)
    }
}
