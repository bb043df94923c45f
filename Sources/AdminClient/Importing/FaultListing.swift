internal import AdminProtocol
internal import Values

extension Failure {
    /// Everything that the server found wrong with a file, a line each: `FILE:LINE:COLUMN: CODE PATH: what is wrong`.
    ///
    /// - Parameters:
    ///   - faults: The server's, in the order of the file.
    ///   - code: The failure's.
    ///   - path: The file as the person named it.
    /// - Returns: A failure with exit code 65.
    static func faults(_ faults: [FileFault], code: String, file path: String) -> Failure {
        let count = faults.count
        var problems = InputProblems()
        for fault in faults {
            var place = path
            if let line = fault.line { place += ":\(line)" }
            if fault.line != nil, let column = fault.column { place += ":\(column)" }
            place += ": \(fault.code)"
            if !fault.path.isEmpty { place += " \(fault.path)" }
            problems.add(at: Localized(place), Localized(zh: fault.zh, en: fault.en))
        }
        return problems.failure(
            code: code,
            title: Localized(
                zh: "\(path) 有 \(count) 处错误；没有改动任何内容。",
                en: "\(path): \(count) \(count == 1 ? "error" : "errors"); nothing was changed."),
            hint: Localized(zh: "请改正后再导入。", en: "Mend the file and import it again."))
    }
}

extension AdminProblem.RowFault {
    /// What is wrong, without the place: the server's own words, which are those of a device.
    var words: Localized {
        let english = String(text.prefix(AdminLimits.detailCharactersMax))
        let chinese = zh.map { String($0.prefix(AdminLimits.detailCharactersMax)) }
        return Localized(zh: chinese ?? "\(english)（\(code)）", en: english)
    }
}
