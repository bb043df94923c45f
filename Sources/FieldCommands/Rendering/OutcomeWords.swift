internal import Standards
internal import TerminalKit
internal import Values

/// Results as people read them.
enum OutcomeWords {
    static func title(_ outcome: Outcome) -> Localized {
        switch outcome {
        case .pass: Localized(zh: "达标", en: "pass")
        case .fail: Localized(zh: "未达标", en: "fail")
        case .notApplicable: Localized(zh: "不适用", en: "not applicable")
        case .reportOnly: Localized(zh: "仅统计", en: "report only")
        case .noData: Localized(zh: "无数据", en: "no data")
        }
    }

    static func style(_ outcome: Outcome) -> Style {
        switch outcome {
        case .pass: .green
        case .fail: .red
        case .notApplicable, .reportOnly: .dim
        case .noData: .yellow
        }
    }

    /// The result that an option names.
    ///
    /// - Throws: ``Failure`` `result_unknown` (64).
    static func read(_ text: String) throws -> Outcome {
        if let outcome = Outcome(rawValue: text) { return outcome }
        let names = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(
            code: "result_unknown", status: .usage,
            message: Localized(zh: "没有结果“\(text)”。", en: "There is no result \"\(text)\"."),
            hint: Localized(zh: "可用：\(names)。", en: "There are: \(names)."))
    }
}
